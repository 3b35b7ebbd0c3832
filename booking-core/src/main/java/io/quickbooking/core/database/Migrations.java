package io.quickbooking.core.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Brings the tables of a {@link MigrationSet} to this version. */
public final class Migrations {
    private static final String BASELINE = "0";

    /** The first migration of the development versions, whose schema was re-cut before the first release. */
    private static final String BEFORE_THE_CUT = "V001__schema.sql";

    /** Of a table, index or sequence; of a type, trigger or constraint; of a function. */
    private static final Set<String> NAME_IS_TAKEN = Set.of("42P07", "42710", "42723");

    /** Until the transaction ends, which is all that a pooler in transaction mode can keep. */
    private static final String ONE_AT_A_TIME =
            "SELECT pg_advisory_xact_lock(hashtext('quick-booking'), hashtext('migrations'))";

    private Migrations() {}

    /**
     * Applies what is missing; does nothing when nothing is. Safe to run from several nodes at once. Takes three connections
     * at a time.
     *
     * @throws UnfitDatabaseException when texts in all languages cannot be kept there, a publisher still writes to the tables, or
     *     a development version made them; nothing has been changed then
     * @throws UnsuitableHostException when a table of the application has a name of ours; a schema in which nothing could be
     *     made is left as it was
     * @throws org.flywaydb.core.api.FlywayException when a migration fails or was edited after it had been applied
     */
    public static void apply(DataSource dataSource, MigrationSet set) {
        String history = set.historyTable();
        DataSource patient = new PatientConnections(dataSource);
        // Flyway makes its table and writes the first line in two steps, and its own lock covers neither.
        try (Connection turn = patient.getConnection();
                Statement statement = turn.createStatement()) {
            turn.setNetworkTimeout(Runnable::run, 0);
            turn.setAutoCommit(false);
            requireUtf8(statement);
            requireNoPublisher(statement);
            statement.execute(ONE_AT_A_TIME);
            if (holds(statement, "to_regclass('" + history + "') IS NOT NULL")
                    && holds(statement, "NOT EXISTS (SELECT FROM " + history + ")")) {
                // Of a node that was killed between the two.
                statement.execute("DROP TABLE " + history);
                turn.commit();
                turn.setAutoCommit(false);
                statement.execute(ONE_AT_A_TIME);
            }
            requireThisCut(statement, history);
            boolean isNew = holds(statement, "to_regclass('" + history + "') IS NULL");
            try {
                migrate(patient, set, isNew);
            } catch (FlywayException failure) {
                if (isNew) {
                    removeEmptyHistory(statement, history);
                }
                turn.commit();
                throw explained(failure);
            }
            turn.commit();
        } catch (SQLException failure) {
            throw new FlywayException("The turn to migrate cannot be had", failure);
        }
    }

    private static void requireUtf8(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW server_encoding")) {
            row.next();
            String encoding = row.getString(1);
            if (!encoding.equals("UTF8")) {
                throw new UnfitDatabaseException(
                        "the database's server_encoding is '" + encoding + "', but must be UTF8",
                        "Create the database with ENCODING 'UTF8' TEMPLATE template0");
            }
        }
    }

    /** What both write would collide here, and end the replication: what the publisher takes in after that is missing. */
    private static void requireNoPublisher(Statement statement) throws SQLException {
        List<String> subscriptions = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(Identities.SUBSCRIPTIONS)) {
            while (rows.next()) {
                subscriptions.add(rows.getString("name"));
            }
        }
        if (!subscriptions.isEmpty()) {
            throw new UnfitDatabaseException(
                    "the tables are still written to by the subscription " + String.join(", ", subscriptions),
                    "Stop the nodes at the publisher, let it catch up, then ALTER SUBSCRIPTION "
                            + subscriptions.get(0)
                            + " DISABLE; see docs/operations.md");
        }
    }

    /** The tables of a development version have other migrations behind them, which no longer exist. */
    private static void requireThisCut(Statement statement, String history) throws SQLException {
        if (holds(statement, "to_regclass('" + history + "') IS NOT NULL")
                && holds(statement, "EXISTS (SELECT FROM " + history + " WHERE script = '" + BEFORE_THE_CUT + "')")) {
            throw new UnfitDatabaseException(
                    "a development version made the database's tables, and the schema was re-cut before the first release",
                    "Start with a new database, or delete the data directory (./data) of the embedded one; to keep the"
                            + " catalogue, export it first with the version that made the tables");
        }
    }

    private static void migrate(DataSource dataSource, MigrationSet set, boolean isNew) {
        Flyway.configure()
                .dataSource(dataSource)
                .table(set.historyTable())
                .locations(set.location())
                .sqlMigrationPrefix("V")
                .sqlMigrationSeparator("__")
                // The schema may hold a host's tables already; version 0 lets ours begin at 1.
                .baselineOnMigrate(true)
                .baselineVersion(BASELINE)
                // All or nothing: a name of the last migration may be taken. Later ones lock their tables one by one.
                .group(isNew)
                .callbacks(new Patience())
                .load()
                .migrate();
    }

    /** Leaves a schema in which nothing was made as it was. */
    private static void removeEmptyHistory(Statement statement, String history) throws SQLException {
        // By reading a table: a session that has been told that there is none believes so until it locks one.
        if (holds(
                        statement,
                        "EXISTS (SELECT FROM pg_class WHERE relname = '" + history + "' AND pg_table_is_visible(oid))")
                && holds(statement, "NOT EXISTS (SELECT FROM " + history + " WHERE version <> '" + BASELINE + "')")) {
            statement.execute("DROP TABLE " + history);
        }
    }

    private static RuntimeException explained(FlywayException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal
                    && NAME_IS_TAKEN.contains(String.valueOf(refusal.getSQLState()))) {
                return new UnsuitableHostException(
                        "the schema has something of the same name as the library needs: "
                                + TransientFailure.reason(refusal)
                                + "; give the library a schema of its own, by a data source whose URL has"
                                + " currentSchema=booking (docs/embedding.md, section 5)",
                        failure);
            }
        }
        return failure;
    }

    private static boolean holds(Statement statement, String condition) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT " + condition)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** The pool's connections give up after a minute without an answer; an index of a large table may take longer. */
    private static final class Patience implements Callback {
        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                context.getConnection().setNetworkTimeout(Runnable::run, 0);
            } catch (SQLException e) {
                throw new FlywayException(e);
            }
        }

        @Override
        public String getCallbackName() {
            return "patience";
        }
    }
}
