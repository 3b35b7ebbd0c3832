package io.quickbooking.core.database;

import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.Measures.TransactionEnd;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens the library's transactions. Work may run several times: after a {@link TransientFailure} it is tried again in a
 * new transaction, and when a connection is lost during COMMIT nobody knows whether the first run took effect. So work
 * must find its own traces (a message id, a session token), and must do nothing outside the database.
 *
 * <p>How long all of it may take is up to the caller, see {@link TimeLimit}.
 */
public final class Transactions {
    private final TransactionTemplate transaction;
    /** One of its own that is read-only, and so the replica's. */
    private final TransactionTemplate reading;

    private final RetryTemplate retries;
    private final Measures measures;
    private final @Nullable Replica replica;

    /**
     * @param maxAttempts in all, at least 1
     * @param baseDelay before the second attempt; doubled before each further one, with jitter
     */
    public Transactions(PlatformTransactionManager manager, int maxAttempts, Duration baseDelay) {
        this(manager, maxAttempts, baseDelay, Measures.NONE);
    }

    /** @param measures hears of each attempt */
    public Transactions(PlatformTransactionManager manager, int maxAttempts, Duration baseDelay, Measures measures) {
        this(manager, maxAttempts, baseDelay, measures, null);
    }

    /** @param replica of the {@link ReplicatedDataSource} that the manager is of; null: it is of another one */
    public Transactions(
            PlatformTransactionManager manager,
            int maxAttempts,
            Duration baseDelay,
            Measures measures,
            @Nullable Replica replica) {
        this.measures = measures;
        this.replica = replica;
        transaction = new TransactionTemplate(manager);
        reading = new TransactionTemplate(manager);
        reading.setReadOnly(true);
        reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        retries = new RetryTemplate(RetryPolicy.builder()
                .maxRetries(maxAttempts - 1L)
                .delay(baseDelay)
                .multiplier(2)
                .jitter(baseDelay.dividedBy(5))
                .predicate(failure -> TransientFailure.is(failure) && TimeLimit.allowsMore())
                .build());
    }

    /**
     * Runs the work in one transaction, with retries.
     *
     * @throws RuntimeException the last attempt's, unwrapped
     */
    public <T> T run(Supplier<T> work) {
        return run(attempt -> work.get());
    }

    /** Like {@link #run(Supplier)}; the work is told which attempt this is, from 1. */
    public <T> T run(IntFunction<T> work) {
        int[] attempt = {0};
        return retries.invoke(() -> {
            attempt[0]++;
            return attempt(attempt[0], work);
        });
    }

    private <T> T attempt(int attempt, IntFunction<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            // Part of the caller's, which is measured as a whole.
            return transaction.execute(status -> work.apply(attempt));
        }
        long began = System.nanoTime();
        TransactionEnd end = TransactionEnd.REFUSED;
        try {
            T result = transaction.execute(status -> work.apply(attempt));
            end = TransactionEnd.COMMITTED;
            return result;
        } catch (RuntimeException failure) {
            end = TransientFailure.is(failure) ? TransactionEnd.FAILED : TransactionEnd.REFUSED;
            throw failure;
        } finally {
            measures.transaction(attempt, end, Duration.ofNanos(System.nanoTime() - began));
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
        return replica == null
                ? work.get()
                : replica.readIf(isNewEnough, work, this::onReplica)
                        .map(Replica.Answer::value)
                        .orElseGet(work);
    }

    private <T> Replica.@Nullable Answer<T> onReplica(Supplier<Replica.@Nullable Answer<T>> work) {
        return reading.execute(status -> work.get());
    }
}
