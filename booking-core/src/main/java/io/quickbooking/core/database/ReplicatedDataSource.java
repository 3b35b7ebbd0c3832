package io.quickbooking.core.database;

import java.sql.Connection;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * A database and its copy, which follows it by streaming replication. Read-only transactions get connections to the copy,
 * all others to the database itself; of the library's only those are read-only whose answer the {@link Replica} is known
 * to have.
 */
public final class ReplicatedDataSource extends LazyConnectionDataSourceProxy implements AutoCloseable {
    private final Replica replica;

    /** Closes both with itself, if they can be closed. The copy need not be there yet. */
    public ReplicatedDataSource(DataSource database, DataSource copy, InstantSource clock) {
        this(database, copy, ReplicaSettings.DEFAULT, clock);
    }

    ReplicatedDataSource(DataSource database, DataSource copy, ReplicaSettings settings, InstantSource clock) {
        // Told, so that nothing is asked of the database for it.
        setDefaultAutoCommit(true);
        setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        setTargetDataSource(database);
        setReadOnlyDataSource(copy);
        replica = new Replica(database, copy, this, settings, clock);
    }

    public Replica replica() {
        return replica;
    }

    @Override
    public void close() throws Exception {
        replica.close();
        if (replica.copy() instanceof AutoCloseable pool) {
            pool.close();
        }
        if (obtainTargetDataSource() instanceof AutoCloseable pool) {
            pool.close();
        }
    }
}
