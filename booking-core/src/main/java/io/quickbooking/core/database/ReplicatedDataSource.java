package io.quickbooking.core.database;

import java.sql.Connection;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * A primary database and its replica by streaming replication. Read-only transactions get connections to the replica, all
 * others to the primary; of the library's transactions only those are read-only whose answer the {@link Replica} is known to
 * have.
 */
public final class ReplicatedDataSource extends LazyConnectionDataSourceProxy implements AutoCloseable {
    private final Replica replica;

    /** Closes both data sources when it is closed, if they can be closed. The replica may be down at creation. */
    public ReplicatedDataSource(DataSource database, DataSource copy, InstantSource clock) {
        this(database, copy, ReplicaSettings.DEFAULT, clock);
    }

    ReplicatedDataSource(DataSource database, DataSource copy, ReplicaSettings settings, InstantSource clock) {
        // Both defaults are set explicitly; otherwise each connection would ask the database for them.
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
