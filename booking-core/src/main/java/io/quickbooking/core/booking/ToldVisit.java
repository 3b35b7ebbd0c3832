package io.quickbooking.core.booking;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A visit whose customer was told a wall time that the clock does not show at the booked instant.
 *
 * @param bookingCode null: it is held for a customer who is about to book
 * @param wallStart the wall time that the customer was told
 * @param start the booked instant
 * @param wallTs the instant when the clock shows that wall time
 * @param collidesWith the code of a visit that has part of that time; empty: it is held for a customer; null: it is
 *     free
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
