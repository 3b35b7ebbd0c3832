package io.quickbooking.console.flow;

import io.quickbooking.console.flow.BenchSalons.Wish;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Customers who all have a card for the same time, and confirm it at the same moment, each on a connection of their own. */
final class Stampede {
    private static final int CARDS_AT_ONCE = 16;
    /** What waits for an answer needs no deep stack. */
    private static final long STACK_BYTES = 128 * 1024;

    private final int port;
    private final Flow flow;

    Stampede(int port, Phones phones) {
        this.port = port;
        flow = new Flow(phones);
    }

    /**
     * @param winnerMillis until the winner had their answer
     * @param lastMillis until the last had theirs
     * @param millis of each, from the moment at which all were sent
     */
    record Result(
            int booked, int tooLate, List<String> failures, double winnerMillis, double lastMillis, double[] millis) {}

    Result run(List<Wish> wishes) throws InterruptedException, ExecutionException {
        List<Confirmer> confirmers = cards(wishes);
        CountDownLatch ready = new CountDownLatch(confirmers.size());
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (Confirmer confirmer : confirmers) {
            Flow.Tap tap = flow.prepare(confirmer.wish, confirmer.button);
            threads.add(new Thread(null, () -> confirmer.confirm(tap, ready, start), "customer", STACK_BYTES));
        }
        threads.forEach(Thread::start);
        ready.await();
        long begin = System.nanoTime();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        double winner = confirmers.stream()
                .filter(one -> one.booked)
                .mapToDouble(one -> (one.answered - begin) / 1e6)
                .findFirst()
                .orElse(Double.NaN);
        double[] millis = confirmers.stream()
                .filter(one -> one.answered > 0)
                .mapToDouble(one -> (one.answered - begin) / 1e6)
                .sorted()
                .toArray();
        return new Result(
                (int) confirmers.stream().filter(one -> one.booked).count(),
                (int) confirmers.stream().filter(one -> one.tooLate).count(),
                confirmers.stream()
                        .filter(one -> !one.booked && !one.tooLate)
                        .map(one -> one.failure)
                        .toList(),
                winner,
                millis.length == 0 ? Double.NaN : millis[millis.length - 1],
                millis);
    }

    private List<Confirmer> cards(List<Wish> wishes) throws InterruptedException, ExecutionException {
        ConcurrentLinkedQueue<Confirmer> confirmers = new ConcurrentLinkedQueue<>();
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(CARDS_AT_ONCE);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CARDS_AT_ONCE; i++) {
            all.add(threads.submit(() -> {
                try (HttpClient client = new HttpClient(port)) {
                    for (int n = next.getAndIncrement(); n < wishes.size(); n = next.getAndIncrement()) {
                        Wish wish = wishes.get(n);
                        confirmers.add(new Confirmer(wish, flow.card(client, wish)));
                    }
                }
                return true;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
        return List.copyOf(confirmers);
    }

    private final class Confirmer {
        private final Wish wish;
        private final String button;
        private long answered;
        private boolean booked;
        private boolean tooLate;
        private String failure = "";

        private Confirmer(Wish wish, String button) {
            this.wish = wish;
            this.button = button;
        }

        /** With little left to do until the start: the server closes connections on which nothing comes. */
        private void confirm(Flow.Tap tap, CountDownLatch ready, CountDownLatch start) {
            try (HttpClient client = new HttpClient(port)) {
                client.connect();
                ready.countDown();
                start.await();
                int status = tap.send(client);
                if (status != 200) {
                    failure = "status " + status;
                    return;
                }
                answered = System.nanoTime();
                String message = tap.message();
                booked = message.contains("BK");
                tooLate = !booked && message.contains("\"slot_");
                failure = message;
            } catch (IOException broken) {
                ready.countDown();
                failure = broken.toString();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
