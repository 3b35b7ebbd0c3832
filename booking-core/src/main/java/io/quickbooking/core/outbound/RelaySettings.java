package io.quickbooking.core.outbound;

import java.time.Duration;

/**
 * Settings of the {@link OutboxRelay}.
 *
 * @param poll the interval of queries for messages without a notification
 * @param parallel how many customers it sends to at the same time; 1 to 80. WhatsApp takes a tenth of a second and more
 *     for each, so this is also how many it sends in that time
 */
public record RelaySettings(Duration poll, int parallel) {
    public static final RelaySettings DEFAULT = new RelaySettings(Duration.ofSeconds(2), 64);

    public RelaySettings {
        if (poll.isNegative() || poll.isZero()) {
            throw new IllegalArgumentException("poll must be positive: " + poll);
        }
        if (parallel < 1 || parallel > NumberGate.PER_SECOND) {
            throw new IllegalArgumentException("parallel must be 1 to " + NumberGate.PER_SECOND + ": " + parallel);
        }
    }
}
