package io.quickbooking.core.session;

/** The reason for which a session ended. */
public enum SessionEnd {
    /** Its selection was booked. */
    BOOKED,
    /** Another customer booked the slot first. */
    LOST,
    /** The customer did not confirm in time. */
    EXPIRED,
    /** Its customer was erased before it ended otherwise. */
    ERASED
}
