package io.quickbooking.core.admin;

import io.quickbooking.core.booking.Booking.Status;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking in a list.
 *
 * @param customerPhone as WhatsApp sent it; never shown whole without asking
 * @param price in minor units of {@code currency}
 */
public record BookingRow(
        String bookingCode,
        Instant startTs,
        Instant endTs,
        Status status,
        String service,
        String masterName,
        UUID customerId,
        @Nullable String customerName,
        @Nullable String customerPhone,
        long price,
        String currency,
        Instant createdAt) {

    BookingCursor cursor() {
        return new BookingCursor(startTs, bookingCode);
    }
}
