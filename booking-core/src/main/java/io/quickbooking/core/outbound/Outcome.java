package io.quickbooking.core.outbound;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result to be recorded for a claimed message.
 *
 * @param attempt the claim it belongs to; a later claim prevails, except for a message that was sent
 * @param nextAttemptAt present exactly for messages that wait
 */
record Outcome(
        long id,
        int attempt,
        State state,
        @Nullable Instant nextAttemptAt,
        @Nullable String wamid,
        @Nullable Integer errorCode,
        @Nullable String error,
        Instant at) {
    enum State {
        PENDING,
        SENT,
        FAILED
    }

    static Outcome sent(ClaimedMessage message, @Nullable String wamid, Instant at) {
        return new Outcome(message.id(), message.attempts(), State.SENT, null, ErrorText.wamid(wamid), null, null, at);
    }

    static Outcome waiting(
            ClaimedMessage message, Instant until, @Nullable Integer errorCode, String error, Instant at) {
        return new Outcome(
                message.id(),
                message.attempts(),
                State.PENDING,
                until,
                null,
                // The doubt outlives other failures: it limits how often a customer may get the same message.
                message.inDoubt() ? Integer.valueOf(ClaimedMessage.IN_DOUBT) : errorCode,
                ErrorText.error(error),
                at);
    }

    static Outcome failed(ClaimedMessage message, @Nullable Integer errorCode, String error, Instant at) {
        return new Outcome(
                message.id(), message.attempts(), State.FAILED, null, null, errorCode, ErrorText.error(error), at);
    }
}
