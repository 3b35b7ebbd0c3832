package io.quickbooking.core.session;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.redis.Redis;
import io.quickbooking.core.signal.Signals;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@LibraryPart
@AutoConfigureAfter(name = "io.quickbooking.core.redis.RedisAutoConfiguration")
class SessionAutoConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(Redis.class)
    static class Shared {
        @Bean
        @ConditionalOnMissingBean
        SessionStore quickBookingSessionStore(Redis redis, InstantSource clock) {
            return new RedisSessionStore(redis, clock);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    SessionStore quickBookingSessionStore(InstantSource clock) {
        return new CaffeineSessionStore(clock);
    }

    @Bean
    Sessions quickBookingSessions(
            Mappers mappers,
            SessionStore store,
            Transactions transactions,
            Signals signals,
            QuickBookingProperties properties,
            Measures measures) {
        return new Sessions(mappers, store, transactions, signals, properties.sessionExpiration(), measures);
    }
}
