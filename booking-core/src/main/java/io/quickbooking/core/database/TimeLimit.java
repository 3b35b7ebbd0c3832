package io.quickbooking.core.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A deadline for a thread's database work, whatever delays it: locks, a server that does not respond, a network that accepts no
 * data. After the deadline, the connection in use is aborted, no statement is begun and no transaction is retried; the work
 * fails with a {@link TransientFailure}, and a commit in flight may have taken effect.
 *
 * <p>A limit that exceeds the connections' own response timeout extends that timeout.
 *
 * <p>It covers connections of statements that run through {@link Mappers}. Waiting for a connection is up to the pool, which
 * can read {@link #millisLeft()}.
 */
public final class TimeLimit {
    private static final Logger log = LoggerFactory.getLogger(TimeLimit.class);
    private static final ThreadLocal<@Nullable TimeLimit> CURRENT = new ThreadLocal<>();
    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private final long end;
    private @Nullable Connection inUse;

    private TimeLimit(long end) {
        this.end = end;
    }

    /** Runs the work on the calling thread. An existing limit of the thread still applies if it ends earlier. */
    public static <T> T within(Duration time, Supplier<T> work) {
        TimeLimit outer = CURRENT.get();
        TimeLimit limit = new TimeLimit(System.nanoTime() + time.toNanos());
        if (outer != null && outer.end - limit.end <= 0) {
            return work.get();
        }
        CURRENT.set(limit);
        ScheduledFuture<?> watch = WATCH.schedule(limit::breakOff, time.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return work.get();
        } finally {
            watch.cancel(false);
            limit.release();
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** Like {@link #within(Duration, Supplier)}. */
    public static void within(Duration time, Runnable work) {
        within(time, () -> {
            work.run();
            return true;
        });
    }

    /** Returns the milliseconds left for the calling thread, at least 0; empty if it has no limit. */
    public static OptionalLong millisLeft() {
        TimeLimit limit = CURRENT.get();
        return limit == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, TimeUnit.NANOSECONDS.toMillis(limit.nanosLeft())));
    }

    /** Returns whether the calling thread may begin more work. */
    static boolean allowsMore() {
        TimeLimit limit = CURRENT.get();
        return limit == null || limit.nanosLeft() > 0;
    }

    /** Registers the connection of the calling thread's next statement. Must be called before each statement. */
    static void use(Connection connection) throws SQLException {
        TimeLimit limit = CURRENT.get();
        if (limit != null) {
            // Called before the lock is taken: the call may have to obtain a connection, and other threads must not
            // wait for that.
            limit.take(connection, connection.getNetworkTimeout());
        }
    }

    private synchronized void take(Connection connection, int patience) throws SQLException {
        if (nanosLeft() <= 0) {
            throw new SQLTransientConnectionException("deadline for database work exceeded");
        }
        long left = TimeUnit.NANOSECONDS.toMillis(nanosLeft());
        if (patience > 0 && patience < left) {
            // The pool resets it.
            connection.setNetworkTimeout(Runnable::run, (int) Math.min(left, Integer.MAX_VALUE));
        }
        inUse = connection;
    }

    private synchronized void release() {
        inUse = null;
    }

    private long nanosLeft() {
        return end - System.nanoTime();
    }

    /**
     * Aborts the connection in use. A pooled connection that has been returned to its pool is closed for its former user, so
     * the call then does nothing.
     */
    private synchronized void breakOff() {
        if (inUse == null) {
            return;
        }
        try {
            // A separate thread aborts it: closing a TLS connection may have to wait for a thread that is writing to
            // it.
            inUse.abort(TimeLimit::start);
        } catch (SQLException failure) {
            log.debug("Database connection not aborted at its deadline", failure);
        }
    }

    private static ScheduledThreadPoolExecutor watch() {
        ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, TimeLimit::thread);
        watch.setRemoveOnCancelPolicy(true);
        return watch;
    }

    private static void start(Runnable task) {
        thread(task).start();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "quick-booking-time-limit");
        thread.setDaemon(true);
        return thread;
    }
}
