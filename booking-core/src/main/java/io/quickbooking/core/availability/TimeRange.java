package io.quickbooking.core.availability;

import java.time.Instant;

/** {@code [from, until)}. */
record TimeRange(Instant from, Instant until) {
    TimeRange {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("empty range " + from + " to " + until);
        }
    }
}
