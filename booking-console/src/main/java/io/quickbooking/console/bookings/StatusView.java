package io.quickbooking.console.bookings;

import io.quickbooking.core.booking.Booking.Status;
import java.time.Instant;
import java.util.Locale;

/**
 * The status of a booking as a badge.
 *
 * @param code end of the text's key
 * @param kind of the badge
 */
public record StatusView(String code, String kind) {
    /** As a filter and as the end of a text's key: confirmed, over, and without a word of how it went. */
    static final String WAITING = "waiting";

    /** As of now: a confirmed visit that is over waits for its outcome. */
    public static StatusView of(Status status, Instant end, Instant now) {
        return status == Status.CONFIRMED && !end.isAfter(now) ? new StatusView(WAITING, "warn") : of(status);
    }

    static StatusView of(Status status) {
        return new StatusView(
                status.name().toLowerCase(Locale.ROOT),
                switch (status) {
                    case CONFIRMED -> "ok";
                    case COMPLETED -> "info";
                    case CANCELLED -> "muted";
                    case NO_SHOW -> "warn";
                });
    }
}
