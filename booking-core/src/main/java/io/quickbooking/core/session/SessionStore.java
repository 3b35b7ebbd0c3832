package io.quickbooking.core.session;

import java.util.Optional;

/**
 * Holds live sessions for fast access, and only saves reading the journal. It may forget a session at any time, and it
 * may be out of date, because every session is checked against the customer's row under a lock.
 *
 * <p>Called from any thread: {@code find} inside the transaction that handles a message, {@code put} and {@code remove}
 * after its commit. None may wait long or throw.
 */
public interface SessionStore {
    Optional<SessionContext> find(String key);

    /** Stores the session until {@link SessionContext#expiresAt()}, in place of any other under its key. */
    void put(SessionContext session);

    void remove(String key);

    /** Returns whether sessions survive the end of this process, so that they need not be reloaded at the start. */
    default boolean outlivesNode() {
        return false;
    }
}
