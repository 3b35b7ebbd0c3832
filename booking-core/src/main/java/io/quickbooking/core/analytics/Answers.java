package io.quickbooking.core.analytics;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How quickly taps were answered, and how often the database had to be tried.
 *
 * @param sent taps whose answer has been handed to WhatsApp
 * @param average from the webhook's arrival to that
 * @param attempts how many taps took one attempt, two, ...
 * @param failedAttempts of all attempts
 */
public record Answers(
        long sent,
        Duration average,
        Duration p50,
        Duration p95,
        Duration p99,
        SortedMap<Integer, Long> attempts,
        Share failedAttempts) {
    /** On average; beyond it somebody should look. */
    public static final Duration SLOW = Duration.ofSeconds(2);
    /** Of all attempts; beyond it somebody should look. */
    public static final double MANY_FAILURES = 0.01;

    public Answers {
        attempts = new TreeMap<>(attempts);
    }

    /** Whether answers take so long that somebody should look; never with too few samples. */
    public boolean alarmsBySlowness() {
        return sent >= Share.ENOUGH && average.compareTo(SLOW) > 0;
    }

    /** Whether attempts on the database fail so often that somebody should look; never with too few samples. */
    public boolean alarmsByFailures() {
        return failedAttempts.isEnough() && failedAttempts.value() > MANY_FAILURES;
    }
}
