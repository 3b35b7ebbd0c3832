package io.quickbooking.core;

import io.quickbooking.core.redis.Redis;
import io.quickbooking.core.redis.RedisUrl;
import io.quickbooking.core.session.RedisSessionStore;
import io.quickbooking.core.session.SessionStore;
import io.quickbooking.core.signal.RedisSignals;
import io.quickbooking.core.signal.Signals;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** With {@code booking.redis-url}: what nodes share by Redis. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("booking.redis-url")
class RedisConfiguration {
    private static final String CLIENT = "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = CLIENT)
    static class Shared {
        @Bean
        Redis quickBookingRedis(QuickBookingProperties properties, InstantSource clock) {
            return new Redis(RedisUrl.parse(Objects.requireNonNull(properties.redisUrl())), clock);
        }

        @Bean
        @ConditionalOnMissingBean
        SessionStore quickBookingSessionStore(Redis redis, InstantSource clock) {
            return new RedisSessionStore(redis, clock);
        }

        @Bean(initMethod = "start")
        RedisSignals quickBookingRedisSignals(Redis redis, Signals signals) {
            return new RedisSignals(redis, signals);
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
