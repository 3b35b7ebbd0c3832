package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.booking.Booking.Status;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A booking in a search result. */
public record FoundBooking(
        String bookingCode,
        UUID salonId,
        @Nullable String customerName,
        String service,
        Instant startTs,
        Instant endTs,
        Status status) {}
