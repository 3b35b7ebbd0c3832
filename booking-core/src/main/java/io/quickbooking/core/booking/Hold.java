package io.quickbooking.core.booking;

import io.quickbooking.core.catalog.Realm;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A time held for a customer who has a card and has not confirmed: a row of the bookings without a code, so that one
 * constraint covers both.
 *
 * @param sessionToken the selection it is held for
 * @param heldUntil the end of the hold, exclusive
 */
record Hold(
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
        Instant busyFrom,
        Instant busyUntil,
        long price,
        String currency,
        @Nullable String sessionToken,
        Instant createdAt,
        Instant heldUntil) {

    static Hold of(NewBooking wanted, Instant until) {
        return new Hold(
                wanted.salonId(),
                wanted.realm(),
                wanted.customerId(),
                wanted.customerPhone(),
                wanted.customerName(),
                wanted.masterId(),
                wanted.serviceId(),
                wanted.service(),
                wanted.startTs(),
                wanted.endTs(),
                wanted.wallStart(),
                wanted.wallZone(),
                wanted.busyFrom(),
                wanted.busyUntil(),
                wanted.price(),
                wanted.currency(),
                wanted.sessionToken(),
                wanted.createdAt(),
                until);
    }

    NewBooking booking(Instant now) {
        return new NewBooking(
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
                wallStart,
                wallZone,
                Duration.between(busyFrom, startTs),
                Duration.between(endTs, busyUntil),
                price,
                currency,
                sessionToken,
                null,
                now);
    }
}
