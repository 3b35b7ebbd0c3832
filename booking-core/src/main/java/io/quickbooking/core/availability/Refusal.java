package io.quickbooking.core.availability;

import java.util.Locale;

/** The reason why a time cannot be booked. */
public enum Refusal {
    /** It has begun or is past. */
    PAST,
    /** It begins before the salon's notice has passed. */
    TOO_SOON,
    /** It lies beyond the salon's horizon. */
    TOO_FAR,
    /** It does not start on the salon's grid. */
    OFF_GRID,
    /** It is not within the master's working time, or the clock skips it. */
    CLOSED,
    /** It is taken by another booking. */
    BOOKED;

    /** Returns the code that is written into the ledger. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
