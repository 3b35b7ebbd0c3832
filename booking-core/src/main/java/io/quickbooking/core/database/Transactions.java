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
 * Opens the library's transactions. Work may run several times: after a {@link TransientFailure} it is tried again in a
 * new transaction, and when a connection is lost during COMMIT nobody knows whether the first run took effect. So work
 * must find its own traces (a message id, a session token), and must do nothing outside the database; that is for
 * {@link #afterCommit}.
 *
 * <p>Inside a transaction of the caller's, the work is part of it: it runs once, and is committed or rolled back with it.
 *
 * <p>How long all of it may take is up to the caller, see {@link TimeLimit}.
 */
public final class Transactions {
    private final TransactionTemplate transaction;
    /** One of its own that is read-only, and so the replica's. */
    private final TransactionTemplate reading;
    /** Opens none, and so tells whether there is one. */
    private final TransactionTemplate existing;
    /** Whether the thread is in a transaction that this opened. */
    private final ThreadLocal<Boolean> own = ThreadLocal.withInitial(() -> false);

    private final RetryTemplate retries;
    private final Measures measures;
    private final @Nullable Replica replica;
    private final @Nullable ReadCommitted isolation;
    private final @Nullable Identities identities;

    /**
     * @param maxAttempts in all, at least 1
     * @param baseDelay before the second attempt; doubled before each further one, with jitter
     */
    public Transactions(PlatformTransactionManager manager, int maxAttempts, Duration baseDelay) {
        this(manager, maxAttempts, baseDelay, Measures.NONE);
    }

    /** @param measures hears of each attempt */
    public Transactions(PlatformTransactionManager manager, int maxAttempts, Duration baseDelay, Measures measures) {
        this(manager, maxAttempts, baseDelay, measures, null, null, null);
    }

    /**
     * With the isolation that the product needs and with numbers that are free, whatever the database has by default.
     *
     * @param dataSource what the manager is of
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
     * Runs the work in one transaction, with retries; once, in the caller's, where the thread is in one.
     *
     * @throws CallersTransactionException when it failed inside the caller's transaction and may succeed in another one
     * @throws IllegalStateException when it writes and the caller's transaction is read-only
     * @throws RuntimeException the last attempt's, unwrapped
     */
    public <T> T run(Supplier<T> work) {
        return run(attempt -> work.get());
    }

    /** Like {@link #run(Supplier)}; the work is told which attempt this is, from 1. */
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
        try {
            own.set(true);
            T result = transaction.execute(status -> {
                if (isolation != null) {
                    isolation.begin();
                }
                return work.apply(attempt);
            });
            end = TransactionEnd.COMMITTED;
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

    /** Part of the caller's transaction, which is measured, and tried again, as a whole. */
    private <T> T joined(IntFunction<T> work) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException(
                    "The transaction around this call does not tell when it is committed, so that"
                            + " nothing could be sent after it: give its transaction manager transactionSynchronization=ALWAYS");
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

    /** Whether a transaction that {@link #run} opened now would be part of one that the calling thread is in. */
    public boolean isJoined() {
        // Asked of the manager, as the one that is active may be of another database.
        return TransactionSynchronizationManager.isActualTransactionActive()
                && existing.execute(TransactionExecution::hasTransaction);
    }

    /** Whether the work that is at hand commits as soon as it ends: it is not part of a transaction of somebody else's. */
    public boolean commitsNext() {
        return own.get();
    }

    /**
     * Runs what must follow the commit: at once when nothing is open any more, or else after the commit of the transaction
     * that the thread is in. Dropped when that is rolled back. Must not use the database: the connection of the transaction
     * that has just ended is still the thread's.
     */
    public void afterCommit(Runnable work) {
        if (isJoined()) {
            AfterCommit.run(work);
        } else {
            work.run();
        }
    }

    /**
     * Refuses to go on inside a transaction of the caller's; for what takes several transactions, one after another, or takes
     * back what it has tried.
     *
     * @param what does so, as the subject of a sentence
     */
    public void requireNone(String what) {
        if (isJoined()) {
            throw new IllegalStateException(
                    what + " takes transactions of its own and cannot be part of the one around this"
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
     * Runs work that only reads, on the replica if that has all that is committed at this moment; else, and within a
     * transaction of the caller's, like {@link #run(Supplier)}. What it reads may be of more than one moment.
     */
    public <T> T read(Supplier<T> work) {
        return replica == null || TransactionSynchronizationManager.isActualTransactionActive()
                ? run(work)
                : replica.read(work, this::onReplica).map(Replica.Answer::value).orElseGet(() -> run(work));
    }

    /**
     * Runs work that only reads, aside from the caller's transaction and on the replica if it meets the condition; else where
     * the caller is.
     *
     * @param isNewEnough asked on the replica
     */
    public <T> T readIf(BooleanSupplier isNewEnough, Supplier<T> work) {
        // What a transaction of the caller's has written is on no replica.
        return replica == null || (isJoined() && !commitsNext())
                ? work.get()
                : replica.readIf(isNewEnough, work, this::onReplica)
                        .map(Replica.Answer::value)
                        .orElseGet(work);
    }

    private <T> Replica.@Nullable Answer<T> onReplica(Supplier<Replica.@Nullable Answer<T>> work) {
        return reading.execute(status -> work.get());
    }
}
