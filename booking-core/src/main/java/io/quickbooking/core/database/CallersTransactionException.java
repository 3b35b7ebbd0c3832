package io.quickbooking.core.database;

import org.springframework.dao.TransientDataAccessException;

/**
 * The database failed, in a way that may pass by itself, inside a transaction that the caller has opened. The library tries
 * only its own transactions again: this one has to be rolled back, and all of it tried again, by whoever opened it.
 */
public final class CallersTransactionException extends TransientDataAccessException {
    private static final long serialVersionUID = 1L;

    CallersTransactionException(RuntimeException failure) {
        super(
                "The database failed inside the caller's transaction, which cannot be tried again from within; roll it back"
                        + " and try all of it again: " + TransientFailure.reason(failure),
                failure);
    }
}
