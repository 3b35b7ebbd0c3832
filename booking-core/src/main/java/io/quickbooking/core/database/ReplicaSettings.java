package io.quickbooking.core.database;

import java.time.Duration;

/**
 * How much patience there is with a copy.
 *
 * @param look how often it is looked after
 * @param oldest how far it may be behind and still be asked
 * @param catchesUpWithin how long a page waits for it to have what the database has at that moment
 * @param answersWithin how long a page waits for all of its answer
 * @param offersWithin the same for a customer's tap, which holds locks meanwhile
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
