package io.quickbooking.core.signal;

import java.util.Locale;

/** The kind of change; a page that shows it reads the data again. */
public enum Topic {
    SESSIONS,
    BOOKINGS,
    MESSAGES,
    CATALOG,
    /** Any change in the simulated realm. */
    SIMULATION;

    /** Returns the name in the live stream. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
