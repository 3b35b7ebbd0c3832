package io.quickbooking.core.message;

/** The reason why alternatives are offered. */
public enum Reason {
    /** The requested slot is not available. */
    SLOT_UNAVAILABLE,
    /** Another customer was faster to confirm. */
    JUST_BOOKED,
    /** The customer asked for them. */
    OTHER_TIMES,
    /** Nothing has been chosen yet: the times begin the conversation. */
    NEXT_TIMES
}
