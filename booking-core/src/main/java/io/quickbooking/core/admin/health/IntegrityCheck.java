package io.quickbooking.core.admin.health;

import io.quickbooking.core.admin.health.IntegrityRun.Finding;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.database.ConstraintViolation;
import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.TimeLimit;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.database.TransientFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the data of all salons, once a night and on request, on one node at a time. Findings are stored, and logged as an
 * error. It only reads, each query in its own transaction, and waits for no lock of a tap.
 */
public final class IntegrityCheck {
    private static final Logger log = LoggerFactory.getLogger(IntegrityCheck.class);

    /** A little longer than the statement timeout, so that the server ends the statement first. */
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(310);

    /** If no node ran at the scheduled hour, a delay beyond this skips the night: by then customers are awake. */
    private static final Duration LATEST = Duration.ofHours(3);

    private static final Duration LONG_AGO = Duration.ofMinutes(15);
    private static final Duration ENDED_LONG_AGO = Duration.ofMinutes(5);
    private static final Duration NEVER_SENT = Duration.ofHours(24);
    private static final Duration LEDGER = Duration.ofDays(7);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    /** A node without a heartbeat for this long is dead, and another one starts again. */
    private static final Duration DEAD_AFTER = Duration.ofSeconds(20);

    private static final Duration KEPT = Duration.ofDays(400);

    private final IntegrityCheckMapper mapper;
    private final Transactions transactions;
    private final AuditLog acts;
    private final boolean sends;
    private final InstantSource clock;
    private volatile @Nullable LocalDate lastNight;
    private volatile Executor worker = Runnable::run;
    private volatile @Nullable ScheduledFuture<?> heartbeat;
    private final ScheduledExecutorService heartbeatTimer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "audit-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param transactions without retries
     * @param sends false if messages stay in the outbox, so that waiting there is not a finding
     */
    public IntegrityCheck(
            Mappers mappers, Transactions transactions, AuditLog acts, boolean sends, InstantSource clock) {
        this.mapper = mappers.get(IntegrityCheckMapper.class);
        this.transactions = transactions;
        this.acts = acts;
        this.sends = sends;
        this.clock = clock;
    }

    /**
     * Runs if it is due and no node has run tonight. To be called about every minute.
     *
     * @return whether it ran
     */
    public boolean runIfDue(LocalTime at, ZoneId zone) {
        transactions.requireNone("The audit");
        ZonedDateTime now = clock.instant().atZone(zone);
        LocalDate night = now.toLocalDate();
        Duration late = Duration.between(at, now.toLocalTime());
        if (late.isNegative() || late.compareTo(LATEST) > 0 || night.equals(lastNight)) {
            return false;
        }
        if (transactions.run(() -> mapper.ranFor(night))) {
            lastNight = night;
            return false;
        }
        OptionalLong run = begin(night, null);
        run.ifPresent(this::runAndStopHeartbeat);
        return run.isPresent();
    }

    /**
     * Starts a run now, on the executor of {@link #workOn}; {@link #runningSince} and then {@link #last} show its progress.
     *
     * @return false if one is running already
     */
    public boolean ask(String username) {
        transactions.requireNone("The audit");
        OptionalLong run = begin(null, username);
        run.ifPresent(id -> worker.execute(() -> runAndStopHeartbeat(id)));
        return run.isPresent();
    }

    /** Sets the executor, so that a request does not wait for its run; until this is called, runs use the caller's thread. */
    public void workOn(Executor worker) {
        this.worker = worker;
    }

    /** Returns the start of the current run, on any node. */
    public Optional<Instant> runningSince() {
        return transactions.run(() -> mapper.runningSince(clock.instant(), DEAD_AFTER.toSeconds()));
    }

    /** Returns the last finished run. */
    public Optional<IntegrityRun> last() {
        return transactions.run(() -> {
            List<IntegrityCheckMapper.Row> rows = mapper.last();
            return rows.stream()
                    .findFirst()
                    .map(run -> new IntegrityRun(
                            run.startedAt(),
                            run.finishedAt(),
                            run.askedBy(),
                            Arrays.stream(IntegrityKind.values())
                                    .map(kind -> new Finding(kind, found(kind, rows)))
                                    .toList()));
        });
    }

    private static @Nullable Long found(IntegrityKind kind, List<IntegrityCheckMapper.Row> rows) {
        for (IntegrityCheckMapper.Row row : rows) {
            if (kind.code().equals(row.kind())) {
                return row.found();
            }
        }
        return null;
    }

