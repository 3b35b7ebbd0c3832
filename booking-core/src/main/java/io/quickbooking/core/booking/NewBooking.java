package io.quickbooking.core.booking;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A booking to be written; see {@link Booking} for what its parts mean. */
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
        long price,
        String currency,
        String sessionToken,
        Instant createdAt) {

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
                Booking.Status.CONFIRMED,
                price,
                currency,
                sessionToken,
                createdAt,
                0);
    }
}
