package io.quickbooking.core.admin.messages;

import java.util.Locale;

/** The reasons for not sending a message again: its content is no longer true. */
public enum Outdated {
    BOOKING_CANCELLED,
    /** The booking was moved, or cancelled and restored. */
    BOOKING_CHANGED,
    /** The message reports a cancellation, but the booking is not cancelled. */
    BOOKING_STANDS,
    /** The visit has begun, is completed or was missed. */
    VISIT_OVER,
    /** The selection has been booked or lost, or has expired. */
    SESSION_OVER,
    /** The customer has chosen another time since. */
    ANOTHER_CARD,
    /** Another customer has the time of the card, or its hold has ended although the card promises it. */
    TIME_GONE,
    /** The message lists the times that were free then. */
    TIMES_OF_THEN,
    /** The message confirms an opt-out, but the customer has opted in again. */
    OPTED_IN,
    /** The customer has opted out, and the message is not an answer. */
    OPTED_OUT,
    /** The message asked the customer to wait for a minute that has passed. */
    WAIT_OVER,
    /** The message says that the salon takes no bookings, but it does again. */
    SALON_OPEN;

    /** Returns the code in keys of texts. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
