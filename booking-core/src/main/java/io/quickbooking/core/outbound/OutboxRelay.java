package io.quickbooking.core.outbound;

import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.TimeLimit;
import io.quickbooking.core.database.TransientFailure;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.Measures.Delivery;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the messages of the {@link Outbox}: in parallel across customers, in order for each of them, at least once.
 *
 * <p>One dispatcher thread leases due messages, hands them to workers and records the results. It leases no more than
 * there are free workers, so a message is sent as soon as it is leased. Answers to taps are leased when they are
 * written, and need no query. Any number of relays may share a database: a lease excludes the others until it ends,
 * also when its relay has died. Pauses of a number are local to each relay.
 */
public final class OutboxRelay implements AutoCloseable {
    /** A lease is longer than a sender may take; otherwise two relays would send the same message. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /**
     * The limit for database work in one turn. It is well within a lease; otherwise another relay would own the message
     * when it is sent.
     */
    private static final Duration TURN_LIMIT = Duration.ofSeconds(10);

    /** The number of messages that one number may send at once, which spreads its 80 a second. */
    private static final int BURST = 16;

    /**
     * Results are recorded together with all others that arrive within this time; a relay with nothing else in flight
     * does not wait.
     */
    private static final Duration RECORD_WITHIN = Duration.ofMillis(20);

    private static final int RECORD_AT_ONCE = 32;

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration FINISH_WITHIN = Duration.ofSeconds(20);

    private final OutboxMapper messages;
    private final Outbox outbox;
    private final MessageSender sender;
    private final Signals signals;
    private final InstantSource clock;
    private final RelaySettings settings;
    private final Measures measures;
    private final Traces traces;
    private final DeliveryLog lines;

    private final Semaphore signal = new Semaphore(0);
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Queue<ClaimedMessage> leased = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final ExecutorService workers = Executors.newCachedThreadPool(workerThreads());
    private volatile boolean closing;
    private volatile boolean databaseGone;
    private volatile boolean abandoned;
    private @Nullable Thread dispatcher;

    // Confined to the dispatcher thread:
    private final Map<String, NumberGate> gates = new HashMap<>();
    private final List<Outcome> unrecorded = new ArrayList<>();
    private final Set<UUID> unrecordedSalons = new HashSet<>();
    private final PollSchedule pollSchedule;
    private long unrecordedSince;
    /** The gates that were closed during the last lease, so that their messages were left out. */
    private List<NumberGate> leftOut = List.of();

    /** The messages that are leased and not recorded yet. */
    private final AtomicInteger inFlight = new AtomicInteger();

    public OutboxRelay(Mappers mappers, Outbox outbox, MessageSender sender, Signals signals, InstantSource clock) {
        this(mappers, outbox, sender, signals, clock, RelaySettings.DEFAULT, Measures.NONE, Traces.NONE);
    }

    /**
     * @param measures counts each sending
     * @param traces in which each sending is a step
     */
    public OutboxRelay(
            Mappers mappers,
            Outbox outbox,
            MessageSender sender,
            Signals signals,
            InstantSource clock,
            RelaySettings settings,
            Measures measures,
            Traces traces) {
        messages = mappers.get(OutboxMapper.class);
        lines = new DeliveryLog(messages);
        this.outbox = outbox;
        this.sender = sender;
        this.signals = signals;
        this.clock = clock;
        this.settings = settings;
        this.measures = measures;
        this.traces = traces;
        pollSchedule = new PollSchedule(settings.poll(), System::nanoTime);
    }

    /**
     * Starts sending.
     *
     * @throws IllegalStateException when it was started before
     */
    public synchronized void start() {
        if (dispatcher != null) {
            throw new IllegalStateException("the relay is already started");
        }
        dispatcher = new Thread(this::run, "quick-booking-outbox");
        dispatcher.setDaemon(true);
        dispatcher.start();
        outbox.connect(new Intake());
    }

    /** Records that results can no longer be written, so that {@link #close} need not wait for messages in flight. */
    public void databaseIsGone() {
        databaseGone = true;
        signal.release();
    }

