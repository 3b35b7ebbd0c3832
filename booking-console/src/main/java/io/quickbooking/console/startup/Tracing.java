package io.quickbooking.console.startup;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * {@code booking.tracing=true}: taps are traced, the lines of the log say in which trace, and a collector on this machine is told
 * unless another is named. Other values are left to the check of all settings.
 */
public final class Tracing implements EnvironmentPostProcessor, Ordered {
    private static final String COLLECTOR = "http://localhost:4318/v1/traces";

    /** After the last source in which the setting may be. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (isOn(environment)) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "quickBookingTracing",
                            Map.of(
                                    "management.opentelemetry.tracing.export.otlp.endpoint",
                                    COLLECTOR,
                                    "booking.trace-in-log",
                                    " %X{traceId:-}")));
        }
    }

    static boolean isOn(Environment environment) {
        return "true".equals(environment.getProperty("booking.tracing"));
    }
}
