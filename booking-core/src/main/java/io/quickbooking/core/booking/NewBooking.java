package io.quickbooking.core.booking;

import io.quickbooking.core.catalog.Realm;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking to be written; see {@link Booking} for its components.
 *
 * @param wallStart the wall time that the customer is told, on the clock of {@code wallZone}
 * @param bufferBefore the master's time before it that no other booking may touch
 * @param bufferAfter the master's time after it that no other booking may touch
 * @param sessionToken null: not made from a card
 * @param madeBy the user who made it for the customer; null: the customer
 */
public record NewBooking(
        UUID salonId,
        Realm realm,
        UUID customerId,
        @Nullable String customerPhone,
        @Nullable String customerName,
        UUID masterId,
        UUID serviceId,
        String service,
        Instant startTs,
        Instant endTs,
        LocalDateTime wallStart,
        String wallZone,
        Duration bufferBefore,
        Duration bufferAfter,
        long price,
        String currency,
        @Nullable String sessionToken,
        @Nullable String madeBy,
        Instant createdAt) {

    Instant busyFrom() {
        return startTs.minus(bufferBefore);
    }

    Instant busyUntil() {
        return endTs.plus(bufferAfter);
    }

    Booking booked(UUID id, String code) {
        return new Booking(
                id,
                code,
                salonId,
                realm,
                customerId,
                customerPhone,
                customerName,
                masterId,
                serviceId,
                service,
                startTs,
                endTs,
                startTs,
                Booking.Status.CONFIRMED,
                price,
                currency,
                sessionToken,
                createdAt,
                0);
    }
}
