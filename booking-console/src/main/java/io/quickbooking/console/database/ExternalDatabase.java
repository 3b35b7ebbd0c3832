package io.quickbooking.console.database;

import io.quickbooking.console.startup.StartupException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody else's PostgreSQL, which we can reach and which is new enough. */
public record ExternalDatabase(DatabaseUrl url) implements Database {
    private static final Logger log = LoggerFactory.getLogger(ExternalDatabase.class);
    private static final int OLDEST_VERSION = 15;

    /**
     * Connects once, so that a wrong address or password is told at the start and by its reason.
     *
     * @throws StartupException when there is no connection within some 10 seconds, or the server is older than 15
     */
    public static ExternalDatabase at(DatabaseUrl url) {
        try (Connection connection = url.dataSource().getConnection()) {
            requireSupported(url, connection.getMetaData().getDatabaseMajorVersion());
            if (url.pgBouncer()) {
                warnOfEndlessWaits(connection);
            }
        } catch (SQLException e) {
            throw new StartupException("cannot connect to " + url + ": " + reason(e), "Check DATABASE_URL", e);
        }
        return new ExternalDatabase(url);
    }

    private static void warnOfEndlessWaits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet endless = statement.executeQuery("""
                        SELECT string_agg(name, ', ')
                        FROM pg_settings
                        WHERE name IN ('idle_in_transaction_session_timeout', 'lock_timeout')
                          AND setting = '0'
                        """)) {
            if (endless.next() && endless.getString(1) != null) {
                log.warn(
                        "Nobody has set {} for connections of PgBouncer: what a vanished node has locked stays locked."
                                + " Set connect_query in pgbouncer.ini, see docs/operations.md",
                        endless.getString(1));
            }
        }
    }

    static void requireSupported(DatabaseUrl url, int majorVersion) {
        if (majorVersion < OLDEST_VERSION) {
            throw new StartupException(
                    url + " is PostgreSQL " + majorVersion,
                    "Set DATABASE_URL to a server of version " + OLDEST_VERSION + " or newer");
        }
    }

    private static String reason(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "there is no such host";
            }
            if (cause instanceof ConnectException) {
                return "nothing answers on that port";
            }
            if (cause instanceof SocketTimeoutException) {
                return "no answer in time";
            }
        }
        return failure.getMessage();
    }

    @Override
    public String description() {
        return url.toString();
    }

    @Override
    public void close() {
        // It was there before us.
    }
}
