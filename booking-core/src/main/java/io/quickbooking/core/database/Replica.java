package io.quickbooking.core.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A streaming replica that is read as long as it is known to be recent enough. A thread polls how far it has replayed. A read
 * that would have to wait too long for the replica, or that fails on it, goes to the primary.
 */
public final class Replica implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Replica.class);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    /** No read uses the replica for this long after a failure: each tap would wait for a slow replica until its timeout. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private static final int MAX_MARKS = 1_000;
    private static final long NONE = -1;

    private final DataSource copy;
    private final ReplicaSettings settings;
    private final InstantSource clock;
    private final ReplicaMapper onSource;
    private final ReplicaMapper onCopy;
    /** Runs in the transaction of the read, because another connection may lead to another replica. */
    private final ReplicaMapper inTransaction;

    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong passedOver = new AtomicLong();
    private final ScheduledExecutorService pollSchedule = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "replica-poll");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Log positions of the primary with the time at which they were seen, oldest first, as far as the replica has not reached
     * them. Used by the polling thread only.
     */
    private final Deque<Mark> ahead = new ArrayDeque<>();

    private volatile State state;

    /** {@link System#nanoTime()} of the last moment up to which the replica has every commit. */
    private volatile long completeAt;

    /** {@link System#nanoTime()} of the last failure. */
    private volatile long failedAt = System.nanoTime() - PAUSE_AFTER_FAILURE.toNanos() - 1;

    private record Mark(long position, long at) {}

    /** The state of a replica, for display. */
    public enum Kind {
        FOLLOWS,
        BEHIND,
        AWAY,
        /** A database that can be written to, or a replica of another one; not read. */
        NO_COPY
    }

    /**
     * The state since a moment.
     *
     * @param since when the state began
     * @param reason why the replica is not read, for the log; null if it is read
     */
    public record State(Kind kind, Instant since, @Nullable String reason) {}

    /** @param both routes read-only transactions to the replica */
    Replica(DataSource source, DataSource copy, DataSource both, ReplicaSettings settings, InstantSource clock) {
        this.copy = copy;
        this.settings = settings;
        this.clock = clock;
        this.onSource = new Mappers(source).get(ReplicaMapper.class);
        this.onCopy = new Mappers(copy).get(ReplicaMapper.class);
        this.inTransaction = new Mappers(both).get(ReplicaMapper.class);
        this.state = new State(Kind.BEHIND, clock.instant(), "it has not been polled yet");
        this.completeAt = System.nanoTime() - settings.maxLag().toNanos() - 1;
        long period = settings.pollInterval().toMillis();
        pollSchedule.scheduleWithFixedDelay(this::poll, 0, period, TimeUnit.MILLISECONDS);
    }

    DataSource copy() {
        return copy;
    }

    /** Returns the state at the last poll. */
    public State state() {
        return state;
    }

    /** Returns the maximum age of the replica's data. */
    public Duration behind() {
        return Duration.ofNanos(System.nanoTime() - completeAt);
    }

    /** Returns how many reads the replica has answered. */
    public long answered() {
        return answered.get();
    }

    /** Returns how many reads went to the primary because the replica was behind, unavailable or too slow. */
    public long passedOver() {
        return passedOver.get();
    }

    /**
     * Reads data that is at least as recent as this moment.
     *
     * @param transaction runs its argument in a transaction on the replica
     * @return empty if the primary has to be read
     */
    <T> Optional<Answer<T>> read(Supplier<T> work, InTransaction<T> transaction) {
        return tryRead(settings.readTimeout(), () -> {
            long wanted = onSource.written();
            return transaction.run(() -> reaches(wanted) ? new Answer<>(work.get()) : null);
        });
    }

    /**
     * Reads data that may be slightly old and meets a condition.
     *
     * @param isNewEnough evaluated on the replica, before the work
     * @return empty if the primary has to be read
     */
    <T> Optional<Answer<T>> readIf(BooleanSupplier isNewEnough, Supplier<T> work, InTransaction<T> transaction) {
        return tryRead(
                settings.offerTimeout(),
                () -> transaction.run(() -> isNewEnough.getAsBoolean() ? new Answer<>(work.get()) : null));
    }

    /** The result of a read; not an {@code Optional} of it, because null is a valid result. */
    record Answer<T>(T value) {}

    interface InTransaction<T> {
        @Nullable
        Answer<T> run(Supplier<@Nullable Answer<T>> work);
    }

    private <T> Optional<Answer<T>> tryRead(Duration timeout, Supplier<@Nullable Answer<T>> work) {
        Optional<Answer<T>> answer = isUsable() ? attempt(timeout, work) : Optional.empty();
        (answer.isPresent() ? answered : passedOver).incrementAndGet();
        return answer;
    }

    private <T> Optional<Answer<T>> attempt(Duration timeout, Supplier<@Nullable Answer<T>> work) {
        try {
            return Optional.ofNullable(TimeLimit.within(timeout, work));
        } catch (RuntimeException failure) {
            // The poll decides whether the replica is unavailable, and a defect of the work itself shows when the
            // primary runs it.
            log.debug("Replica did not answer; read from the primary instead", failure);
            if (TransientFailure.is(failure)) {
                failedAt = System.nanoTime();
            }
            return Optional.empty();
        }
    }

    private boolean isUsable() {
        return state.kind() == Kind.FOLLOWS
                && System.nanoTime() - failedAt > PAUSE_AFTER_FAILURE.toNanos()
                && behind().compareTo(settings.maxLag()) < 0;
    }

    private boolean reaches(long wanted) {
        long end = System.nanoTime() + settings.catchUpTimeout().toNanos();
        for (long pause = 1; inTransaction.copy().position() < wanted; pause *= 2) {
            if (System.nanoTime() - end > 0 || !sleep(pause)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sleep(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void poll() {
        try {
            long now = System.nanoTime();
            ReplicaMapper.Position source = TimeLimit.within(POLL_TIMEOUT, onSource::source);
            ReplicaMapper.Position found;
            try {
                found = TimeLimit.within(POLL_TIMEOUT, onCopy::copy);
            } catch (RuntimeException failure) {
                enter(Kind.AWAY, TransientFailure.reason(failure));
                return;
            }
            judge(source, found, now);
        } catch (RuntimeException failure) {
            // Without the primary, the age of the replica is unknown; it counts as behind soon.
            log.debug("Log position of the primary unknown; the replica is soon regarded as behind", failure);
        }
    }

    private void judge(ReplicaMapper.Position source, ReplicaMapper.Position found, long now) {
        if (found.position() == NONE) {
            enter(Kind.NO_COPY, "it is not a replica, as it accepts writes");
            return;
        }
        if (!found.cluster().equals(source.cluster())) {
            enter(Kind.NO_COPY, "it is a replica of another database");
            return;
        }
        if (found.position() > source.position()
                && found.position()
                        > TimeLimit.within(POLL_TIMEOUT, onSource::source).position()) {
            enter(Kind.NO_COPY, "it is ahead of the primary, so it follows another database");
            return;
        }
        ahead.addLast(new Mark(source.position(), now));
        if (ahead.size() > MAX_MARKS) {
            ahead.removeFirst();
        }
        while (!ahead.isEmpty() && ahead.getFirst().position() <= found.position()) {
            completeAt = ahead.removeFirst().at();
        }
        if (behind().compareTo(settings.maxLag()) < 0) {
            enter(Kind.FOLLOWS, null);
        } else {
            enter(Kind.BEHIND, "it has not caught up");
        }
    }

    private void enter(Kind kind, @Nullable String reason) {
        if (kind != Kind.FOLLOWS && kind != Kind.BEHIND) {
            // The server that comes back may be another one, or may have less data.
            completeAt = System.nanoTime() - settings.maxLag().toNanos() - 1;
        }
        if (state.kind() == kind) {
            return;
        }
        state = new State(kind, clock.instant(), reason);
        if (reason == null) {
            log.info("Replica is up to date; reads go to it");
        } else {
            log.warn("Replica not used, reads go to the primary: {}", reason);
        }
    }

    @Override
    public void close() {
        pollSchedule.shutdownNow();
    }
}
