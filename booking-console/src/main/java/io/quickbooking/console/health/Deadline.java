package io.quickbooking.console.health;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks questions that may have no answer in time: several at once, on threads of its own. What is late is given up, and
 * while all threads are held up by late answers, further questions have none at once.
 */
@Component
class Deadline implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Deadline.class);
    private static final int THREADS = 12;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "health");
                thread.setDaemon(true);
                return thread;
            });

    /** The answers of one page, all to come before the same moment. */
    Round begin(Duration within) {
        return new Round(System.nanoTime() + within.toNanos());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    final class Round {
        private final long end;

        private Round(long end) {
            this.end = end;
        }

        <T> Question<T> ask(String what, Supplier<T> question) {
            FutureTask<T> task = new FutureTask<>(question::get);
            try {
                threads.execute(task);
            } catch (RejectedExecutionException allHeldUp) {
                task.cancel(false);
            }
            return new Question<>(what, task, end);
        }
    }

    record Question<T>(String what, Future<T> answer, long end) {
        /** @param late what to say when there is no answer */
        <R> R then(Function<T, R> answered, Supplier<R> late) {
            try {
                return answered.apply(answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException | CancellationException none) {
                answer.cancel(true);
                log.debug("No answer in time: {}", what);
            } catch (ExecutionException failure) {
                log.debug("No answer: {}", what, failure.getCause());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return late.get();
        }
    }
}
