package io.quickbooking.core.message;

/** A text to a customer that needs no facts. */
public enum Notice {
    INVALID_BUTTON,
    SESSION_EXPIRED,
    PROVIDER_NOT_FOUND,
    FAILURE,
    /** Lists what can be written. */
    HELP,
    /** Confirms that only answers will be sent. */
    STOPPED,
    /** Says that there is nothing to show or to cancel. */
    NO_BOOKINGS,
    NOT_CANCELLABLE,
    /** Confirms that a booking was not cancelled. */
    KEPT,
    /** Says that the salon is not active: bookings can be seen and cancelled, but not made. */
    SALON_CLOSED,
    /** Says that there will be no answer for a minute. */
    TOO_FAST
}
