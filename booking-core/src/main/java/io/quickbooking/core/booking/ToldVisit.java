package io.quickbooking.core.booking;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A visit whose customer was told a time that the clock does not show at the moment that is booked.
 *
 * @param bookingCode null: it is held for somebody who is about to book
 * @param wallStart what the customer was told
 * @param start the moment that is booked
 * @param wallTs when the clock shows what the customer was told
 * @param collidesWith the code of a visit that has some of that time; empty: it is held for somebody; null: it is free
 */
public record ToldVisit(
        UUID id,
        @Nullable String bookingCode,
        UUID masterId,
        String masterName,
        String service,
        @Nullable String customerName,
        LocalDateTime wallStart,
        Instant start,
        Instant wallTs,
        @Nullable String collidesWith) {
    public boolean collides() {
        return collidesWith != null;
    }
}
