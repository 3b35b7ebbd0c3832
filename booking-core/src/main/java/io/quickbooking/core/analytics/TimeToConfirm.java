package io.quickbooking.core.analytics;

import java.time.Duration;

/** How long customers looked at a card before they confirmed it; all zero without samples. */
public record TimeToConfirm(long samples, Duration average, Duration p50, Duration p95) {
    public static final TimeToConfirm NONE = new TimeToConfirm(0, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** To stay below, on average. */
    public static final Duration TARGET = Duration.ofSeconds(30);

    public boolean isEnough() {
        return samples >= Share.ENOUGH;
    }

    public boolean isMet() {
        return average.compareTo(TARGET) < 0;
    }
}
