package io.quickbooking.core.outbound;

import org.jspecify.annotations.Nullable;

/**
 * What came of handing a message to WhatsApp.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes">Error
 *     codes</a>
 */
public sealed interface SendResult {
    <T> T match(Cases<T> cases);

    /**
     * WhatsApp will try to deliver it.
     *
     * @param wamid WhatsApp's id of the message; null when the answer named none
     */
    record Accepted(@Nullable String wamid) implements SendResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.accepted(this);
        }
    }

    /**
     * Certainly not sent, and worth trying again.
     *
     * @param code Meta's, if there is one
     */
    record RetryLater(Scope scope, @Nullable Integer code, String reason) implements SendResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.retryLater(this);
        }
    }

    /**
     * Will never be sent as it is.
     *
     * @param code Meta's, if there is one
     */
    record Rejected(@Nullable Integer code, String reason) implements SendResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.rejected(this);
        }
    }

    /** Nobody can say whether it was sent. */
    record Unknown(String reason) implements SendResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.unknown(this);
        }
    }

    /**
     * Nothing can be sent from this number until somebody repairs it.
     *
     * @param code Meta's, if there is one
     */
    record Stopped(@Nullable Integer code, String reason) implements SendResult {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.stopped(this);
        }
    }

    /** What has to wait. */
    enum Scope {
        /** This message, for seconds that double. */
        MESSAGE,
        /** Everything to this recipient, for 4^X seconds: Meta's limit on a pair of numbers. */
        RECIPIENT,
        /** Everything from this business number. */
        NUMBER
    }

    /** One answer for each kind of result; a new kind breaks whoever forgot it. */
    interface Cases<T> {
        T accepted(Accepted accepted);

        T retryLater(RetryLater retry);

        T rejected(Rejected rejected);

        T unknown(Unknown unknown);

        T stopped(Stopped stopped);
    }
}
