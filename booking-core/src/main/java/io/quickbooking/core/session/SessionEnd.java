package io.quickbooking.core.session;

/** How a session came to its end. */
public enum SessionEnd {
    /** Its selection was booked. */
    BOOKED,
    /** Somebody else booked the slot first. */
    LOST,
    /** Nobody confirmed in time. */
    EXPIRED,
    /** Its customer was erased before any of that. */
    ERASED
}
