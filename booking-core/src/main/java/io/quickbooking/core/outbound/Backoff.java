package io.quickbooking.core.outbound;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Computes the wait before a retry, up to a fifth longer at random, so that retries do not all come at once. */
final class Backoff {
    private static final double JITTER = 0.2;

    private Backoff() {}

    /**
     * Returns 1 s, 2 s, 4 s and so on.
     *
     * @param failures so far, from 1
     */
    static Duration doubling(int failures, Duration limit) {
        return power(2, failures, limit);
    }

    /**
     * Returns 1 s, 4 s, 16 s and so on, as Meta asks for its pair limit.
     *
     * @param failures so far, from 1
     */
    static Duration fourfold(int failures, Duration limit) {
        return power(4, failures, limit);
    }

    private static Duration power(int base, int failures, Duration limit) {
        double seconds = Math.min(Math.pow(base, failures - 1.0), limit.toSeconds());
        double jitter = ThreadLocalRandom.current().nextDouble(JITTER);
        return Duration.ofMillis(Math.round(seconds * 1000 * (1 + jitter)));
    }
}
