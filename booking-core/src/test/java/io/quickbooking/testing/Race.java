package io.quickbooking.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets several do something at the same moment, each on a thread of its own. */
public final class Race {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Race() {}

    /** @return what each came to, in the order given; fails when one of them throws */
    public static <T> List<T> of(List<? extends Callable<T>> runners) {
        return of(runners, LONGEST);
    }

    /** @param longest that one of them may take */
    public static <T> List<T> of(List<? extends Callable<T>> runners, Duration longest) {
        ExecutorService threads = Executors.newFixedThreadPool(runners.size());
        CyclicBarrier start = new CyclicBarrier(runners.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> runner : runners) {
                running.add(threads.submit(() -> {
                    start.await(longest.toSeconds(), TimeUnit.SECONDS);
                    return runner.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get(longest.toSeconds(), TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("a runner failed", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the race did not end", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
