package io.quickbooking.core.session;

import java.util.Optional;

/**
 * Where live sessions are at hand. A store only saves reading the journal: it may forget a session at any time, and may be
 * behind, because every session is checked against the customer's row, which is locked meanwhile.
 *
 * <p>Called from any thread; {@code find} inside the transaction that handles a message, {@code put} and {@code remove}
 * after its commit. None may wait long or throw.
 */
public interface SessionStore {
    Optional<SessionContext> find(String key);

    /** Keeps the session until {@link SessionContext#expiresAt()}, in place of any other under its key. */
    void put(SessionContext session);

    void remove(String key);

    /** Whether it still has the sessions when this process has ended, so that they need not be put back at the start. */
    default boolean outlivesNode() {
        return false;
    }
}
