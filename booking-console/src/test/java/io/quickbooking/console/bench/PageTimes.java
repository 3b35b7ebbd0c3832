package io.quickbooking.console.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;

/** From the request to the last byte of the answer, first by one after the other, then by eight at a time. */
final class PageTimes {
    static final int WARM_UP = 60;
    static final int ALONE = 200;
    static final int TOGETHER = 400;
    static final int AT_A_TIME = 8;

    private static final Duration LONGEST = Duration.ofSeconds(12);

    private final BenchClient client;

    PageTimes(BenchClient client) {
        this.client = client;
    }

    /** @param failures answers that were none, such as 500 */
    record Measured(PageCase what, int status, int bytes, int failures, Latencies alone, Latencies together) {}

    /** Nothing but the status when there is no such page. */
    Measured measure(PageCase what) throws IOException, InterruptedException, ExecutionException {
        BenchClient.Page first = client.get(what.path(0), what.region());
        if (!first.answered()) {
            return new Measured(what, first.status(), 0, 0, new Latencies(new double[0]), new Latencies(new double[0]));
        }
        AtomicInteger turn = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        run(what, WARM_UP, turn, failures);
        failures.set(0);
        Latencies alone = new Latencies(run(what, ALONE, turn, failures));
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<double[]>> runs = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                runs.add(threads.submit(() -> run(what, TOGETHER / AT_A_TIME, turn, failures)));
            }
            DoubleStream all = DoubleStream.empty();
            for (Future<double[]> run : runs) {
                all = DoubleStream.concat(all, DoubleStream.of(run.get()));
            }
            return new Measured(
                    what,
                    first.status(),
                    first.compressed().length,
                    failures.get(),
                    alone,
                    new Latencies(all.toArray()));
        } finally {
            threads.shutdownNow();
        }
    }

    private double[] run(PageCase what, int times, AtomicInteger turn, AtomicInteger failures)
            throws IOException, InterruptedException {
        List<Double> taken = new ArrayList<>();
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int i = 0; i < times && System.nanoTime() < end; i++) {
            long begin = System.nanoTime();
            if (!client.get(what.path(turn.getAndIncrement()), what.region()).answered()) {
                failures.incrementAndGet();
            }
            taken.add((System.nanoTime() - begin) / 1e6);
        }
        return taken.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
