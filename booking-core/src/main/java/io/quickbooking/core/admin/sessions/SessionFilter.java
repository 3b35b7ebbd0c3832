package io.quickbooking.core.admin.sessions;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A filter for the sessions of a salon.
 *
 * @param language BCP 47; null for any
 * @param text a part of the customer's name, digits of their phone, or the booking's code; null for any
 */
public record SessionFilter(
        UUID salonId,
        Shown shown,
        @Nullable String language,
        @Nullable String text) {

    /** The states to list. */
    public enum Shown {
        /** Live sessions, and those that ended in the last 15 minutes. */
        CURRENT,
        LIVE,
        /** Booked in the last 24 hours; the following states likewise. */
        BOOKED,
        LOST,
        EXPIRED,
        /** Live sessions, and those that ended in the last 24 hours. */
        ALL
    }
}
