package io.quickbooking.core;

import java.time.Clock;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Activates the library in a Spring Boot application that has a {@link DataSource}: every {@link LibraryPart} follows. The
 * library uses a host's own {@link InstantSource}, {@code SessionStore} or {@code MessageSender} in place of its own.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties(QuickBookingProperties.class)
public class QuickBookingAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    InstantSource quickBookingClock() {
        return Clock.systemUTC();
    }
}
