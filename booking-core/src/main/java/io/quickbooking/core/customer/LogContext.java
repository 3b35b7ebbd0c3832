package io.quickbooking.core.customer;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the lines of the log that are written meanwhile are about: {@code booking}, its code, and {@code wamid}, WhatsApp's id of
 * the customer's message, shortened. Of the calling thread, and until {@link #close}, which brings back what was there before.
 */
public final class LogContext implements AutoCloseable {
    private static final String BOOKING = "booking";
    private static final String WAMID = "wamid";
    /** As tracers name it. */
    private static final String TRACE = "traceId";

    private final @Nullable String outerBooking = MDC.get(BOOKING);
    private final @Nullable String outerWamid = MDC.get(WAMID);
    private final @Nullable String outerTrace = MDC.get(TRACE);

    private LogContext() {}

    /** Still about what it was about before. */
    public static LogContext open() {
        return new LogContext();
    }

    /** @param messageId null: about the message that it was about before */
    public static LogContext ofMessage(@Nullable String messageId) {
        LogContext context = new LogContext();
        context.message(messageId);
        return context;
    }

    /** @param code null: about the booking that it was about before */
    public static LogContext ofBooking(@Nullable String code) {
        LogContext context = new LogContext();
        context.booking(code);
        return context;
    }

    /** From now on about this message, too. */
    public void message(@Nullable String messageId) {
        if (messageId != null) {
            MDC.put(WAMID, MaskedText.ofMessageId(messageId));
        }
    }

    /** From now on about this booking, too. */
    public void booking(@Nullable String code) {
        if (code != null) {
            MDC.put(BOOKING, code);
        }
    }

    /**
     * From now on of this trace, too, where no tracer says so.
     *
     * @param traceparent as {@code Traces.here()} gave it
     */
    public void trace(@Nullable String traceparent) {
        if (traceparent != null) {
            MDC.put(TRACE, traceparent.split("-")[1]);
        }
    }

    @Override
    public void close() {
        restore(BOOKING, outerBooking);
        restore(WAMID, outerWamid);
        restore(TRACE, outerTrace);
    }

    private static void restore(String name, @Nullable String before) {
        if (before == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, before);
        }
    }
}
