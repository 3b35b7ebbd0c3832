package io.quickbooking.core.outbound;

import io.quickbooking.core.customer.LogContext;
import io.quickbooking.core.customer.MaskedText;
import io.quickbooking.core.database.TransientFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the delivery of single messages, each line with the booking and the customer's message that it is about. The
 * database is queried for these only if a line is written; most messages cause none.
 */
final class DeliveryLog {
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final OutboxMapper messages;
    private final List<Line> lines = new ArrayList<>();

    DeliveryLog(OutboxMapper messages) {
        this.messages = messages;
    }

    /**
     * The context of a message.
     *
     * @param messageId of the message that it answers
     */
    record About(
            long id, @Nullable String bookingCode, @Nullable String messageId) {}

    private record Line(ClaimedMessage message, Outcome outcome) {}

    /** Adds a line to the next {@link #write}, if its level is enabled. */
    void add(ClaimedMessage message, Outcome outcome) {
        if (outcome.state() == Outcome.State.FAILED ? log.isWarnEnabled() : log.isDebugEnabled()) {
            lines.add(new Line(message, outcome));
        }
    }

    void write() {
        if (lines.isEmpty()) {
            return;
        }
        List<Line> written = List.copyOf(lines);
        lines.clear();
        Map<Long, About> about =
                about(written.stream().map(line -> line.message().id()).toArray(Long[]::new));
        for (Line line : written) {
            try (LogContext context = context(about.get(line.message().id()))) {
                context.trace(line.message().trace());
                write(line);
            }
        }
    }

    private static void write(Line line) {
        Outcome outcome = line.outcome();
        String recipient = line.message().recipient().masked();
        String error = MaskedText.of(outcome.error());
        switch (outcome.state()) {
            case SENT -> log.debug("Message {} sent to {}", outcome.id(), recipient);
            case PENDING -> log.debug("Message {} to {} not sent, stays queued: {}", outcome.id(), recipient, error);
            case FAILED ->
                log.warn("Message {} to {} failed: {} (code {})", outcome.id(), recipient, error, outcome.errorCode());
        }
    }

    void senderFailed(ClaimedMessage message, Throwable failure) {
        try (LogContext ignored = context(about(new Long[] {message.id()}).get(message.id()))) {
            log.error("Message {} not sent, the message sender threw an exception", message.id(), failure);
        }
    }

    /** Reads the context of messages; a line without it is better than none. */
    private Map<Long, About> about(Long[] ids) {
        try {
            return messages.about(ids).stream().collect(Collectors.toMap(About::id, Function.identity()));
        } catch (RuntimeException failure) {
            log.debug("Bookings of sent messages not read, logged without them: {}", TransientFailure.reason(failure));
            return Map.of();
        }
    }

    private static LogContext context(@Nullable About about) {
        LogContext context = LogContext.open();
        if (about != null) {
            context.booking(about.bookingCode());
            context.message(about.messageId());
        }
        return context;
    }
}
