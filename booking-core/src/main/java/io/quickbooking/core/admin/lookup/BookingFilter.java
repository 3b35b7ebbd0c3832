package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.booking.Booking.Status;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A filter for the bookings of a salon; a null condition matches all.
 *
 * @param customers of these customers only; empty matches none
 * @param newestFirst the latest start first, else the earliest
 * @param endedBy only visits that are over by then
 */
public record BookingFilter(
        UUID salonId,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable UUID masterId,
        @Nullable Status status,
        @Nullable List<UUID> customers,
        boolean newestFirst,
        @Nullable Instant endedBy) {
    public BookingFilter {
        customers = customers == null ? null : List.copyOf(customers);
    }

    public BookingFilter(
            UUID salonId,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable UUID masterId,
            @Nullable Status status,
            @Nullable List<UUID> customers,
            boolean newestFirst) {
        this(salonId, from, until, masterId, status, customers, newestFirst, null);
    }

    /** Matches all visits of one customer, the latest first. */
    public static BookingFilter ofCustomer(UUID salonId, UUID customerId) {
        return new BookingFilter(salonId, null, null, null, null, List.of(customerId), true);
    }

    /** Returns the ids as an array for SQL. */
    String @Nullable [] customerIds() {
        return customers == null ? null : customers.stream().map(UUID::toString).toArray(String[]::new);
    }
}
