package io.quickbooking.core;

import io.quickbooking.core.admin.health.IntegrityCheck;
import io.quickbooking.core.admin.health.WallTimes;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.conversation.HoldSweep;
import io.quickbooking.core.conversation.InboxWorker;
import io.quickbooking.core.database.DatabaseGone;
import io.quickbooking.core.database.TimeLimit;
import io.quickbooking.core.database.TransientFailure;
import io.quickbooking.core.outbound.OutboxRelay;
import io.quickbooking.core.privacy.Retention;
import io.quickbooking.core.session.Sessions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/**
 * Background tasks of a node: expiry of sessions and holds, the inbox worker, the outbox relay, retention, the nightly audit.
 * Starts before requests are served and stops after the last one.
 */
final class BackgroundWork implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);
    private static final Duration SWEEP = Duration.ofSeconds(2);
    /** Half of the second within which an expired slot is offered again. */
    private static final Duration HOLD_SWEEP = Duration.ofMillis(500);

    /** Both sweeps share one thread, and a sweep that waits for a vanished server blocks the other. */
    private static final Duration SWEEP_LIMIT = Duration.ofSeconds(10);

    private static final Duration RETENTION_FIRST = Duration.ofMinutes(2);
    private static final Duration RETENTION = Duration.ofHours(1);
    private static final Duration WALL_TIMES = Duration.ofDays(1);
    private static final Duration AUDIT_FIRST = Duration.ofSeconds(5);
    private static final Duration AUDIT_LOOK = Duration.ofSeconds(10);

    private final Catalog catalog;
    private final Sessions sessions;
    private final HoldSweep holds;
    private final InboxWorker inboxWorker;
    private final Retention retention;
    private final Optional<OutboxRelay> relay;
    private final IntegrityCheck audit;
    private final WallTimes wallTimes;
    private final QuickBookingProperties.Audit auditSettings;
    private final InstantSource clock;
    private @Nullable ScheduledExecutorService sweeper;

    /** A separate thread: sweeps do not wait for tasks that may take minutes. */
    private @Nullable ScheduledExecutorService upkeep;

    BackgroundWork(
            Catalog catalog,
            Sessions sessions,
            HoldSweep holds,
            InboxWorker inboxWorker,
            Retention retention,
            ObjectProvider<OutboxRelay> relay,
            IntegrityCheck audit,
            WallTimes wallTimes,
            QuickBookingProperties properties,
            InstantSource clock) {
        this.catalog = catalog;
        this.sessions = sessions;
        this.holds = holds;
        this.inboxWorker = inboxWorker;
        this.retention = retention;
        this.relay = Optional.ofNullable(relay.getIfAvailable());
        this.audit = audit;
        this.wallTimes = wallTimes;
        this.auditSettings = properties.audit();
        this.clock = clock;
    }

    @Override
    public void start() {
        logSalonsOutOfOrder();
        sessions.reload(clock.instant());
        // Checked before slots are offered: times that customers were notified of by older zone tables must not be sold
        // again.
        boolean checked = checkWallTimes();
        inboxWorker.start();
        relay.ifPresent(OutboxRelay::start);
        ScheduledExecutorService executor = thread("session-sweep");
        executor.scheduleWithFixedDelay(this::sweep, 0, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(this::sweepHolds, 0, HOLD_SWEEP.toMillis(), TimeUnit.MILLISECONDS);
        sweeper = executor;
        ScheduledExecutorService slow = thread("upkeep");
        slow.scheduleWithFixedDelay(
                this::runRetention, RETENTION_FIRST.toMillis(), RETENTION.toMillis(), TimeUnit.MILLISECONDS);
        auditSettings
                .time()
                .ifPresent(at -> slow.scheduleWithFixedDelay(
                        () -> auditIfDue(at), AUDIT_FIRST.toMillis(), AUDIT_LOOK.toMillis(), TimeUnit.MILLISECONDS));
        slow.scheduleWithFixedDelay(
                this::checkWallTimes, WALL_TIMES.toMillis(), WALL_TIMES.toMillis(), TimeUnit.MILLISECONDS);
        if (!checked) {
            checkWallTimesSoon(slow);
        }
        audit.workOn(slow);
        upkeep = slow;
    }

    private void logSalonsOutOfOrder() {
        catalog.names().stream()
                .filter(salon -> !salon.isInOrder())
                .forEach(salon -> log.error(
                        "Salon '{}' is out of order: this Java runtime ({}) does not know its {}. Its customers wait"
                                + " until the setting is corrected; other salons are not affected",
                        salon.code(),
                        Runtime.version(),
                        salon.unknown()));
        // Salons that are added during the start are visible to the first request.
        catalog.refresh();
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private void runRetention() {
        try {
            retention.run();
        } catch (RuntimeException failure) {
            log.warn("Expired data not deleted; attempted again at the next run: {}", TransientFailure.reason(failure));
        }
    }

    private boolean checkWallTimes() {
        try {
            wallTimes.check();
            return true;
        } catch (RuntimeException failure) {
            log.warn("Wall times of visits not checked; attempted again later: {}", TransientFailure.reason(failure));
            return false;
        }
    }

    private void checkWallTimesSoon(ScheduledExecutorService slow) {
        slow.schedule(
                () -> {
                    if (!checkWallTimes()) {
                        checkWallTimesSoon(slow);
                    }
                },
                1,
                TimeUnit.MINUTES);
    }

    private void auditIfDue(LocalTime at) {
        try {
            audit.runIfDue(at, auditSettings.timeZone());
        } catch (RuntimeException failure) {
            log.warn("Audit did not run: {}", TransientFailure.reason(failure));
        }
    }

    private void sweepHolds() {
        try {
            TimeLimit.within(SWEEP_LIMIT, () -> holds.run(clock.instant()));
        } catch (RuntimeException failure) {
            // The session sweep uses the same database and logs its failure at WARN.
            log.debug(
                    "Expired holds not swept; attempted again at the next sweep: {}", TransientFailure.reason(failure));
        }
    }

    private void sweep() {
        try {
            int expired = TimeLimit.within(SWEEP_LIMIT, () -> sessions.expire(clock.instant()));
            if (expired > 0) {
                log.debug("{} sessions expired", expired);
            }
        } catch (RuntimeException failure) {
            log.warn(
                    "Expired sessions not swept; attempted again at the next sweep: {}",
                    TransientFailure.reason(failure));
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService executor = sweeper;
        if (executor == null) {
            return;
        }
        executor.shutdownNow();
        sweeper = null;
        if (upkeep != null) {
            upkeep.shutdownNow();
            upkeep = null;
        }
        try {
            inboxWorker.close();
            relay.ifPresent(OutboxRelay::close);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @EventListener
    void onDatabaseGone(DatabaseGone gone) {
        relay.ifPresent(OutboxRelay::databaseIsGone);
    }

    @Override
    public boolean isRunning() {
        return sweeper != null;
    }

    @Override
    public int getPhase() {
        // Starts before the web server's phases, and so stops after them.
        return 0;
    }
}
