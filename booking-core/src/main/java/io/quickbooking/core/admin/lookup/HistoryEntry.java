package io.quickbooking.core.admin.lookup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event in the history of a booking.
 *
 * @param what the kind of a message or the code of an act, else null
 * @param who user who did it; null if it was not staff
 * @param state the delivery state of a message; for an act, whether the customer was notified
 * @param note the error of a message, or the reason of an act
 */
public record HistoryEntry(
        Instant at,
        Kind kind,
        @Nullable String what,
        @Nullable String who,
        @Nullable String state,
        @Nullable String note) {
    /** The kind of event. */
    public enum Kind {
        BOOKED,
        MESSAGE,
        ACT
    }
}
