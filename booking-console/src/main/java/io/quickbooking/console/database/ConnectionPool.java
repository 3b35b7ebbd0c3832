package io.quickbooking.console.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.quickbooking.core.database.TimeLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.OptionalLong;

/** The connections to a database. Who is under a {@link TimeLimit} waits for one no longer than that. */
public final class ConnectionPool extends HikariDataSource {
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(5);
    private static final int CHECKS_WHILE_WAITING = 3;

    /**
     * What the server does by itself, for the case that it never hears of us again: without these, what a vanished node had
     * locked stays locked, for hours. A transaction of ours does nothing for a moment at most. Who waits for a lock gives up
     * before those who wait for them do. What waits then goes on with what it finds, whatever isolation the role has by default. Behind PgBouncer the operator sets them, see docs/operations.md.
     */
    private static final String EACH_CONNECTION = """
            SET default_transaction_isolation = 'read committed';
            SET idle_in_transaction_session_timeout = '5s';
            SET lock_timeout = '5s';
            SET tcp_keepalives_idle = 60;
            SET tcp_keepalives_interval = 10;
            SET tcp_keepalives_count = 3
            """;

    private ConnectionPool(HikariConfig config) {
        super(config);
    }

    public static ConnectionPool of(DatabaseUrl url) {
        return new ConnectionPool(config(url, "quick-booking"));
    }

    /** To a replica, which need not be there. */
    public static ConnectionPool ofReplica(DatabaseUrl url) {
        HikariConfig config = config(url, "quick-booking-replica");
        config.setInitializationFailTimeout(-1);
        // Also where it leads to a server that could be written to.
        config.setReadOnly(true);
        // Customers may be waiting, and there is somebody else to ask.
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        return new ConnectionPool(config);
    }

    private static HikariConfig config(DatabaseUrl url, String name) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(url.dataSource());
        config.setMaximumPoolSize(url.connectionLimit());
        config.setConnectionTimeout(url.poolTimeout().toMillis());
        config.setValidationTimeout(check(url.poolTimeout()).toMillis());
        if (!url.pgBouncer()) {
            config.setConnectionInitSql(EACH_CONNECTION);
        }
        return config;
    }

    /** Of a connection that has been idle. Short, so that who finds a dead one has time for others. */
    private static Duration check(Duration poolTimeout) {
        Duration check = poolTimeout.dividedBy(CHECKS_WHILE_WAITING);
        return check.compareTo(LONGEST_CHECK) < 0 ? atLeastASecond(check) : LONGEST_CHECK;
    }

    /** The driver counts in seconds. */
    private static Duration atLeastASecond(Duration check) {
        return Duration.ofSeconds(Math.max(1, check.toSeconds()));
    }

    @Override
    public Connection getConnection() throws SQLException {
        OptionalLong left = TimeLimit.millisLeft();
        if (left.isEmpty() || left.getAsLong() >= getConnectionTimeout()) {
            return super.getConnection();
        }
        if (left.getAsLong() == 0) {
            throw new SQLTransientConnectionException("no time is left to wait for a connection");
        }
        return ((HikariPool) getHikariPoolMXBean()).getConnection(left.getAsLong());
    }
}
