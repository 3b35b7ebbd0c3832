package io.quickbooking.core.watch;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.outbound.MessageSender;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

@LibraryPart
class WatchAutoConfiguration {
    /** Does not retry: the next look comes after ten seconds anyway. */
    @Bean(initMethod = "start")
    Watch quickBookingWatch(
            Mappers mappers,
            PlatformTransactionManager manager,
            ObjectProvider<MessageSender> sender,
            QuickBookingProperties properties,
            InstantSource clock) {
        Transactions transactions = new Transactions(manager, 1, Duration.ofMillis(1));
        return new Watch(
                mappers,
                new BookingMetrics(mappers, transactions, properties.sessionExpiration(), clock),
                transactions,
                sender.getIfAvailable() != null,
                clock);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
    static class Measured {
        @Bean
        WatchMeters quickBookingWatchMeters(Watch watch) {
            return new WatchMeters(watch);
        }
    }
}