    /** Stops new sends, and waits up to 20 seconds for messages in flight, so that they are not sent again. */
    @Override
    public synchronized void close() {
        outbox.connect(Outbox.Relay.NONE);
        closing = true;
        signal.release();
        if (dispatcher != null) {
            try {
                dispatcher.join(FINISH_WITHIN.toMillis());
                abandoned = dispatcher.isAlive();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        workers.shutdownNow();
    }

    private void run() {
        while (!closing) {
            await(turn());
        }
        finish();
    }

    private void finish() {
        long deadline = System.nanoTime() + FINISH_WITHIN.toNanos();
        Duration pause = finishTurn();
        while (inFlight.get() > 0 && !databaseGone && System.nanoTime() < deadline) {
            await(pause);
            pause = finishTurn();
        }
    }

    private Duration turn() {
        try {
            TimeLimit.within(TURN_LIMIT, () -> {
                dispatchLeased();
                takeAnswers();
                if (isTimeToRecord()) {
                    record();
                }
                poll();
            });
            return untilNextTurn();
        } catch (RuntimeException e) {
            return afterFailure(e);
        }
    }

    private Duration finishTurn() {
        try {
            TimeLimit.within(TURN_LIMIT, () -> {
                takeAnswers();
                record();
                giveBackLeased();
            });
            return settings.poll();
        } catch (RuntimeException e) {
            return afterFailure(e);
        }
    }

    private Duration afterFailure(RuntimeException failure) {
        // The caller that closed the relay closes the connections next.
        if (abandoned || TransientFailure.is(failure)) {
            log.warn(
                    "Outbox relay: database unavailable, retried at the next poll: {}",
                    TransientFailure.reason(failure));
        } else {
            log.error("Outbox relay failed, retried at the next poll", failure);
        }
        return settings.poll();
    }

    private void await(Duration atMost) {
        try {
            if (signal.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException e) {
            // Only close() ends this thread.
            log.debug("Interrupted while waiting for work");
        }
    }

    /**
     * Runs one turn and waits for its answers; for tests, instead of {@link #start()}. Returns how many were claimed.
     */
    int runOnce() {
        int claimed = claim();
        takeAnswers();
        while (inFlight.get() > unrecorded.size()) {
            signal.acquireUninterruptibly();
            takeAnswers();
        }
        record();
        return claimed;
    }

    private void dispatchLeased() {
        Instant now = clock.instant();
        List<Long> early = new ArrayList<>();
        for (ClaimedMessage message = leased.poll(); message != null; message = leased.poll()) {
            if (gate(message).isClosed(now) || !dispatch(message)) {
                early.add(message.id());
            }
        }
        putBack(early, now);
    }

    private void giveBackLeased() {
        List<Long> unsent = new ArrayList<>();
        for (ClaimedMessage message = leased.poll(); message != null; message = leased.poll()) {
            unsent.add(message.id());
        }
        putBack(unsent, clock.instant());
    }

    private void poll() {
        Instant now = clock.instant();
        if (woken.getAndSet(false)) {
            pollSchedule.wake();
        }
        if (pollSchedule.isDue() || leftOut.stream().anyMatch(gate -> !gate.isClosed(now))) {
            claim();
        }
    }

    private int claim() {
        int free = settings.parallel() - inFlight.get();
        if (free <= 0) {
            return 0;
        }
        Instant now = clock.instant();
        leftOut = gates.values().stream().filter(gate -> gate.isClosed(now)).toList();
        String[] closed = leftOut.stream().map(NumberGate::phoneNumberId).toArray(String[]::new);
        List<ClaimedMessage> claimed = messages.claim(now, now.plus(LEASE), closed, free);
        pollSchedule.polled(claimed, claimed.size() < free);
        inFlight.addAndGet(claimed.size());
        List<Long> early = new ArrayList<>();
        for (ClaimedMessage message : claimed) {
            if (message.windowClosed(now)) {
                conclude(message, AfterSending.windowClosed(message, now));
            } else if (!dispatch(message)) {
                early.add(message.id());
            }
        }
        putBack(early, now);
        return claimed.size();
    }

    /** @return false: its number does not send now */
    private boolean dispatch(ClaimedMessage message) {
        boolean admitted = gate(message).admit();
        if (admitted) {
            pollSchedule.claimed(message);
            workers.execute(() -> deliver(message));
        }
        return admitted;
    }

    private void putBack(List<Long> ids, Instant now) {
        if (!ids.isEmpty()) {
            inFlight.addAndGet(-ids.size());
            pollSchedule.wake();
            messages.putBack(ids.toArray(Long[]::new), now);
        }
    }

    private void deliver(ClaimedMessage message) {
        try (Traces.Step step = traces.request("send", message.trace())) {
            Delivery delivery = deliver(message, step);
            step.tell("message", message.kind())
                    .tell("attempt", message.attempts())
                    .tell("outcome", delivery.name().toLowerCase(Locale.ROOT));
        }
    }

    private Delivery deliver(ClaimedMessage message, Traces.Step step) {
        SendResult result;
        long began = System.nanoTime();
        try {
            result = sender.send(message.request());
        } catch (RuntimeException | Error e) {
            step.failed(e);
            lines.senderFailed(message, e);
            result = new SendResult.Unknown("the sender failed: " + e);
        }
        Instant at = clock.instant();
        answers.add(new Answer(message, result, at));
        signal.release();
        Delivery delivery = delivery(result);
        measure(message, delivery, Duration.ofNanos(System.nanoTime() - began), at);
        return delivery;
    }

    private void measure(ClaimedMessage message, Delivery delivery, Duration took, Instant at) {
        measures.delivery(delivery, took);
        if (delivery == Delivery.ACCEPTED && message.askedAt() != null) {
            measures.answered(message.kind(), Duration.between(message.askedAt(), at));
        }
    }

    private void takeAnswers() {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            ClaimedMessage message = answer.message();
            conclude(message, new AfterSending(message, gate(message), answer.at()).of(answer.result()));
        }
    }

    private boolean isTimeToRecord() {
        return unrecorded.size() >= RECORD_AT_ONCE
                || unrecorded.size() == inFlight.get()
                || untilRecording().isNegative();
    }

    private Duration untilRecording() {
        return RECORD_WITHIN.minusNanos(System.nanoTime() - unrecordedSince);
    }

    private void record() {
        if (!unrecorded.isEmpty()) {
            messages.record(JsonRows.of(unrecorded));
            unrecorded.forEach(pollSchedule::recorded);
            inFlight.addAndGet(-unrecorded.size());
            unrecorded.clear();
            unrecordedSalons.forEach(salon -> signals.publish(salon, Topic.MESSAGES, Topic.SESSIONS));
            unrecordedSalons.clear();
            lines.write();
        }
    }

    private void conclude(ClaimedMessage message, Outcome outcome) {
        if (unrecorded.isEmpty()) {
            unrecordedSince = System.nanoTime();
        }
        unrecorded.add(outcome);
        unrecordedSalons.add(message.salonId());
        lines.add(message, outcome);
    }

    private Duration untilNextTurn() {
        Instant now = clock.instant();
        if (leftOut.stream().anyMatch(gate -> !gate.isClosed(now))
                || (pollSchedule.isDue() && inFlight.get() < settings.parallel())) {
            return Duration.ZERO;
        }
        Stream<Duration> gatesOpen = gates.values().stream()
                .map(gate -> gate.closedFor(now))
                .filter(closed -> !closed.isNegative() && !closed.isZero());
        Stream<Duration> rest = Stream.of(
                pollSchedule.untilPoll().isNegative() ? settings.poll() : pollSchedule.untilPoll(),
                unrecorded.isEmpty() ? settings.poll() : untilRecording());
        return Stream.concat(gatesOpen, rest).min(Duration::compareTo).orElseThrow();
    }

    private NumberGate gate(ClaimedMessage message) {
        return gates.computeIfAbsent(
                message.phoneNumberId(),
                number -> new NumberGate(number, System::nanoTime, Math.min(BURST, settings.parallel())));
    }

    private static ThreadFactory workerThreads() {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "quick-booking-outbox-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static Delivery delivery(SendResult result) {
        return result.match(
                accepted -> Delivery.ACCEPTED,
                retry -> switch (retry.scope()) {
                    case MESSAGE -> Delivery.RETRY_MESSAGE;
                    case RECIPIENT -> Delivery.RETRY_RECIPIENT;
                    case NUMBER -> Delivery.RETRY_NUMBER;
                },
                rejected -> Delivery.REJECTED,
                unknown -> Delivery.UNKNOWN,
                stopped -> Delivery.STOPPED);
    }

    /** Receives work from other threads for the dispatcher. */
    private final class Intake implements Outbox.Relay {
        @Override
        public void wake() {
            woken.set(true);
            signal.release();
        }

        @Override
        public boolean hasRoom() {
            return !closing && inFlight.get() < settings.parallel();
        }

        @Override
        public void send(ClaimedMessage message) {
            inFlight.incrementAndGet();
            leased.add(message);
            signal.release();
        }
    }

    private record Answer(ClaimedMessage message, SendResult result, Instant at) {}
}
