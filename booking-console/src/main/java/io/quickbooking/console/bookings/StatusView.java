package io.quickbooking.console.bookings;

import io.quickbooking.core.booking.Booking.Status;
import java.util.Locale;

/**
 * The status of a booking as a badge.
 *
 * @param code end of the text's key
 * @param kind of the badge
 */
public record StatusView(String code, String kind) {
    public static StatusView of(Status status) {
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
