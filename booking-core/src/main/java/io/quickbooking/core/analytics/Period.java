package io.quickbooking.core.analytics;

import java.time.Instant;

/** The time {@code [from, until)}. */
public record Period(Instant from, Instant until) {
    public Period {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a period must end after it begins: " + from + ", " + until);
        }
    }
}
