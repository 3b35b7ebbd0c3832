package io.quickbooking.core.admin.lookup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a booking.
 *
 * @param what of a message its kind, of an act its code, else nothing
 * @param who did it; null: nobody of the staff
 * @param state of a message what became of it, of an act whether the customer was told
 * @param note of a message why it failed, of an act why it was done
 */
public record HistoryEntry(
        Instant at,
        Kind kind,
        @Nullable String what,
        @Nullable String who,
        @Nullable String state,
        @Nullable String note) {
    /** What it is. */
    public enum Kind {
        BOOKED,
        MESSAGE,
        ACT
    }
}
