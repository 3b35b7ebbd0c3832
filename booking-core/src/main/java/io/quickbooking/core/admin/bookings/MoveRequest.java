package io.quickbooking.core.admin.bookings;

import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's request to move a booking to another time, another master, or both.
 *
 * @param seenVersion version of the booking that the user saw
 * @param wallTime on the salon's wall clock
 * @param anyTime whether the salon's hours, grid, notice and horizon are ignored
 * @param note reason for the audit log; null for none; at most {@link ActRequest#MAX_NOTE} characters
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
