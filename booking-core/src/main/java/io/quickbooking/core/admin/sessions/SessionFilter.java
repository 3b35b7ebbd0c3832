package io.quickbooking.core.admin.sessions;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions of a salon are looked for.
 *
 * @param language BCP 47; null: any
 * @param text a part of the customer's name, digits of their phone, or the booking's code; null: any
 */
public record SessionFilter(
        UUID salonId,
        Shown shown,
        @Nullable String language,
        @Nullable String text) {

    /** Which states. */
    public enum Shown {
        /** Those that live, and those that ended in the last quarter of an hour. */
        CURRENT,
        LIVE,
        /** Booked in the last 24 hours; so for the ones below. */
        BOOKED,
        LOST,
        EXPIRED,
        /** Those that live or ended in the last 24 hours. */
        ALL
    }
}
