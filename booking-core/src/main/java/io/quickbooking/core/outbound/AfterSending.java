package io.quickbooking.core.outbound;

import io.quickbooking.core.outbound.SendResult.Accepted;
import io.quickbooking.core.outbound.SendResult.Rejected;
import io.quickbooking.core.outbound.SendResult.RetryLater;
import io.quickbooking.core.outbound.SendResult.Stopped;
import io.quickbooking.core.outbound.SendResult.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Decides the next state of a message, and of the number it was sent from, by the sender's answer. */
final class AfterSending {
    private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);
    private static final Duration MAX_MESSAGE_WAIT = Duration.ofMinutes(5);
    private static final Duration MAX_RECIPIENT_WAIT = Duration.ofHours(1);
    /**
     * The waits after an uncertain answer. The first is long enough for a status to arrive and to show that the message
     * was sent after all. The last repeats. The customer's younger messages wait until then.
     */
    private static final List<Duration> DOUBT_WAITS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(5));

    /**
     * The end of retries after an uncertain answer: a message that arrives twice is better than one that never arrives.
     */
    private static final Duration DOUBT_ENDS_AFTER = Duration.ofHours(1);

    private final ClaimedMessage message;
    private final NumberGate number;
    private final Instant at;

    /** @param at when the answer arrived */
    AfterSending(ClaimedMessage message, NumberGate number, Instant at) {
        this.message = message;
        this.number = number;
        this.at = at;
    }

    static Outcome windowClosed(ClaimedMessage message, Instant at) {
        return Outcome.failed(
                message,
                GraphError.WINDOW_CLOSED,
                "Not sent: the customer last wrote more than 24 hours ago, and WhatsApp allows free answers only within"
                        + " 24 hours.",
                at);
    }

    Outcome of(SendResult result) {
        return result.match(this::accepted, this::retryLater, this::rejected, this::unknown, this::stopped);
    }

    private Outcome accepted(Accepted accepted) {
        number.works();
        return Outcome.sent(message, accepted.wamid(), at);
    }

    private Outcome retryLater(RetryLater retry) {
        Instant next = switch (retry.scope()) {
            case NUMBER -> number.busy(retry.reason(), at);
            case RECIPIENT -> at.plus(Backoff.fourfold(message.attempts(), MAX_RECIPIENT_WAIT));
            case MESSAGE -> at.plus(Backoff.doubling(message.attempts(), MAX_MESSAGE_WAIT));
        };
        if (retry.scope() != SendResult.Scope.NUMBER) {
            number.works();
        }
        if (!at.isBefore(message.createdAt().plus(GIVE_UP_AFTER))) {
            return Outcome.failed(message, retry.code(), "Given up after 24 hours: " + retry.reason(), at);
        }
        return Outcome.waiting(message, next, retry.code(), retry.reason(), at);
    }

    private Outcome rejected(Rejected rejected) {
        number.works();
        return Outcome.failed(message, rejected.code(), rejected.reason(), at);
    }

    private Outcome unknown(Unknown unknown) {
        number.undecided();
        if (message.inDoubt() && !at.isBefore(message.createdAt().plus(DOUBT_ENDS_AFTER))) {
            return Outcome.failed(
                    message, null, "Tried for an hour, and it may or may not have arrived: " + unknown.reason(), at);
        }
        int wait = message.inDoubt() ? Math.min(message.attempts(), DOUBT_WAITS.size()) - 1 : 0;
        return Outcome.waiting(message, at.plus(DOUBT_WAITS.get(wait)), ClaimedMessage.IN_DOUBT, unknown.reason(), at);
    }

    private Outcome stopped(Stopped stopped) {
        return Outcome.waiting(message, number.stopped(stopped, at), stopped.code(), stopped.reason(), at);
    }
}
