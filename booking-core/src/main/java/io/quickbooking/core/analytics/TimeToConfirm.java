package io.quickbooking.core.analytics;

import java.time.Duration;

/**
 * How long customers looked at a card before they confirmed it.
 *
 * @param samples how many confirmed
 * @param total the sum of their times
 */
public record TimeToConfirm(long samples, Duration total) {
    public static final TimeToConfirm NONE = new TimeToConfirm(0, Duration.ZERO);

    /** The limit for the average. */
    public static final Duration TARGET = Duration.ofSeconds(30);

    /** Returns the average; zero without samples. */
    public Duration average() {
        return samples == 0 ? Duration.ZERO : total.dividedBy(samples);
    }

    public boolean isEnough() {
        return samples >= Share.ENOUGH;
    }

    public boolean isMet() {
        return average().compareTo(TARGET) < 0;
    }

    TimeToConfirm plus(TimeToConfirm other) {
        return new TimeToConfirm(samples + other.samples, total.plus(other.total));
    }
}
