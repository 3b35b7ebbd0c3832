package io.quickbooking.core.database;

import java.time.Duration;

/**
 * Intervals and timeouts for a replica.
 *
 * @param pollInterval interval at which it is polled
 * @param maxLag maximum lag at which it is still read
 * @param catchUpTimeout how long a page waits until it has what the primary has at that moment
 * @param readTimeout how long a page waits for its complete answer
 * @param offerTimeout the same for a customer's tap, which holds locks while it waits
 */
record ReplicaSettings(
        Duration pollInterval, Duration maxLag, Duration catchUpTimeout, Duration readTimeout, Duration offerTimeout) {
    static final ReplicaSettings DEFAULT = new ReplicaSettings(
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ofSeconds(3),
            Duration.ofMillis(250));
}
