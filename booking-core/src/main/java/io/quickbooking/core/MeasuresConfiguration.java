package io.quickbooking.core;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.MeterMeasures;
import io.quickbooking.core.measure.MicrometerTraces;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.core.outbound.MessageSender;
import io.quickbooking.core.watch.Watch;
import io.quickbooking.core.watch.WatchMeters;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Who measures, traces and watches: Micrometer in a host that has it, and the library itself in any. */
@Configuration(proxyBeanMethods = false)
class MeasuresConfiguration {
    @Bean(initMethod = "start")
    Watch quickBookingWatch(
            Mappers mappers,
            PlatformTransactionManager manager,
            ObjectProvider<MessageSender> hostsSender,
            QuickBookingProperties properties,
            InstantSource clock) {
        boolean sends = hostsSender.getIfAvailable() != null
                || properties.whatsapp().token().isPresent();
        // An answer that comes after retries comes too late.
        Transactions transactions = new Transactions(manager, 1, Duration.ofMillis(1));
        return new Watch(
                mappers,
                new BookingMetrics(mappers, transactions, properties.sessionExpiration(), clock),
                transactions,
                sends,
                clock);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
    static class Measured {
        @Bean
        Measures quickBookingMeasures(ObjectProvider<MeterRegistry> registry) {
            MeterRegistry found = registry.getIfAvailable();
            return found == null ? Measures.NONE : new MeterMeasures(found);
        }

        @Bean
        WatchMeters quickBookingWatchMeters(Watch watch) {
            return new WatchMeters(watch);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.tracing.Tracer")
    static class Traced {
        @Bean
        Traces quickBookingTraces(ObjectProvider<Tracer> tracer) {
            Tracer found = tracer.getIfAvailable();
            return found == null ? Traces.NONE : new MicrometerTraces(found);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.micrometer.tracing.Tracer")
    static class Untraced {
        @Bean
        Traces quickBookingTraces() {
            return Traces.NONE;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.micrometer.core.instrument.MeterRegistry")
    static class Unmeasured {
        @Bean
        Measures quickBookingMeasures() {
            return Measures.NONE;
        }
    }
}
