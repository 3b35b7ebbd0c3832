package io.quickbooking.core.redis;

import io.quickbooking.core.InvalidPropertyException;
import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.QuickBookingProperties;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects to Redis where {@code booking.redis-url} is set. */
@LibraryPart
@ConditionalOnProperty("booking.redis-url")
class RedisAutoConfiguration {
    private static final String CLIENT = "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = CLIENT)
    static class Connected {
        @Bean
        Redis quickBookingRedis(QuickBookingProperties properties, InstantSource clock) {
            return new Redis(RedisUrl.parse(Objects.requireNonNull(properties.redisUrl())), clock);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass(CLIENT)
    static class NoClient {
        NoClient() {
            throw new InvalidPropertyException(
                    "booking.redis-url",
                    "set",
                    "unset, or spring-data-redis and lettuce-core have to be on the class path");
        }
    }
}
