package io.quickbooking.core.history;

import java.time.Duration;
import java.time.Instant;

/** An hour of a master. */
record Slot(String master, Instant start) {
    private static final Duration LENGTH = Duration.ofHours(1);

    boolean overlaps(Slot other) {
        return master.equals(other.master)
                && Duration.between(start, other.start).abs().compareTo(LENGTH) < 0;
    }
}
