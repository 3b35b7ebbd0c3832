package io.quickbooking.core.admin.health;

import java.util.Locale;

/** The kinds of findings; each is a number that should be 0. */
public enum IntegrityKind {
    /** Bookings and holds that overlap an earlier one of the same master. */
    OVERLAPS,
    /** The total difference between the salons' counters and their bookings. */
    COUNTER_DRIFT,
    /** Messages that a relay claimed long ago and whose result is unknown. */
    MESSAGES_CLAIMED,
    /** Messages that should have been sent long ago. */
    MESSAGES_WAITING,
    /** Taps and texts that were received long ago and are not handled. */
    TAPS_WAITING,
    /** Slots that are still held after their hold has ended. */
    HOLDS_LEFT,
    /** Bookings that are not exactly once in the ledger of taps, and bookings in the ledger that do not exist. */
    LEDGER,
    /** Tables with rows at or above the next generated number. */
    IDENTITIES;

    /** Returns the code that is stored and that ends the keys of texts. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
