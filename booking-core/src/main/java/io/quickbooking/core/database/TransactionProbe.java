package io.quickbooking.core.database;

import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks whether a transaction manager manages the library's database, by the one decisive effect: a rollback discards a
 * transaction, and a commit keeps it.
 */
public final class TransactionProbe {
    private TransactionProbe() {}

    /**
     * Requires a matching transaction manager. Does nothing on a server that is currently a standby, because standbys assign no
     * transaction numbers.
     *
     * @throws UnsuitableHostException if statements would run outside of the manager's transactions
     */
    public static void require(PlatformTransactionManager manager, Mappers mappers) {
        Probes probes = mappers.get(Probes.class);
        String rolledBack = new TransactionTemplate(manager).execute(status -> {
            status.setRollbackOnly();
            return probes.id();
        });
        String committed = new TransactionTemplate(manager).execute(status -> probes.id());
        if (!isEnded("aborted", rolledBack, probes) || !isEnded("committed", committed, probes)) {
            throw new UnsuitableHostException(
                    "the transaction manager (" + manager.getClass().getSimpleName()
                            + ") does not manage the data source that holds the bookings: statements would run without"
                            + " transactions; mark the transaction manager of that data source as @Primary",
                    null);
        }
    }

    private static boolean isEnded(String how, @Nullable String id, Probes probes) {
        return id == null || how.equals(probes.status(id));
    }

    interface Probes {
        @Select("SELECT CASE WHEN NOT pg_is_in_recovery() THEN CAST(pg_current_xact_id() AS text) END")
        @Nullable
        String id();

        @Select("SELECT pg_xact_status(CAST(CAST(#{id} AS text) AS xid8))")
        String status(String id);
    }
}
