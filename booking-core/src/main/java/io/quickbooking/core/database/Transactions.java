package io.quickbooking.core.database;

import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.Measures.TransactionEnd;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens the library's transactions. Work may run several times: after a {@link TransientFailure} it is retried in a new
 * transaction, and when a connection is lost during COMMIT the outcome of the first run is unknown. So work must detect its own
 * earlier effects (a message id, a session token), and must have no effect outside the database; {@link #afterCommit} is for
 * that.
 *
 * <p>Inside a transaction of the caller, the work joins it: it runs once, and is committed or rolled back with it.
 *
 * <p>The caller decides how long all of it may take, see {@link TimeLimit}.
 */
public final class Transactions {
    private final TransactionTemplate transaction;
    /** Opens read-only transactions, which run on the replica. */
    private final TransactionTemplate reading;
    /** Opens no transaction, and so shows whether there is one. */
    private final TransactionTemplate existing;
    /** The transaction that this instance opened on the thread; null if there is none. */
    private final ThreadLocal<@Nullable Own> own = new ThreadLocal<>();

    private final RetryTemplate retries;
    private final Measures measures;
    private final @Nullable Replica replica;
    private final @Nullable ReadCommitted isolation;
    private final @Nullable Identities identities;

    /**
     * Creates an instance that reports no measurements.
     *
     * @param maxAttempts in all, at least 1
     * @param baseDelay before the second attempt; doubled before each further one, with jitter
     */
    public Transactions(PlatformTransactionManager manager, int maxAttempts, Duration baseDelay) {
        this(manager, maxAttempts, baseDelay, Measures.NONE);
    }

    /** @param measures is notified of each attempt */
    public Transactions(PlatformTransactionManager manager, int maxAttempts, Duration baseDelay, Measures measures) {
        this(manager, maxAttempts, baseDelay, measures, null, null, null);
    }

    /**
     * Creates an instance with the isolation that the product needs and with repair of identities that are behind, whatever the
     * database's defaults are.
     *
     * @param dataSource the data source of the transaction manager
     */
    public Transactions(
            PlatformTransactionManager manager,
            int maxAttempts,
            Duration baseDelay,
            Measures measures,
            DataSource dataSource) {
        this(
                manager,
                maxAttempts,
                baseDelay,
                measures,
                dataSource instanceof ReplicatedDataSource replicated ? replicated.replica() : null,
                ReadCommitted.of(dataSource),
                new Identities(dataSource));
    }

    private Transactions(
            PlatformTransactionManager manager,
            int maxAttempts,
            Duration baseDelay,
            Measures measures,
            @Nullable Replica replica,
            @Nullable ReadCommitted isolation,
            @Nullable Identities identities) {
        this.measures = measures;
        this.replica = replica;
        this.isolation = isolation;
        this.identities = identities;
        transaction = new TransactionTemplate(manager);
        reading = new TransactionTemplate(manager);
        reading.setReadOnly(true);
        reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        existing = new TransactionTemplate(manager);
        existing.setPropagationBehavior(TransactionDefinition.PROPAGATION_SUPPORTS);
        retries = new RetryTemplate(RetryPolicy.builder()
                .maxRetries(maxAttempts - 1L)
                .delay(baseDelay)
                .multiplier(2)
                .jitter(baseDelay.dividedBy(5))
                .predicate(failure -> TransientFailure.is(failure) && TimeLimit.allowsMore())
                .build());
    }

    /**
     * Runs the work in one transaction, with retries; in a transaction of the caller, runs it once as part of that.
     *
     * @throws CallersTransactionException if it failed inside the caller's transaction and may succeed in another one
     * @throws IllegalStateException if it writes and the caller's transaction is read-only
     * @throws RuntimeException the last attempt's, unwrapped
     */
    public <T> T run(Supplier<T> work) {
        return run(attempt -> work.get());
    }

    /** Like {@link #run(Supplier)}; passes the number of the attempt, from 1, to the work. */
    public <T> T run(IntFunction<T> work) {
        if (isJoined()) {
            return joined(work);
        }
        int[] attempt = {0};
        return retries.invoke(() -> {
            attempt[0]++;
            return attempt(attempt[0], work);
        });
    }

    private <T> T attempt(int attempt, IntFunction<T> work) {
        long began = System.nanoTime();
        TransactionEnd end = TransactionEnd.REFUSED;
        Own opened = new Own();
        try {
            own.set(opened);
            T result = transaction.execute(status -> {
                if (isolation != null) {
                    isolation.begin();
                }
                T done = work.apply(attempt);
                if (opened.isUndone) {
                    status.setRollbackOnly();
                }
                return done;
            });
            end = opened.isUndone ? TransactionEnd.REFUSED : TransactionEnd.COMMITTED;
            return result;
        } catch (RuntimeException failure) {
            end = TransientFailure.is(failure) ? TransactionEnd.FAILED : TransactionEnd.REFUSED;
            if (identities != null && Identities.isCollision(failure)) {
                identities.catchUp();
            }
            throw failure;
        } finally {
            own.remove();
            measures.transaction(attempt, end, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** Runs the work as part of the caller's transaction, which is measured and retried as a whole. */
    private <T> T joined(IntFunction<T> work) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException(
                    "The transaction around this call has no synchronization, so nothing could be sent after its"
                            + " commit: set transactionSynchronization=ALWAYS on its transaction manager");
        }
        try {
            return transaction.execute(status -> work.apply(1));
        } catch (RuntimeException failure) {
            if (failure instanceof CallersTransactionException) {
                throw failure;
            }
            if (TransientFailure.isReadOnlyDatabase(failure)) {
                throw new IllegalStateException(
                        "The transaction around this call is read-only, and this call writes: call it outside of the"
                                + " transaction, or in one that is not read-only",
                        failure);
            }
            throw TransientFailure.is(failure) ? new CallersTransactionException(failure) : failure;
        }
    }

    /** Returns whether a transaction that {@link #run} opened now would join one of the calling thread. */
    public boolean isJoined() {
        // The manager answers this, because the thread's active transaction may be on another database.
        return TransactionSynchronizationManager.isActualTransactionActive()
                && existing.execute(TransactionExecution::hasTransaction);
    }

    /** Returns whether the current work commits as soon as it ends, because it is not part of the caller's transaction. */
    public boolean commitsNext() {
        return own.get() != null;
    }

    /**
     * Rolls back the transaction at the end of the work, whose result {@link #run} returns as always. This is for outcomes that
     * take back what the work has tried.
     *
     * @throws IllegalStateException outside of the work, and inside a transaction of the caller's, which is not ours to roll back
     */
    public void rollback() {
        Own opened = own.get();
        if (opened == null) {
            throw new IllegalStateException("Only a transaction that was opened here can be rolled back:"
                    + " there is none, or the one around this call is the caller's");
        }
        opened.isUndone = true;
    }

    /**
     * Runs work that must follow the commit: immediately if no transaction is open, else after the commit of the thread's
     * transaction. It is dropped on rollback. It must not use the database, because the thread still holds the connection of
     * the transaction that has just ended.
     */
    public void afterCommit(Runnable work) {
        if (isJoined()) {
            AfterCommit.run(work);
        } else {
            work.run();
        }
    }

    /**
     * Rejects a call inside a transaction of the caller. For work that needs several transactions in sequence, or that rolls
     * back its own trial.
     *
     * @param what the work, as the subject of a sentence
     */
    public void requireNone(String what) {
        if (isJoined()) {
            throw new IllegalStateException(what + " opens its own transactions and cannot join the one around this"
                    + " call: call it outside of a transaction");
        }
    }

    /** Runs the work in one transaction, with retries. */
    public void runVoid(Runnable work) {
        run(attempt -> {
            work.run();
            return true;
        });
    }

    /**
     * Runs work that only reads: on the replica if that has everything that is committed at this moment; else, and within a
     * transaction of the caller, like {@link #run(Supplier)}. Its statements may see different moments.
     */
    public <T> T read(Supplier<T> work) {
        return replica == null || TransactionSynchronizationManager.isActualTransactionActive()
                ? run(work)
                : replica.read(work, this::onReplica).map(Replica.Answer::value).orElseGet(() -> run(work));
    }

    /**
     * Runs work that only reads: outside of the caller's transaction on the replica if that meets the condition, else in the
     * caller's context.
     *
     * @param isNewEnough evaluated on the replica
     */
    public <T> T readIf(BooleanSupplier isNewEnough, Supplier<T> work) {
        // No replica has what a transaction of the caller has written.
        return replica == null || (isJoined() && !commitsNext())
                ? work.get()
                : replica.readIf(isNewEnough, work, this::onReplica)
                        .map(Replica.Answer::value)
                        .orElseGet(work);
    }

    /** A transaction that this has opened. */
    private static final class Own {
        private boolean isUndone;
    }

    private <T> Replica.@Nullable Answer<T> onReplica(Supplier<Replica.@Nullable Answer<T>> work) {
        return reading.execute(status -> work.get());
    }
}
