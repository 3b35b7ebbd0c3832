package io.quickbooking.console.flow;

import io.quickbooking.console.flow.Flow.Result;
import io.quickbooking.console.flow.Flow.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Customers who book, so many at a time. */
final class Load {
    private final int port;
    private final Flow flow;
    private final BenchSalons salons;
    private final AtomicLong booked = new AtomicLong();

    Load(int port, Phones phones, BenchSalons salons) {
        this.port = port;
        this.salons = salons;
        flow = new Flow(phones);
    }

    /**
     * @param millis of the flows that came to an end, by step
     * @param failures what was wrong with the others
     */
    record Measured(double perSecond, Map<Step, double[]> millis, List<String> failures) {}

    /** All bookings so far. */
    long booked() {
        return booked.get();
    }

    /** As many as get through, each beginning when another has ended. */
    Measured asManyAsPossible(int atOnce, Duration time) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + time.toNanos();
        return run(atOnce, time, begun -> System.nanoTime() < end);
    }

    /** So many a second, whether those before have ended or not, as long as there are enough connections. */
    Measured perSecond(double rate, int connections, Duration time) throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        long total = Math.round(rate * time.toSeconds());
        return run(connections, time, begun -> {
            if (begun >= total) {
                return false;
            }
            long due = begin + (long) (begun * 1e9 / rate);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            return true;
        });
    }

    private interface Pace {
        /** Returns when the next one may begin; false: no more. */
        boolean next(long begun) throws InterruptedException;
    }

    private Measured run(int threads, Duration time, Pace pace) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicLong begun = new AtomicLong();
        List<Future<List<Result>>> results = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            results.add(pool.submit(() -> oneConnection(begun, pace)));
        }
        List<Result> all = new ArrayList<>();
        for (Future<List<Result>> one : results) {
            all.addAll(one.get());
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        pool.shutdown();
        List<Result> good = all.stream().filter(Result::isBooked).toList();
        booked.addAndGet(good.size());
        Map<Step, double[]> millis = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            millis.put(
                    step,
                    good.stream()
                            .mapToDouble(result -> result.nanos().get(step) / 1e6)
                            .toArray());
        }
        return new Measured(
                good.size() / Math.max(seconds, time.toNanos() / 1e9),
                millis,
                all.stream()
                        .flatMap(result -> result.failure() == null
                                ? java.util.stream.Stream.of()
                                : java.util.stream.Stream.of(result.failure()))
                        .toList());
    }

    private List<Result> oneConnection(AtomicLong begun, Pace pace) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        try (HttpClient client = new HttpClient(port)) {
            while (pace.next(begun.getAndIncrement())) {
                results.add(flow.run(client, salons.next()));
            }
        } catch (IOException broken) {
            results.add(new Result(Collections.emptyMap(), "connection: " + broken));
        }
        return results;
    }
}
