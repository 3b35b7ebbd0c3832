package io.quickbooking.core.measure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.quickbooking.core.LibraryPart;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Measures and traces with Micrometer in a host that has it. */
@LibraryPart
class MeasureAutoConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
    static class Measured {
        @Bean
        Measures quickBookingMeasures(ObjectProvider<MeterRegistry> registry) {
            MeterRegistry found = registry.getIfAvailable();
            return found == null ? Measures.NONE : new MeterMeasures(found);
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
}
