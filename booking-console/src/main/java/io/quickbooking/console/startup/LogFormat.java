package io.quickbooking.console.startup;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * {@code booking.log-format=json}: each line of the log is a JSON object in the Elastic Common Schema. Settled before the
 * first line, so that a failed start is told the same way. Other values are left to the check of all settings.
 */
public final class LogFormat implements EnvironmentPostProcessor, Ordered {
    /** After the last source in which the setting may be. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if ("json".equals(environment.getProperty("booking.log-format"))) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "quickBookingLogFormat", Map.of("logging.structured.format.console", "ecs")));
        }
    }
}
