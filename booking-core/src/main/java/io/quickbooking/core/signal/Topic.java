package io.quickbooking.core.signal;

import java.util.Locale;

/** What has changed, roughly: whoever shows it reads it again. */
public enum Topic {
    SESSIONS,
    BOOKINGS,
    MESSAGES,
    CATALOG,
    /** Anything in the simulated realm. */
    SIMULATION;

    /** As the live stream names it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
