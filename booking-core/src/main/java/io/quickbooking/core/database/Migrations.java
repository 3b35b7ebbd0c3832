package io.quickbooking.core.database;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Brings the library's tables to this version. The history table and the location are the library's own, so that they
 * cannot collide with the migrations of the application around it.
 */
public final class Migrations {
    public static final String HISTORY_TABLE = "quick_booking_schema_history";
    public static final String LOCATION = "classpath:quickbooking/db/migration";

    private Migrations() {}

    /**
     * Applies what is missing; does nothing when nothing is. Safe to run from several nodes at once.
     *
     * @throws org.flywaydb.core.api.FlywayException when a migration fails or was edited after it had been applied
     */
    public static void apply(DataSource dataSource) {
        Flyway.configure()
                .dataSource(new PatientConnections(dataSource))
                .table(HISTORY_TABLE)
                .locations(LOCATION)
                .sqlMigrationPrefix("V")
                .sqlMigrationSeparator("__")
                // The schema may hold a host's tables already; version 0 lets ours begin at 1.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .callbacks(new Patience())
                .load()
                .migrate();
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
