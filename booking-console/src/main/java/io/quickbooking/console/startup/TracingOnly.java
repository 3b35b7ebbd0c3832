package io.quickbooking.console.startup;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Where nobody traces, Spring Boot makes no tracer: one without an exporter would still begin a span for each request. Of
 * OpenTelemetry, only traces are used at all.
 */
public final class TracingOnly implements AutoConfigurationImportFilter, EnvironmentAware {
    private static final String TRACES = "org.springframework.boot.micrometer.tracing.";
    private static final String OPEN_TELEMETRY = "org.springframework.boot.opentelemetry.";
    private static final String LOGS = OPEN_TELEMETRY + "autoconfigure.logging.";

    private boolean on;

    @Override
    public void setEnvironment(Environment environment) {
        on = Tracing.isOn(environment);
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            matches[i] = classes[i] == null || isUsed(classes[i]);
        }
        return matches;
    }

    private boolean isUsed(String name) {
        return !name.startsWith(LOGS) && (on || !(name.startsWith(TRACES) || name.startsWith(OPEN_TELEMETRY)));
    }
}
