package io.quickbooking.core.conversation;

import java.util.Locale;

/** The outcome of a tap or a text; each has exactly one. */
public enum TapOutcome {
    /** The requested time is free, and the customer has a card to confirm. */
    CARD_SHOWN,
    /** The requested time is not free, and alternatives were offered. */
    SLOT_UNAVAILABLE,
    /** The next free times were offered. */
    TIMES_OFFERED,
    /** The services were listed. */
    SERVICES_LISTED,
    /** The masters of a service were listed. */
    MASTERS_LISTED,
    /** The days with free times were listed. */
    DAYS_LISTED,
    /** The free times of a day were listed. */
    TIMES_LISTED,
    /** Nothing is free for the selection, or nothing at all. */
    NOTHING_FREE,
    /** The customer's bookings were listed, to read or to choose one. */
    BOOKINGS_LISTED,
    /** The customer has no upcoming booking. */
    NO_BOOKINGS,
    /** The customer was asked whether to cancel a booking. */
    CANCEL_ASKED,
    /** The customer has cancelled a booking. */
    CANCELLED,
    /** The customer decided not to cancel. */
    BOOKING_KEPT,
    /** The booking is over, cancelled or another customer's. */
    NOT_CANCELLABLE,
    /** The customer was told what can be written. */
    HELPED,
    /** The customer will receive nothing but answers. */
    OPTED_OUT,
    /** A text came too late or too soon after another, and was only stored. */
    NOT_ANSWERED,
    /** The selection is booked. */
    BOOKED,
    /** The customer had booked the selection before; the confirmation was repeated. */
    REPEATED,
    /** The customer had booked the selection before, and the visit has begun or is over. */
    VISIT_OVER,
    /** The salon is not active: nothing can be booked there. */
    SALON_CLOSED,
    /** The selection was lost before it was confirmed: alternatives were offered. */
    SLOT_TAKEN,
    /** The button was on an older card: the current card was shown again. */
    OLD_CARD,
    /** There is no live session, or the tap itself is older than a session lives. */
    SESSION_EXPIRED,
    /** The button names a master or service that the salon does not have. */
    UNKNOWN_PROVIDER,
    /** The button id is none of ours. */
    MALFORMED,
    /**
     * The customer sent too many taps or texts in too short a time, was notified once, and is not answered for a while.
     */
    RATE_LIMITED,
    /** The database failed after all retries. */
    FAILED;

    /** Returns the code that is written into the ledger. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TapOutcome ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
