package io.quickbooking.console.desk;

import io.quickbooking.core.database.TransientFailure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads what every page needs of the database, and does not wait for it: a page that tells how the database is must come
 * also when it is away. While nobody answers, callers get along with what they were told last.
 */
@Component
final class LastAnswer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Duration PATIENCE_AT_FIRST = Duration.ofSeconds(5);
    private static final int THREADS = 8;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "desk");
                thread.setDaemon(true);
                return thread;
            });

    /**
     * @param last the answer before; null: there was none, and then it is waited for longer
     * @throws DatabaseAwayException when there is neither an answer nor one before
     */
    <T> T orLast(Supplier<T> read, @Nullable T last) {
        FutureTask<T> task = new FutureTask<>(read::get);
        Duration patience = last == null ? PATIENCE_AT_FIRST : PATIENCE;
        try {
            threads.execute(task);
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException | TimeoutException late) {
            return required(last);
        } catch (ExecutionException failure) {
            if (TransientFailure.is(failure)) {
                return required(last);
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return required(last);
        }
    }

    private static <T> T required(@Nullable T last) {
        if (last == null) {
            throw new DatabaseAwayException();
        }
        return last;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
