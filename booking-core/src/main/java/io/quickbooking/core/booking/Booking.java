package io.quickbooking.core.booking;

import io.quickbooking.core.catalog.Realm;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking as stored in the database.
 *
 * @param service the service's name when it was booked
 * @param startTs the booked instant
 * @param toldTs the instant when the salon's clock shows the wall time that the customer was told: the start, unless
 *     the rules of the zone changed since
 * @param price in minor units of {@code currency}, as shown on the card that was confirmed
 * @param sessionToken the selection that was confirmed; null: not made from a card
 * @param version raised by every change
 */
public record Booking(
        UUID id,
        String bookingCode,
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
        Instant toldTs,
        Status status,
        long price,
        String currency,
        @Nullable String sessionToken,
        Instant createdAt,
        long version) {

    public Duration duration() {
        return Duration.between(startTs, endTs);
    }

    /** {@code CONFIRMED} and {@code COMPLETED} occupy the master's time, the others do not. */
    public enum Status {
        CONFIRMED,
        COMPLETED,
        CANCELLED,
        NO_SHOW
    }
}
