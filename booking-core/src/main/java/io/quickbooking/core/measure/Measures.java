package io.quickbooking.core.measure;

import java.time.Duration;

/**
 * Hears of what the flow has done, each where it happens and after it took effect. Of real customers only, but for attempts on
 * the database. Called from any thread, on the way of a tap: nothing here may wait or throw.
 *
 * <p>Words that are handed over are of few kinds. None says who, which salon or which booking.
 */
public interface Measures {
    /** Nobody measures. */
    Measures NONE = new Measures() {};

    /**
     * A tap or a text has been decided, once.
     *
     * @param kind as in the ledger
     * @param outcome as in the ledger
     * @param attempts on the database, as in the ledger
     * @param failed how many of these attempts failed
     * @param took from its arrival to the commit
     */
    default void tap(String kind, String outcome, int attempts, int failed, Duration took) {}

    /** A session has come to its first card. */
    default void sessionStarted() {}

    /**
     * Sessions that had a card have ended.
     *
     * @param how {@code booked}, {@code lost} or {@code expired}
     */
    default void sessionsEnded(String how, int count) {}

    /** A selection has been booked. */
    default void confirmed(Duration sinceSelection) {}

    /**
     * WhatsApp has taken an answer to a tap or a text.
     *
     * @param outcome of the tap
     * @param took from the tap's arrival
     */
    default void answered(String outcome, Duration took) {}

    /** A message has been handed to WhatsApp, or not. */
    default void delivery(Delivery result, Duration took) {}

    /**
     * A transaction has ended.
     *
     * @param attempt from 1
     */
    default void transaction(int attempt, TransactionEnd end, Duration took) {}

    /** What WhatsApp said, by what follows from it. */
    enum Delivery {
        ACCEPTED,
        RETRY_MESSAGE,
        RETRY_RECIPIENT,
        RETRY_NUMBER,
        REJECTED,
        UNKNOWN,
        STOPPED
    }

    /** How a transaction ended. */
    enum TransactionEnd {
        COMMITTED,
        /** The database failed, in a way that is worth another attempt. */
        FAILED,
        /** The work itself threw. */
        REFUSED
    }
}
