package io.quickbooking.core.customer;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Adds context to the log lines of the calling thread until {@link #close}, which restores the previous context:
 * {@code booking}, its code, and {@code wamid}, WhatsApp's id of the customer's message, shortened.
 */
public final class LogContext implements AutoCloseable {
    private static final String BOOKING = "booking";
    private static final String WAMID = "wamid";
    /** The name that tracers use. */
    private static final String TRACE = "traceId";

    private final @Nullable String outerBooking = MDC.get(BOOKING);
    private final @Nullable String outerWamid = MDC.get(WAMID);
    private final @Nullable String outerTrace = MDC.get(TRACE);

    private LogContext() {}

    /** Opens a context that starts with the values of the outer one. */
    public static LogContext open() {
        return new LogContext();
    }

    /** @param messageId null: the outer message stays */
    public static LogContext ofMessage(@Nullable String messageId) {
        LogContext context = new LogContext();
        context.message(messageId);
        return context;
    }

    /** @param code null: the outer booking stays */
    public static LogContext ofBooking(@Nullable String code) {
        LogContext context = new LogContext();
        context.booking(code);
        return context;
    }

    /** Adds this message to the context. */
    public void message(@Nullable String messageId) {
        if (messageId != null) {
            MDC.put(WAMID, MaskedText.ofMessageId(messageId));
        }
    }

    /** Adds this booking to the context. */
    public void booking(@Nullable String code) {
        if (code != null) {
            MDC.put(BOOKING, code);
        }
    }

    /**
     * Adds this trace to the context, unless a tracer has set one.
     *
     * @param traceparent as returned by {@code Traces.here()}
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
