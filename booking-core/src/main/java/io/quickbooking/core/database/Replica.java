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
 * A copy of the database that is asked as long as it is known to have the answer. A thread of its own looks how far it
 * follows; whoever has to wait for it, or is failed by it, is told to ask the database itself.
 */
public final class Replica implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Replica.class);
    private static final Duration LOOKS_WITHIN = Duration.ofSeconds(1);
    /** After a failure nobody asks for so long: a replica that is slow would cost each tap its patience. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final int MOST_MARKS = 1_000;
    private static final long NONE = -1;

    private final DataSource copy;
    private final ReplicaSettings settings;
    private final InstantSource clock;
    private final ReplicaMapper onSource;
    private final ReplicaMapper onCopy;
    /** In the transaction of who asks: another connection may lead to another copy. */
    private final ReplicaMapper inTransaction;

    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong passedOver = new AtomicLong();
    private final ScheduledExecutorService lookout = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "replica-lookout");
        thread.setDaemon(true);
        return thread;
    });

    /** Up to where the log went at which moment, oldest first; those that the copy has not reached. The lookout's own. */
    private final Deque<Mark> ahead = new ArrayDeque<>();

    private volatile State state;

    /** By {@link System#nanoTime()}: since then nothing has been committed that the copy does not have. */
    private volatile long completeAt;

    /** By {@link System#nanoTime()}. */
    private volatile long failedAt = System.nanoTime() - PAUSE.toNanos() - 1;

    private record Mark(long position, long at) {}

    /** What became of a replica, for people. */
    public enum Kind {
        FOLLOWS,
        BEHIND,
        AWAY,
        /** A database that can be written to, or a copy of another one: not asked. */
        NO_COPY
    }

    /**
     * @param since when it has been so
     * @param reason why it is not asked, for the log; null: it is
     */
    public record State(Kind kind, Instant since, @Nullable String reason) {}

    /** @param both read-only transactions of which are on the copy */
    Replica(DataSource source, DataSource copy, DataSource both, ReplicaSettings settings, InstantSource clock) {
        this.copy = copy;
        this.settings = settings;
        this.clock = clock;
        this.onSource = new Mappers(source).get(ReplicaMapper.class);
        this.onCopy = new Mappers(copy).get(ReplicaMapper.class);
        this.inTransaction = new Mappers(both).get(ReplicaMapper.class);
        this.state = new State(Kind.BEHIND, clock.instant(), "nobody has looked yet");
        this.completeAt = System.nanoTime() - settings.oldest().toNanos() - 1;
        long period = settings.look().toMillis();
        lookout.scheduleWithFixedDelay(this::look, 0, period, TimeUnit.MILLISECONDS);
    }

    DataSource copy() {
        return copy;
    }

    /** How it stood when it was last looked after. */
    public State state() {
        return state;
    }

    /** How old what it has may be. */
    public Duration behind() {
        return Duration.ofNanos(System.nanoTime() - completeAt);
    }

    /** How many reads it has answered. */
    public long answered() {
        return answered.get();
    }

    /** How many reads went to the database itself, because it was behind, away or too slow. */
    public long passedOver() {
        return passedOver.get();
    }

    /**
     * Reads what is at least as new as this moment.
     *
     * @param transaction runs what it is given in one on the copy
     * @return empty: the database itself has to be asked
     */
    <T> Optional<Answer<T>> read(Supplier<T> work, InTransaction<T> transaction) {
        return ask(settings.answersWithin(), () -> {
            long wanted = onSource.written();
            return transaction.run(() -> reaches(wanted) ? new Answer<>(work.get()) : null);
        });
    }

    /**
     * Reads what is some moments old at most and meets a condition.
     *
     * @param isNewEnough asked on the copy, before the work
     * @return empty: the database itself has to be asked
     */
    <T> Optional<Answer<T>> readIf(BooleanSupplier isNewEnough, Supplier<T> work, InTransaction<T> transaction) {
        return ask(
                settings.offersWithin(),
                () -> transaction.run(() -> isNewEnough.getAsBoolean() ? new Answer<>(work.get()) : null));
    }

    /** What somebody read; not an {@code Optional} of it, because nothing is an answer too. */
    record Answer<T>(T value) {}

    interface InTransaction<T> {
        @Nullable
        Answer<T> run(Supplier<@Nullable Answer<T>> work);
    }

    private <T> Optional<Answer<T>> ask(Duration patience, Supplier<@Nullable Answer<T>> work) {
        Optional<Answer<T>> answer = isAsked() ? tried(patience, work) : Optional.empty();
        (answer.isPresent() ? answered : passedOver).incrementAndGet();
        return answer;
    }

    private <T> Optional<Answer<T>> tried(Duration patience, Supplier<@Nullable Answer<T>> work) {
        try {
            return Optional.ofNullable(TimeLimit.within(patience, work));
        } catch (RuntimeException failure) {
            // Whether it is away is for the lookout to say; what is wrong with the work itself comes out where it is
            // done for good.
            log.debug("The replica did not answer", failure);
            if (TransientFailure.is(failure)) {
                failedAt = System.nanoTime();
            }
            return Optional.empty();
        }
    }

    private boolean isAsked() {
        return state.kind() == Kind.FOLLOWS
                && System.nanoTime() - failedAt > PAUSE.toNanos()
                && behind().compareTo(settings.oldest()) < 0;
    }

    private boolean reaches(long wanted) {
        long end = System.nanoTime() + settings.catchesUpWithin().toNanos();
        for (long pause = 1; inTransaction.copy().position() < wanted; pause *= 2) {
            if (System.nanoTime() - end > 0 || !slept(pause)) {
                return false;
            }
        }
        return true;
    }

    private static boolean slept(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void look() {
        try {
            long now = System.nanoTime();
            ReplicaMapper.Position source = TimeLimit.within(LOOKS_WITHIN, onSource::source);
            ReplicaMapper.Position found;
            try {
                found = TimeLimit.within(LOOKS_WITHIN, onCopy::copy);
            } catch (RuntimeException failure) {
                goes(Kind.AWAY, TransientFailure.reason(failure));
                return;
            }
            judge(source, found, now);
        } catch (RuntimeException failure) {
            // Without the database nobody can tell how old the copy is; it is behind soon.
            log.debug("The database did not say how far it is", failure);
        }
    }

    private void judge(ReplicaMapper.Position source, ReplicaMapper.Position found, long now) {
        if (found.position() == NONE) {
            goes(Kind.NO_COPY, "it is no replica: it can be written to");
            return;
        }
        if (!found.cluster().equals(source.cluster())) {
            goes(Kind.NO_COPY, "it is a replica of another database");
            return;
        }
        if (found.position() > source.position()
                && found.position()
                        > TimeLimit.within(LOOKS_WITHIN, onSource::source).position()) {
            goes(Kind.NO_COPY, "it is ahead of the database, and so follows another");
            return;
        }
        ahead.addLast(new Mark(source.position(), now));
        if (ahead.size() > MOST_MARKS) {
            ahead.removeFirst();
        }
        while (!ahead.isEmpty() && ahead.getFirst().position() <= found.position()) {
            completeAt = ahead.removeFirst().at();
        }
        if (behind().compareTo(settings.oldest()) < 0) {
            goes(Kind.FOLLOWS, null);
        } else {
            goes(Kind.BEHIND, "it has not caught up");
        }
    }

    private void goes(Kind kind, @Nullable String reason) {
        if (kind != Kind.FOLLOWS && kind != Kind.BEHIND) {
            // It may be another one, or one with less, that comes back.
            completeAt = System.nanoTime() - settings.oldest().toNanos() - 1;
        }
        if (state.kind() == kind) {
            return;
        }
        state = new State(kind, clock.instant(), reason);
        if (reason == null) {
            log.info("The replica follows, and is asked");
        } else {
            log.warn("The replica is not asked: {}", reason);
        }
    }

    @Override
    public void close() {
        lookout.shutdownNow();
    }
}
