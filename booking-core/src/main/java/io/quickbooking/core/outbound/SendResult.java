package io.quickbooking.core.outbound;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The result of handing a message to WhatsApp.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes">Error
 *     codes</a>
 */
public sealed interface SendResult {

    /** Applies the function of this case. */
    default <R> R match(
            Function<Accepted, R> accepted,
            Function<RetryLater, R> retryLater,
            Function<Rejected, R> rejected,
            Function<Unknown, R> unknown,
            Function<Stopped, R> stopped) {
        if (this instanceof Accepted it) {
            return accepted.apply(it);
        }
        if (this instanceof RetryLater it) {
            return retryLater.apply(it);
        }
        if (this instanceof Rejected it) {
            return rejected.apply(it);
        }
        if (this instanceof Unknown it) {
            return unknown.apply(it);
        }
        if (this instanceof Stopped it) {
            return stopped.apply(it);
        }
        throw new AssertionError(this);
    }

    /**
     * WhatsApp has accepted the message and will try to deliver it.
     *
     * @param wamid WhatsApp's id of the message; null: the answer named none
     */
    record Accepted(@Nullable String wamid) implements SendResult {}

    /**
     * The message was certainly not sent, and is worth retrying.
     *
     * @param code Meta's error code; null: none
     */
    record RetryLater(Scope scope, @Nullable Integer code, String reason) implements SendResult {}

    /**
     * The message will never be sent as it is.
     *
     * @param code Meta's error code; null: none
     */
    record Rejected(@Nullable Integer code, String reason) implements SendResult {}

    /** It is unknown whether the message was sent. */
    record Unknown(String reason) implements SendResult {}

    /**
     * Nothing can be sent from this number until it is repaired.
     *
     * @param code Meta's error code; null: none
     */
    record Stopped(@Nullable Integer code, String reason) implements SendResult {}

    /** The part of the traffic that has to wait. */
    enum Scope {
        /** This message, for seconds that double. */
        MESSAGE,
        /** Everything to this recipient, for 4^X seconds: Meta's limit on a pair of numbers. */
        RECIPIENT,
        /** Everything from this business number. */
        NUMBER
    }
}
