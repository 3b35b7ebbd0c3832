package io.quickbooking.console.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quickbooking.core.redis.Redis;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether Redis is there, of a node that has been given one. */
@Component
final class RedisMeters implements MeterBinder {
    private final Optional<Redis> redis;

    RedisMeters(Optional<Redis> redis) {
        this.redis = redis;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        redis.ifPresent(shared -> Gauge.builder(
                        "quickbooking.redis.up",
                        shared,
                        known -> known.awaySince().isEmpty() ? 1 : 0)
                .description("Whether this node can use Redis; there is none without REDIS_URL")
                .register(registry));
    }
}
