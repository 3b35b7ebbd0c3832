package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.booking.Booking.Status;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer in a search result, with their next visit, else the last.
 *
 * @param phone as WhatsApp sent it; never shown in full unless a user requests it
 * @param bookingCode null, like all values of the visit, if there was none
 */
public record FoundCustomer(
        UUID customerId,
        UUID salonId,
        @Nullable String name,
        @Nullable String phone,
        @Nullable String bookingCode,
        @Nullable Instant startTs,
        @Nullable Status status) {}
