package io.quickbooking.core.outbound;

import org.jspecify.annotations.Nullable;

/** Why a message has not arrived, by classes that ask different things of a salon. */
public enum DeliveryProblem {
    /** The customer wrote more than 24 hours ago. */
    WINDOW_CLOSED,
    /** An earlier attempt may have reached the customer. */
    IN_DOUBT,
    /** Somebody gave it up in the console. */
    GIVEN_UP,
    /** Too much from this number, or maintenance; passes by itself. */
    NUMBER_BUSY,
    /** Too many messages to one customer; passes by itself. */
    PAIR_LIMIT,
    /** Trouble on Meta's side; passes by itself. */
    TROUBLE,
    /** WhatsApp does not take this message. */
    MESSAGE_REFUSED,
    /** This customer cannot be reached. */
    RECIPIENT_REFUSED,
    /** Token, permission, payment, registration: nothing goes out until somebody acts. */
    NUMBER_STOPPED,
    /** Nobody knows. */
    OTHER;

    /** @param code Meta's, or one of our own below zero */
    public static DeliveryProblem of(@Nullable Integer code) {
        if (code == null) {
            return OTHER;
        }
        if (code == ClaimedMessage.IN_DOUBT) {
            return IN_DOUBT;
        }
        if (code == Outbox.GIVEN_UP) {
            return GIVEN_UP;
        }
        if (code == GraphError.WINDOW_CLOSED) {
            return WINDOW_CLOSED;
        }
        return switch (GraphError.of(code, 500)) {
            case NUMBER_BUSY -> NUMBER_BUSY;
            case MESSAGE_TROUBLE -> TROUBLE;
            case PAIR_LIMIT -> PAIR_LIMIT;
            case MESSAGE_REFUSED -> MESSAGE_REFUSED;
            case RECIPIENT_REFUSED -> RECIPIENT_REFUSED;
            case NUMBER_STOPPED -> NUMBER_STOPPED;
            case OUTCOME_UNKNOWN -> OTHER;
        };
    }
}
