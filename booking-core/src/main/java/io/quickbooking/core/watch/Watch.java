package io.quickbooking.core.watch;

import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.Period;
import io.quickbooking.core.analytics.Share;
import io.quickbooking.core.analytics.SystemTotals;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.TimeLimit;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.database.TransientFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Monitors the whole system all the time, whether messages arrive or not, and logs when an alarm begins and when it
 * ends. Each node does so by itself.
 *
 * <p>Readings and alarms are the results of the last check: reading them costs no statement and waits for nothing.
 */
public final class Watch implements AutoCloseable {
    /** The age at which readings are no longer valid. */
    public static final Duration STALE = Duration.ofSeconds(60);

    /** The period in which events count. */
    public static final Duration WINDOW = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration COUNT = Duration.ofSeconds(60);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(8);
    private static final int MOST = 100_000;

    private final WatchMapper mapper;
    private final BookingMetrics metrics;
    private final Transactions transactions;
    private final boolean sends;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watching = new Thread(task, "watch");
        watching.setDaemon(true);
        return watching;
    });

    private volatile @Nullable Readings last;
    private volatile long lastAt;
    private volatile List<Alarm> alarms = List.of();

    // Confined to the watching thread:
    private @Nullable SystemTotals counted;
    private long countedAt;

    /**
     * @param transactions without retries
     * @param sends false: messages stay in the outbox, and waiting there is not a problem
     */
    public Watch(
            Mappers mappers, BookingMetrics metrics, Transactions transactions, boolean sends, InstantSource clock) {
        this(mappers, metrics, transactions, sends, clock, System::nanoTime);
    }

    Watch(
            Mappers mappers,
            BookingMetrics metrics,
            Transactions transactions,
            boolean sends,
            InstantSource clock,
            LongSupplier nanos) {
        this.mapper = mappers.get(WatchMapper.class);
        this.metrics = metrics;
        this.transactions = transactions;
        this.sends = sends;
        this.clock = clock;
        this.nanos = nanos;
        this.lastAt = nanos.getAsLong();
    }

    public void start() {
        thread.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Returns whether messages leave this system, so that a waiting one indicates a problem. */
    public boolean sends() {
        return sends;
    }

    /** Returns the readings of a few seconds ago; empty: the database has not answered for too long. */
    public Optional<Readings> readings() {
        return isStale() ? Optional.empty() : Optional.ofNullable(last);
    }

    /** Returns the time since the database last answered; at first, since the start. */
    public Duration age() {
        return Duration.ofNanos(nanos.getAsLong() - lastAt);
    }

    private boolean isStale() {
        return age().compareTo(STALE) > 0;
    }

    /** Returns the current alarms, as of a few seconds ago. */
    public List<Alarm> alarms() {
        return alarms;
    }

    /** Runs one check; never fails. */
    void look() {
        try {
            TimeLimit.within(ANSWERS_WITHIN, this::read);
        } catch (RuntimeException failure) {
            log.debug(
                    "Watch: the database did not answer, asked again at the next check: {}",
                    TransientFailure.reason(failure));
        }
        tell(judged());
    }

    private void read() {
        Instant now = clock.instant();
        WatchMapper.Row row = transactions.run(() -> mapper.readings(now, MOST));
        last = new Readings(
                row.liveSessions(),
                row.outboxWaiting(),
                age(row.outboxOldest(), now),
                row.inboxWaiting(),
                age(row.inboxOldest(), now),
                row.auditFindings(),
                difference(row.databaseNow(), now, clock.instant()));
        lastAt = nanos.getAsLong();
        if (counted == null || lastAt - countedAt >= COUNT.toNanos()) {
            counted = metrics.systemTotals(new Period(now.minus(WINDOW), now));
            countedAt = lastAt;
        }
    }

    /** Returns the difference of the clocks; the database read its time between the two instants. */
    private static double difference(Instant databaseNow, Instant before, Instant after) {
        Instant now = before.plus(Duration.between(before, after).dividedBy(2));
        return Math.abs(Duration.between(now, databaseNow).toMillis()) / 1000.0;
    }

    private static double age(@Nullable Instant oldest, Instant now) {
        return oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toMillis() / 1000.0);
    }

    private List<Alarm> judged() {
        List<Alarm> found = new ArrayList<>();
        Readings readings = last;
        if (isStale() || readings == null) {
            // The values of the other alarms are unknown.
            judge(AlarmKind.DATABASE_AWAY, age().toMillis() / 1000.0, 0, found);
            return List.copyOf(found);
        }
        if (counted != null) {
            judge(AlarmKind.CONFIRMATION_SUCCESS, counted.confirmations(), found);
            judge(AlarmKind.SESSION_EXPIRATION, counted.expirations(), found);
            if (counted.answered() >= Share.ENOUGH) {
                judge(AlarmKind.TAP_LATENCY, counted.latency().toMillis() / 1000.0, counted.answered(), found);
            }
            judge(AlarmKind.DATABASE_ERRORS, counted.failedAttempts(), found);
        }
        if (sends) {
            judge(AlarmKind.OUTBOX_AGE, readings.outboxAge(), 0, found);
        }
        judge(AlarmKind.INBOX_AGE, readings.inboxAge(), 0, found);
        judge(AlarmKind.AUDIT_FINDINGS, readings.auditFindings(), 0, found);
        judge(AlarmKind.CLOCK_DIFFERENCE, readings.clockDifference(), 0, found);
        return List.copyOf(found);
    }

    private static void judge(AlarmKind kind, Share share, List<Alarm> found) {
        if (share.isEnough()) {
            judge(kind, share.value(), share.whole(), found);
        }
    }

    private static void judge(AlarmKind kind, double value, long samples, List<Alarm> found) {
        if (kind.alarms(value)) {
            found.add(new Alarm(kind, value, samples));
        }
    }

    private void tell(List<Alarm> found) {
        Map<AlarmKind, Alarm> over = new EnumMap<>(AlarmKind.class);
        alarms.forEach(alarm -> over.put(alarm.kind(), alarm));
        for (Alarm alarm : found) {
            if (over.remove(alarm.kind()) == null) {
                log.warn(
                        "Alarm {}: {}, the limit is {}",
                        alarm.kind().code(),
                        alarm.value(),
                        alarm.kind().limit());
            }
        }
        over.keySet().forEach(kind -> log.warn("Alarm {} resolved", kind.code()));
        alarms = found;
    }
}
