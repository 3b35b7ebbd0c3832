package io.quickbooking.core.database;

import org.springframework.dao.TransientDataAccessException;

/**
 * A transient failure of the database inside a transaction that the caller has opened. The library retries only its own
 * transactions: the caller has to roll back this one and retry all of it.
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
