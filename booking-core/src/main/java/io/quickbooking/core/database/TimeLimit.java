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
 * How long a thread may be with the database, whatever keeps it there: locks, a server that says nothing, a network that
 * takes nothing. When the time is over, the connection in use is broken off, statements are not begun and transactions not
 * tried again; the work fails with a {@link TransientFailure}, and what was about to be committed may have been.
 *
 * <p>A limit that is longer than connections wait for an answer otherwise lets them wait as long as it.
 *
 * <p>Knows the connections of statements that run through {@link Mappers}. Waiting for a connection is the pool's, which
 * can ask {@link #millisLeft()}.
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

    /** Runs the work on the calling thread. A limit that the thread is under already holds if it ends earlier. */
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

    /** What is left for the calling thread, at least 0; empty: it is under no limit. */
    public static OptionalLong millisLeft() {
        TimeLimit limit = CURRENT.get();
        return limit == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, TimeUnit.NANOSECONDS.toMillis(limit.nanosLeft())));
    }

    /** Whether the calling thread may begin anything more. */
    static boolean allowsMore() {
        TimeLimit limit = CURRENT.get();
        return limit == null || limit.nanosLeft() > 0;
    }

    /** To be called before each statement of the calling thread. */
    static void use(Connection connection) throws SQLException {
        TimeLimit limit = CURRENT.get();
        if (limit != null) {
            // Before the lock: a connection may only now be waited for, and others must not wait for it too.
            limit.take(connection, connection.getNetworkTimeout());
        }
    }

    private synchronized void take(Connection connection, int patience) throws SQLException {
        if (nanosLeft() <= 0) {
            throw new SQLTransientConnectionException("the time for it is over");
        }
        long left = TimeUnit.NANOSECONDS.toMillis(nanosLeft());
        if (patience > 0 && patience < left) {
            // The pool puts it back.
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
     * A pooled connection that has gone back to its pool meanwhile is closed for who had it, and then this does nothing.
     */
    private synchronized void breakOff() {
        if (inUse == null) {
            return;
        }
        try {
            // On a thread of its own: to close a TLS connection may have to wait for who writes on it.
            inUse.abort(TimeLimit::start);
        } catch (SQLException failure) {
            log.debug("A connection cannot be broken off", failure);
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