    private OptionalLong begin(@Nullable LocalDate night, @Nullable String username) {
        Optional<Long> run = beginRun(night, username);
        if (run.isEmpty()) {
            return OptionalLong.empty();
        }
        long period = HEARTBEAT.toMillis();
        heartbeat = heartbeatTimer.scheduleAtFixedRate(
                () -> writeHeartbeat(run.get()), period, period, TimeUnit.MILLISECONDS);
        return OptionalLong.of(run.get());
    }

    private Optional<Long> beginRun(@Nullable LocalDate night, @Nullable String username) {
        Instant now = clock.instant();
        try {
            return transactions.run(() -> {
                mapper.giveUp(now, DEAD_AFTER.toSeconds());
                Optional<Long> begun = mapper.begin(night, username, now);
                if (begun.isPresent() && username != null) {
                    acts.add(username, AuditedAct.BOOKS_AUDITED, null, null, Map.of());
                }
                return begun;
            });
        } catch (RuntimeException failure) {
            if (!ConstraintViolation.isOf("audit_runs_night_key", failure)) {
                throw failure;
            }
            // Another node has started and finished since this node looked.
            return Optional.empty();
        }
    }

    private void writeHeartbeat(long run) {
        try {
            TimeLimit.within(HEARTBEAT, () -> transactions.run(() -> mapper.alive(run, clock.instant())));
        } catch (RuntimeException failure) {
            log.debug("Heartbeat of the audit not persisted: {}", TransientFailure.reason(failure));
        }
    }

    private void runAndStopHeartbeat(long run) {
        try {
            runChecks(run);
        } finally {
            ScheduledFuture<?> running = heartbeat;
            if (running != null) {
                running.cancel(false);
            }
        }
    }

    private void runChecks(long run) {
        Instant start = clock.instant();
        List<Finding> findings = Arrays.stream(IntegrityKind.values())
                .map(kind -> new Finding(kind, ask(kind, start)))
                .toList();
        logFindings(findings);
        try {
            transactions.runVoid(() -> {
                mapper.add(
                        run,
                        JsonRows.of(findings.stream()
                                .map(finding -> new Found(finding.kind().code(), finding.found()))
                                .toList()));
                mapper.finish(run, clock.instant());
                mapper.forget(start.minus(KEPT));
            });
        } catch (RuntimeException failure) {
            // No caller waits for the result, and the next check starts again.
            log.warn("Findings of the audit not persisted: {}", TransientFailure.reason(failure));
        }
    }

    private record Found(String kind, @Nullable Long found) {}

    private static void logFindings(List<Finding> findings) {
        String wrong = findings.stream()
                .filter(finding -> !finding.isClean())
                .map(finding -> finding.kind().code() + " "
                        + (finding.found() == null
                                ? "has no answer"
                                : finding.found().toString()))
                .collect(Collectors.joining(", "));
        if (wrong.isEmpty()) {
            log.info("The audit found nothing wrong");
        } else {
            log.error("The audit found: {}. See the page Health for what to do", wrong);
        }
    }

    private @Nullable Long ask(IntegrityKind kind, Instant now) {
        try {
            return TimeLimit.within(
                    QUERY_TIMEOUT,
                    () -> transactions.run(() -> {
                        mapper.setStatementTimeout();
                        return count(kind, now);
                    }));
        } catch (RuntimeException failure) {
            log.warn("Audit check {} failed, its result is unknown: {}", kind.code(), TransientFailure.reason(failure));
            return null;
        }
    }

    private long count(IntegrityKind kind, Instant now) {
        return switch (kind) {
            case OVERLAPS -> {
                mapper.disableIndexScans();
                yield mapper.overlaps();
            }
            case COUNTER_DRIFT -> {
                mapper.disableIndexScans();
                yield mapper.counterDrift();
            }
            case MESSAGES_CLAIMED -> mapper.messagesClaimed(now.minus(LONG_AGO));
            case MESSAGES_WAITING -> sends ? mapper.messagesWaiting(now.minus(LONG_AGO), now.minus(NEVER_SENT)) : 0;
            case TAPS_WAITING -> mapper.tapsWaiting(now.minus(LONG_AGO));
            case HOLDS_LEFT -> mapper.holdsLeft(now.minus(ENDED_LONG_AGO));
            case LEDGER -> mapper.ledger(now.minus(LEDGER));
            case IDENTITIES -> mapper.identitiesBehind();
        };
    }
}
