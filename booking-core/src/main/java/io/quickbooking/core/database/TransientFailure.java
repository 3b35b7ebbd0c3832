package io.quickbooking.core.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/**
 * Recognizes failures that may pass by themselves: a lost connection, a timeout, a deadlock, a serialization failure, a full
 * disk, a database that is read-only for now, a generated number that is taken.
 *
 * <p>The decision uses the SQLState found along the causes, because the exception's class depends on where the failure occurred
 * (in a statement, at COMMIT, before there was a connection).
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
public final class TransientFailure {
    private static final String READ_ONLY = "25006";

    private TransientFailure() {}

    /** Returns whether the work tried to write to a read-only database: a standby, or one that was configured so. */
    public static boolean isReadOnlyDatabase(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (cause instanceof SQLException sql && READ_ONLY.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    public static boolean is(Throwable failure) {
        return is(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** Returns the innermost cause in one line, for a log that would otherwise repeat the same stack trace every minute. */
    public static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElse(cause.toString());
    }

    private static boolean is(@Nullable Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return false;
        }
        if (failure instanceof SQLException sql && isTransient(sql)) {
            return true;
        }
        if (failure instanceof TransactionSystemException system
                && (hidesLostConnection(system) || is(system.getOriginalException(), seen))) {
            return true;
        }
        return is(failure.getCause(), seen);
    }

    /**
     * Recognizes a connection that was lost during COMMIT: the rollback that follows fails because the pool has closed the
     * connection, without an SQLState, and Spring throws that failure in place of the first.
     */
    private static boolean hidesLostConnection(TransactionSystemException failure) {
        return failure.getCause() instanceof SQLException sql && sql.getSQLState() == null;
    }

    private static boolean isTransient(SQLException failure) {
        // The pool had no connection in time; the exception may carry no SQLState.
        if (failure instanceof SQLTransientConnectionException) {
            return true;
        }
        String state = failure.getSQLState();
        return state != null
                && (state.startsWith("08") // connection
                        || state.startsWith("40") // rolled back: deadlock, serialization
                        || state.startsWith("57P0") // server shutting down or starting
                        || state.startsWith("53") // insufficient resources: disk, memory, connections
                        || state.equals("57014") // statement timeout
                        || state.equals("55P03") // lock timeout
                        || state.equals("25P03") // transaction idle for too long
                        || state.equals(READ_ONLY)
                        || Identities.isCollision(failure)); // passes when the identity is raised
    }
}
