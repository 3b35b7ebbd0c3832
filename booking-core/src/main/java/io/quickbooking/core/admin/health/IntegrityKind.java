package io.quickbooking.core.admin.health;

import java.util.Locale;

/** What an audit looks for; each is a number that should be 0. */
public enum IntegrityKind {
    /** Bookings and holds that overlap an earlier one of the same master. */
    OVERLAPS,
    /** By how much the salons' counters differ from their bookings, taken together. */
    COUNTER_DRIFT,
    /** Messages that a relay took to send, long ago, and of which nothing is known since. */
    MESSAGES_CLAIMED,
    /** Messages that should have been sent long ago. */
    MESSAGES_WAITING,
    /** Taps and texts that were received long ago and are not handled. */
    TAPS_WAITING,
    /** Times that are kept for nobody any more. */
    HOLDS_LEFT,
    /** Bookings that the ledger of taps does not tell of exactly once, and what it tells of that is not there. */
    LEDGER,
    /** Tables that have rows with the numbers that come next. */
    IDENTITIES;

    /** As it is stored, and as keys of texts end. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
