package io.quickbooking.core.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identity columns of the library's tables. Logical replication, and a restore of data alone, insert rows but do not
 * advance the sequences, so the next generated numbers are already taken.
 */
public final class Identities {
    private static final Logger log = LoggerFactory.getLogger(Identities.class);

    /** The library's tables whose primary key {@code id} is an identity column. */
    static final List<String> TABLES = List.of(
            "audit_log",
            "audit_runs",
            "breaks",
            "inbound_messages",
            "outbound_messages",
            "tap_events",
            "unhandled_events",
            "working_hours");

    /** The simulation's table with such a column, which exists only where simulation is switched on. */
    static final String OF_THE_SIMULATION = "simulation_steps";

    /** Selects the names of the library's tables that have a row with the next generated number or a higher one. */
    public static final String BEHIND = """
            SELECT name
            FROM (
              SELECT 'audit_log' AS name, (SELECT max(id) FROM audit_log) AS highest, last_value, is_called
              FROM audit_log_id_seq
              UNION ALL
              SELECT 'audit_runs', (SELECT max(id) FROM audit_runs), last_value, is_called
              FROM audit_runs_id_seq
              UNION ALL
              SELECT 'breaks', (SELECT max(id) FROM breaks), last_value, is_called
              FROM breaks_id_seq
              UNION ALL
              SELECT 'inbound_messages', (SELECT max(id) FROM inbound_messages), last_value, is_called
              FROM inbound_messages_id_seq
              UNION ALL
              SELECT 'outbound_messages', (SELECT max(id) FROM outbound_messages), last_value, is_called
              FROM outbound_messages_id_seq
              UNION ALL
              SELECT 'tap_events', (SELECT max(id) FROM tap_events), last_value, is_called
              FROM tap_events_id_seq
              UNION ALL
              SELECT 'unhandled_events', (SELECT max(id) FROM unhandled_events), last_value, is_called
              FROM unhandled_events_id_seq
              UNION ALL
              SELECT 'working_hours', (SELECT max(id) FROM working_hours), last_value, is_called
              FROM working_hours_id_seq) identity
            WHERE highest >= last_value + CAST(is_called AS int)
            ORDER BY name
            """;

    private static final String SIMULATION_IS_BEHIND = """
            SELECT '%1$s' AS name
            FROM %1$s_id_seq
            WHERE (SELECT max(id) FROM %1$s) >= last_value + CAST(is_called AS int)
            """.formatted(OF_THE_SIMULATION);

    /** Selects the names of subscriptions that write to these tables; no row if there are none. */
    public static final String SUBSCRIPTIONS = """
            SELECT DISTINCT s.subname AS name
            FROM pg_subscription s
            JOIN pg_subscription_rel r ON r.srsubid = s.oid
            WHERE s.subenabled
              AND r.srrelid IN (
                to_regclass('inbound_messages'), to_regclass('outbound_messages'), to_regclass('tap_events'))
            ORDER BY name
            """;

    private final DataSource dataSource;

    public Identities(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Returns whether a row was rejected because its generated number was taken. Raising the identity repairs that. */
    static boolean isCollision(SQLException failure) {
        if (!(failure instanceof PSQLException refusal) || refusal.getServerErrorMessage() == null) {
            return false;
        }
        String constraint = refusal.getServerErrorMessage().getConstraint();
        if (constraint == null || !constraint.endsWith("_pkey")) {
            return false;
        }
        String table = constraint.substring(0, constraint.length() - "_pkey".length());
        return TABLES.contains(table) || table.equals(OF_THE_SIMULATION);
    }

    /** Like {@link #isCollision(SQLException)}, for any failure; searches the causes. */
    static boolean isCollision(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (cause instanceof SQLException sql && isCollision(sql)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Raises the identities that are behind their tables and logs each of them; does not throw. Must be called outside of
     * transactions, because it waits for transactions that are writing to the table.
     */
    public void catchUp() {
        try (Connection connection = dataSource.getConnection()) {
            for (String table : behind(connection)) {
                try {
                    raise(connection, table);
                } catch (SQLException failure) {
                    // The table is busy; the other tables do not wait for it.
                    log.warn(
                            "Identity of {} not raised, its next inserts may fail; attempted again later: {}",
                            table,
                            TransientFailure.reason(failure));
                }
            }
        } catch (SQLException failure) {
            log.warn(
                    "Identities not compared with their tables; attempted again later: {}",
                    TransientFailure.reason(failure));
        }
    }

    private static List<String> behind(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            List<String> behind = names(statement, BEHIND);
            if (!names(
                            statement,
                            "SELECT '" + OF_THE_SIMULATION + "' AS name WHERE to_regclass('" + OF_THE_SIMULATION
                                    + "') IS NOT NULL")
                    .isEmpty()) {
                behind.addAll(names(statement, SIMULATION_IS_BEHIND));
            }
            return behind;
        }
    }

    private static List<String> names(Statement statement, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString("name"));
            }
        }
        return names;
    }

    private static void raise(Connection connection, String table) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '2s'");
            // The lock keeps other transactions from generating numbers, or the sequence might be set back behind them.
            statement.execute("LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE");
            Long highest = raised(statement, table);
            connection.commit();
            if (highest != null) {
                log.warn(
                        "The identity of {} was behind its rows, as logical replication leaves it; raised to {}",
                        table,
                        highest);
            }
        } catch (SQLException failure) {
            connection.rollback();
            throw failure;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** @return null if another node raised it first */
    private static @Nullable Long raised(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT setval('%1$s_id_seq', highest)
                FROM (SELECT max(id) AS highest FROM %1$s) numbers
                CROSS JOIN %1$s_id_seq
                WHERE highest >= last_value + CAST(is_called AS int)
                """.formatted(table))) {
            return row.next() ? row.getLong(1) : null;
        }
    }
}
