package io.quickbooking.console.health;

import io.quickbooking.console.ConsoleProperties;
import java.nio.file.Path;
import org.springframework.boot.health.application.DiskSpaceHealthIndicator;
import org.springframework.boot.health.autoconfigure.application.DiskSpaceHealthIndicatorProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@code diskSpace} of {@code /actuator/health}: of the disk that the embedded database fills. Spring Boot's own looks at the folder in
 * which the application was started.
 */
@Configuration(proxyBeanMethods = false)
class DiskConfiguration {
    @Bean
    @ConditionalOnEnabledHealthIndicator("diskspace")
    DiskSpaceHealthIndicator diskSpaceHealthIndicator(
            ConsoleProperties settings, DiskSpaceHealthIndicatorProperties limits) {
        Path watched =
                settings.externalDatabase().isPresent() ? limits.getPath().toPath() : settings.dataDirectory();
        return new DiskSpaceHealthIndicator(watched.toFile(), limits.getThreshold());
    }
}
