package io.quickbooking.core.analytics;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How quickly taps were answered, and how many attempts the database needed.
 *
 * @param sent taps whose answer has been handed to WhatsApp
 * @param average from the webhook's arrival to that moment
 * @param attempts how many taps took one attempt, two, ...
 * @param failedAttempts the share of failed attempts among all
 */
public record Answers(
        long sent,
        Duration average,
        Duration p50,
        Duration p95,
        Duration p99,
        SortedMap<Integer, Long> attempts,
        Share failedAttempts) {
    /** The average answer time above which an alarm is raised. */
    public static final Duration SLOW = Duration.ofSeconds(2);
    /** The share of failed attempts above which an alarm is raised. */
    public static final double MANY_FAILURES = 0.01;

    public Answers {
        attempts = new TreeMap<>(attempts);
    }

    /** Returns whether answers are slow enough for an alarm; never with too few samples. */
    public boolean alarmsBySlowness() {
        return sent >= Share.ENOUGH && average.compareTo(SLOW) > 0;
    }

    /** Returns whether attempts on the database fail often enough for an alarm; never with too few samples. */
    public boolean alarmsByFailures() {
        return failedAttempts.isEnough() && failedAttempts.value() > MANY_FAILURES;
    }
}
