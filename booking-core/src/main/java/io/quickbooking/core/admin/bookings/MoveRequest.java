package io.quickbooking.core.admin.bookings;

import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody wants a booking to be at another time, with another master, or both.
 *
 * @param seenVersion of the booking that they were looking at
 * @param wallTime on the salon's wall clock
 * @param anyTime whether the salon's hours, grid, notice and horizon do not count
 * @param note why, for the audit log; null: not told; at most {@link ActRequest#MAX_NOTE} characters
 */
public record MoveRequest(
        UUID salonId,
        UUID bookingId,
        long seenVersion,
        UUID masterId,
        LocalDateTime wallTime,
        boolean anyTime,
        boolean informCustomer,
        @Nullable String note,
        String username) {
    public MoveRequest {
        note = note == null || note.isBlank() ? null : note.strip();
        if (note != null && note.length() > ActRequest.MAX_NOTE) {
            throw new IllegalArgumentException("a note has at most " + ActRequest.MAX_NOTE + " characters");
        }
    }
}
