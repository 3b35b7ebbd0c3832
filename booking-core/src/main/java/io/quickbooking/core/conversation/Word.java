package io.quickbooking.core.conversation;

import java.util.Locale;

/** What a customer can ask for by writing. */
enum Word {
    GREETING,
    BOOK,
    MY_BOOKING,
    CANCEL,
    HELP,
    /** Nothing but answers, from now on. */
    STOP,
    /** The opposite of stop. */
    START;

    /** As keys of the vocabulary end, and what the ledger says of a text. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
