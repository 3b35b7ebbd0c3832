package io.quickbooking.core.audit;

import java.util.Locale;

/** The kinds of acts in the audit log. */
public enum AuditedAct {
    SIGNED_IN,
    SIGN_IN_FAILED,
    SIGN_IN_LOCKED,
    SIGNED_OUT,
    BOOKING_MADE,
    BOOKING_MOVED,
    BOOKING_CANCELLED,
    BOOKING_COMPLETED,
    BOOKING_NO_SHOW,
    BOOKING_RESTORED,
    PHONE_REVEALED,
    CUSTOMER_NOTED,
    CUSTOMER_EXPORTED,
    CUSTOMER_ERASED,
    BOOKINGS_EXPORTED,
    MESSAGE_SENT_AGAIN,
    MESSAGE_GIVEN_UP,
    CATALOG_IMPORTED,
    CATALOG_EXPORTED,
    CATALOG_CHANGED,
    USER_ADDED,
    USER_CHANGED,
    PASSWORD_CHANGED,
    SIMULATION_STARTED,
    SIMULATION_RESET,
    RACE_STARTED,
    BOOKS_AUDITED,
    VISITS_RETIMED;

    /** Returns the code that is stored and that ends the keys of texts. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AuditedAct ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
