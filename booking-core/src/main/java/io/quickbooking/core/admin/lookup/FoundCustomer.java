package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.booking.Booking.Status;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer that a search has come upon, with the next of their visits, else the last.
 *
 * @param phone as WhatsApp sent it; never shown whole without asking
 * @param bookingCode null, as all about the visit: there was none
 */
public record FoundCustomer(
        UUID customerId,
        UUID salonId,
        @Nullable String name,
        @Nullable String phone,
        @Nullable String bookingCode,
        @Nullable Instant startTs,
        @Nullable Status status) {}
