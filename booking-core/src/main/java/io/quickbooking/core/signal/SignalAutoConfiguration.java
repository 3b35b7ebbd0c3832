package io.quickbooking.core.signal;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.redis.Redis;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@LibraryPart
@AutoConfigureAfter(name = "io.quickbooking.core.redis.RedisAutoConfiguration")
@Import(Signals.class)
class SignalAutoConfiguration {
    /** Passes change notifications on to the other nodes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(Redis.class)
    static class Shared {
        @Bean(initMethod = "start")
        RedisSignals quickBookingRedisSignals(Redis redis, Signals signals) {
            return new RedisSignals(redis, signals);
        }
    }
}
