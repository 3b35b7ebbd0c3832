package io.quickbooking.core.message;

/** Why alternatives are offered. */
public enum Reason {
    /** The slot that was tapped cannot be had. */
    SLOT_UNAVAILABLE,
    /** Somebody else was faster to confirm. */
    JUST_BOOKED,
    /** The customer asked for them. */
    OTHER_TIMES,
    /** Nothing has been chosen yet: they begin the conversation. */
    NEXT_TIMES
}
