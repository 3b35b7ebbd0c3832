package io.quickbooking.core.database;

import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.Measures.TransactionEnd;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.transaction.PlatformTransactionManager;
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
    private final RetryTemplate retries;
    private final Measures measures;

    /**
     * @param maxAttempts in all, at least 1
     * @param baseDelay before the second attempt; doubled before each further one, with jitter
     */
    public Transactions(PlatformTransactionManager manager, int maxAttempts, Duration baseDelay) {
        this(manager, maxAttempts, baseDelay, Measures.NONE);
    }

    /** @param measures hears of each attempt */
    public Transactions(PlatformTransactionManager manager, int maxAttempts, Duration baseDelay, Measures measures) {
        this.measures = measures;
        transaction = new TransactionTemplate(manager);
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
}
