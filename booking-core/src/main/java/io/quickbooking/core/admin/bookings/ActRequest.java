package io.quickbooking.core.admin.bookings;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's request to act on a booking.
 *
 * @param seenVersion version of the booking that the user saw
 * @param informCustomer whether to notify the customer, if the act concerns them
 * @param note reason for the audit log; null for none; at most {@link #MAX_NOTE} characters
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
