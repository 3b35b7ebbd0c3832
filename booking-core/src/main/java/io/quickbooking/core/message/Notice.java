package io.quickbooking.core.message;

/** What a customer is told that needs no facts. */
public enum Notice {
    INVALID_BUTTON,
    SESSION_EXPIRED,
    PROVIDER_NOT_FOUND,
    FAILURE,
    /** What can be written. */
    HELP,
    /** Nothing that was not asked for will be sent. */
    STOPPED,
    /** There is nothing to show or to cancel. */
    NO_BOOKINGS,
    NOT_CANCELLABLE,
    /** A booking was not cancelled after all. */
    KEPT,
    /** The salon is not active: bookings can be seen and cancelled, and none be made. */
    SALON_CLOSED,
    /** Nothing is answered for a minute. */
    TOO_FAST
}
