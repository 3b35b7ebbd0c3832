package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.booking.Booking.Status;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking in a list.
 *
 * @param startTs when the salon's clock shows what the customer was told
 * @param customerPhone as WhatsApp sent it; never shown whole without asking
 * @param price in minor units of {@code currency}
 * @param bookedTs the moment that is booked, by which lists are in order: the start, unless the rules of the zone changed since
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
