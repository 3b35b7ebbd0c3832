package io.quickbooking.core.outbound;

import org.jspecify.annotations.Nullable;

/** The reasons for which a message has not arrived, by the action that a salon has to take. */
public enum DeliveryProblem {
    /** The customer wrote more than 24 hours ago. */
    WINDOW_CLOSED,
    /** An earlier attempt may have reached the customer. */
    IN_DOUBT,
    /** A user gave it up in the console. */
    GIVEN_UP,
    /** Too many messages from this number, or maintenance; resolves by itself. */
    NUMBER_BUSY,
    /** Too many messages to one customer; resolves by itself. */
    PAIR_LIMIT,
    /** A failure on Meta's side; resolves by itself. */
    TROUBLE,
    /** WhatsApp rejects this message. */
    MESSAGE_REFUSED,
    /** This customer cannot be reached. */
    RECIPIENT_REFUSED,
    /** Token, permission, payment, registration: no message is sent until an operator acts. */
    NUMBER_STOPPED,
    /** The reason is unknown. */
    OTHER;

    /** @param code Meta's, or one of this product's own below zero */
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
