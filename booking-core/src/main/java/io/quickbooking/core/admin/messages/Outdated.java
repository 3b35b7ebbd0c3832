package io.quickbooking.core.admin.messages;

import java.util.Locale;

/** Why a message is not sent again: what it says does not hold any more. */
public enum Outdated {
    BOOKING_CANCELLED,
    /** It was moved, or cancelled and restored. */
    BOOKING_CHANGED,
    /** The message says that it is cancelled, and it is not. */
    BOOKING_STANDS,
    /** The visit has begun, is completed or was missed. */
    VISIT_OVER,
    /** What was chosen has been booked or lost, or has run out. */
    SESSION_OVER,
    /** The customer has chosen another time since. */
    ANOTHER_CARD,
    /** Somebody else has the time of the card, or it is not kept any more as the card says. */
    TIME_GONE,
    /** It says which times were free then. */
    TIMES_OF_THEN,
    /** It says that the customer wants nothing but answers, and they do again. */
    OPTED_IN,
    /** The customer wants nothing but answers, and this is none. */
    OPTED_OUT,
    /** It asked to wait for a minute that is over. */
    WAIT_OVER,
    /** It says that the salon takes no bookings, and it does again. */
    SALON_OPEN;

    /** As keys of texts have it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
