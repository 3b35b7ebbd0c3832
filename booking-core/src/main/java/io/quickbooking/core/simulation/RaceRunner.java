package io.quickbooking.core.simulation;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.ButtonHandlerService;
import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.simulation.RaceTrack.Lane;
import io.quickbooking.core.webhook.WebhookPayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the rounds of one race: each customer has a card and a thread, waits at the barrier and taps Confirm. The taps take the
 * path of a webhook. A semaphore limits how many use the database at a time, so that real customers always get a connection.
 */
final class RaceRunner implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final ButtonHandlerService handler;
    private final Salon salon;
    private final RaceSettings race;
    private final List<Lane> lanes;
    private final List<String> userIds;
    private final Semaphore connections;
    private final InstantSource clock;
    private final ExecutorService threads;

    RaceRunner(
            ButtonHandlerService handler,
            Salon salon,
            RaceSettings race,
            List<Lane> lanes,
            List<String> userIds,
            int connections,
            InstantSource clock) {
        this.handler = handler;
        this.salon = salon;
        this.race = race;
        this.lanes = lanes;
        this.userIds = userIds;
        this.connections = new Semaphore(connections, true);
        this.clock = clock;
        this.threads = Executors.newFixedThreadPool(race.taps(), task -> {
            Thread thread = new Thread(task, "race");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /**
     * A finished round.
     *
     * @param taps by arrival; of several deliveries of one message, it is not yet known which took effect
     * @param messageId of the confirmation that was delivered several times; null if each was delivered once
     * @param receivedAt of each tap
     */
    record Round(List<RaceTap> taps, @Nullable String messageId, List<Instant> receivedAt) {}

    Round run(int number) throws InterruptedException {
        List<Runner> runners = runners();
        CyclicBarrier barrier = new CyclicBarrier(race.taps());
        AtomicLong opened = new AtomicLong();
        List<Finish> finishes = all(runners.stream()
                .map(runner -> (Callable<Finish>) () -> {
                    barrier.await(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
                    opened.compareAndSet(0, System.nanoTime());
                    return tap(runner, opened.get());
                })
                .toList());
        finishes.sort(Comparator.comparing(Finish::offset));
        List<RaceTap> taps = IntStream.range(0, finishes.size())
                .mapToObj(i -> finishes.get(i).tap(number, i + 1))
                .toList();
        return new Round(
                taps,
                race.mode() == RaceMode.ONE_DELIVERY ? runners.get(0).messageId : null,
                finishes.stream().map(Finish::tappedAt).toList());
    }

    private record Runner(int customer, Lane lane, String confirmId, String messageId) {}

    private record Finish(
            Runner runner,
            Instant tappedAt,
            Duration offset,
            Duration took,
            String outcome,
            @Nullable String error) {
        RaceTap tap(int round, int arrival) {
            return new RaceTap(
                    round, arrival, runner.customer, runner.lane.slot().from(), tappedAt, offset, took, outcome, error);
        }
    }

    /** Lets each customer choose a slot and get a card. */
    private List<Runner> runners() throws InterruptedException {
        int customers = race.mode().isAlone() ? 1 : race.taps();
        List<Callable<Runner>> picks = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            int customer = i + 1;
            Lane lane = lanes.get(i % lanes.size());
            picks.add(() -> new Runner(customer, lane, pick(customer, lane), newMessageId()));
        }
        List<Runner> runners = all(picks);
        while (runners.size() < race.taps()) {
            Runner first = runners.get(0);
            String messageId = race.mode() == RaceMode.ONE_DELIVERY ? first.messageId : newMessageId();
            runners.add(new Runner(first.customer, first.lane, first.confirmId, messageId));
        }
        return runners;
    }

    private String pick(int customer, Lane lane) throws InterruptedException {
        TapAnswer card = handle(customer, newMessageId(), lane.buttonId(), clock.instant());
        if (card.outcome() != TapOutcome.CARD_SHOWN) {
            throw new IllegalStateException("the slot is no longer free: " + card.outcome());
        }
        return card.message().buttons().get(0).id();
    }

    private Finish tap(Runner runner, long opened) throws InterruptedException {
        long spread = race.spread().toNanos();
        if (spread > 0) {
            TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(spread + 1));
        }
        Instant tappedAt = clock.instant();
        long tapped = System.nanoTime();
        String outcome;
        String error = null;
        try {
            outcome = handle(runner.customer, runner.messageId, runner.confirmId, tappedAt)
                    .outcome()
                    .code();
        } catch (RuntimeException failure) {
            outcome = RaceTap.ERROR;
            error = failure.toString();
        }
        long answered = System.nanoTime();
        return new Finish(
                runner, tappedAt, micros(Math.max(0, tapped - opened)), micros(answered - tapped), outcome, error);
    }

    private static Duration micros(long nanos) {
        return Duration.ofNanos(nanos).truncatedTo(ChronoUnit.MICROS);
    }

    private TapAnswer handle(int customer, String messageId, String buttonId, Instant at) throws InterruptedException {
        CustomerIdentity identity = CustomerIdentity.ofUserId(userIds.get(customer - 1));
        String body = new SimulatedWebhook(salon, identity, "Customer " + customer)
                .tap(messageId, buttonId, "Confirm", false, null, at);
        InboundMessage message = WebhookPayload.parse(body.getBytes(StandardCharsets.UTF_8), at)
                .messages()
                .get(0);
        connections.acquire();
        try {
            return handler.handle(new Tap(salon.id(), Realm.SIMULATED, message, null, at));
        } finally {
            connections.release();
        }
    }

    private static String newMessageId() {
        return "wamid.SIM-RACE-" + UUID.randomUUID();
    }

    private <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException {
        List<Future<T>> running = new ArrayList<>();
        tasks.forEach(task -> running.add(threads.submit(task)));
        List<T> results = new ArrayList<>();
        for (Future<T> future : running) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                running.forEach(other -> other.cancel(true));
                throw new IllegalStateException("race round failed", e.getCause());
            }
        }
        return results;
    }
}
