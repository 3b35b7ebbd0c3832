package io.quickbooking.core.database;

import java.time.Duration;

/**
 * Intervals and timeouts for a replica.
 *
 * @param look interval at which it is polled
 * @param oldest maximum lag at which it is still read
 * @param catchesUpWithin how long a page waits until it has what the primary has at that moment
 * @param answersWithin how long a page waits for its complete answer
 * @param offersWithin the same for a customer's tap, which holds locks while it waits
 */
record ReplicaSettings(
        Duration look, Duration oldest, Duration catchesUpWithin, Duration answersWithin, Duration offersWithin) {
    static final ReplicaSettings DEFAULT = new ReplicaSettings(
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ofSeconds(3),
            Duration.ofMillis(250));
}
