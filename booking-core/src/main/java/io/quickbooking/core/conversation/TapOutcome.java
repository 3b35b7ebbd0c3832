package io.quickbooking.core.conversation;

import java.util.Locale;

/** What a tap came to; each tap comes to exactly one. */
public enum TapOutcome {
    /** A time was picked and is free: the customer has a card to confirm. */
    CARD_SHOWN,
    /** A time was picked and is not free: alternatives were offered. */
    SLOT_UNAVAILABLE,
    /** Other times were asked for and offered. */
    TIMES_OFFERED,
    /** The selection is booked. */
    BOOKED,
    /** The selection had been booked by this customer before; its confirmation was repeated. */
    REPEATED,
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
