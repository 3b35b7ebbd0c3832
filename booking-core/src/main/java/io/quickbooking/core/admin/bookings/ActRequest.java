package io.quickbooking.core.admin.bookings;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody wants something done to a booking.
 *
 * @param seenVersion of the booking that they were looking at
 * @param informCustomer whether to message the customer, where the act concerns them
 * @param note why, for the audit log; null: not told; at most {@link #MAX_NOTE} characters
 */
public record ActRequest(
        BookingAct act,
        UUID salonId,
        UUID bookingId,
        long seenVersion,
        boolean informCustomer,
        @Nullable String note,
        String username) {
    public static final int MAX_NOTE = 200;

    public ActRequest {
        note = note == null || note.isBlank() ? null : note.strip();
        if (note != null && note.length() > MAX_NOTE) {
            throw new IllegalArgumentException("a note has at most " + MAX_NOTE + " characters");
        }
    }
}
