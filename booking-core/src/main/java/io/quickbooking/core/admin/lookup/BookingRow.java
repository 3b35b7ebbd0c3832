package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.booking.Booking.Status;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking in a list.
 *
 * @param startTs moment at which the salon's clock shows the time that the customer was notified of
 * @param customerPhone as WhatsApp sent it; never shown in full unless a user requests it
 * @param price in minor units of {@code currency}
 * @param bookedTs the booked moment, which orders lists; it is the start unless the rules of the zone have changed since
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
        Instant createdAt,
        Instant bookedTs) {

    BookingCursor cursor() {
        return new BookingCursor(bookedTs, bookingCode);
    }
}
