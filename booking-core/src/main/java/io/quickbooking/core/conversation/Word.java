package io.quickbooking.core.conversation;

import java.util.Locale;

/** A request that a customer can make by writing. */
enum Word {
    GREETING,
    BOOK,
    MY_BOOKING,
    CANCEL,
    HELP,
    /** Stops all messages but answers. */
    STOP,
    /** Reverses {@link #STOP}. */
    START;

    /** Returns the code with which vocabulary keys end, and which the ledger stores for a text. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
