package io.quickbooking.core.measure;

import java.time.Duration;

/**
 * Receives measurements of the flow, each where it occurs and after it took effect. Only real customers are measured, except
 * for attempts on the database. Called from any thread, while a tap is handled: no method may wait or throw.
 *
 * <p>Text arguments have few distinct values. None identifies a customer, a salon or a booking.
 */
public interface Measures {
    /** Measures nothing. */
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

    /** A session has reached its first card. */
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

    /** A message has been passed to WhatsApp, or sending it failed. */
    default void delivery(Delivery result, Duration took) {}

    /**
     * A transaction has ended.
     *
     * @param attempt from 1
     */
    default void transaction(int attempt, TransactionEnd end, Duration took) {}

    /** The results of sending, by their consequence. */
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
        /** A transient failure of the database. */
        FAILED,
        /** An exception of the work itself. */
        REFUSED
    }
}
