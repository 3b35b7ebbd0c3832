package io.quickbooking.core.conversation;

import java.util.Locale;

/** What a tap or a text came to; each comes to exactly one. */
public enum TapOutcome {
    /** A time was picked and is free: the customer has a card to confirm. */
    CARD_SHOWN,
    /** A time was picked and is not free: alternatives were offered. */
    SLOT_UNAVAILABLE,
    /** The next free times were offered. */
    TIMES_OFFERED,
    /** The services were listed. */
    SERVICES_LISTED,
    /** Those who do a service were listed. */
    MASTERS_LISTED,
    /** The days with free times were listed. */
    DAYS_LISTED,
    /** The free times of a day were listed. */
    TIMES_LISTED,
    /** Nothing is free for what was chosen, or nothing at all. */
    NOTHING_FREE,
    /** The customer's bookings were listed, to read or to choose one. */
    BOOKINGS_LISTED,
    /** The customer has no booking before them. */
    NO_BOOKINGS,
    /** It was asked whether a booking is to be cancelled. */
    CANCEL_ASKED,
    /** The customer has cancelled a booking. */
    CANCELLED,
    /** The customer has thought better of cancelling. */
    BOOKING_KEPT,
    /** The booking has gone by, has been cancelled or is another customer's. */
    NOT_CANCELLABLE,
    /** It was said what can be written. */
    HELPED,
    /** The customer will be sent nothing but answers. */
    OPTED_OUT,
    /** A text that came too late or too soon after another, and was only kept. */
    NOT_ANSWERED,
    /** The selection is booked. */
    BOOKED,
    /** The selection had been booked by this customer before; its confirmation was repeated. */
    REPEATED,
    /** The selection had been booked by this customer before, and the visit has begun or is over. */
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
    /** One tap or text too many in too short a time: the customer was told so once, and is not answered for a while. */
    RATE_LIMITED,
    /** The database failed after all retries. */
    FAILED;

    /** As written into the ledger. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TapOutcome ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
