package io.quickbooking.console.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * {@code webhooks} of {@code /actuator/health}: down while webhooks cannot be made safe, whatever the reason. A database may
 * answer and yet take nothing, as with a full disk. After a minute without any webhook nothing is held against this node:
 * WhatsApp may have gone on to another.
 */
@Component("webhooksHealthIndicator")
class WebhookSafety extends AbstractHealthIndicator {
    private static final Duration HELD_AGAINST = Duration.ofMinutes(1);

    private final InstantSource clock;
    private volatile @Nullable Instant lastFailure;

    WebhookSafety(InstantSource clock) {
        this.clock = clock;
    }

    void succeeded() {
        lastFailure = null;
    }

    void failed() {
        lastFailure = clock.instant();
    }

    @Override
    protected void doHealthCheck(Health.Builder answer) {
        Instant failure = lastFailure;
        if (failure != null && clock.instant().isBefore(failure.plus(HELD_AGAINST))) {
            answer.down();
        } else {
            answer.up();
        }
    }
}
