package io.quickbooking.console.health;

import io.quickbooking.core.admin.health.SystemHealth;
import io.quickbooking.core.database.TransientFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** {@code db} of {@code /actuator/health}. Spring Boot's own would wait a minute for a database that says nothing. */
@Component("dbHealthIndicator")
class DatabaseHealthIndicator extends AbstractHealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(DatabaseHealthIndicator.class);

    private final SystemHealth health;

    DatabaseHealthIndicator(SystemHealth health) {
        this.health = health;
    }

    @Override
    protected void doHealthCheck(Health.Builder answer) {
        try {
            health.requireAnswer();
            answer.up();
        } catch (RuntimeException failure) {
            log.warn("The database does not answer: {}", TransientFailure.reason(failure));
            answer.down();
        }
    }
}
