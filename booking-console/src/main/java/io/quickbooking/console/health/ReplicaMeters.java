package io.quickbooking.console.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quickbooking.core.database.Replica;
import io.quickbooking.core.database.ReplicatedDataSource;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** How the replica is, of a node that has been given one. */
@Component
final class ReplicaMeters implements MeterBinder {
    private static final String READS = "quickbooking.replica.reads";
    private static final String READS_TEXT = "Reads that a replica may answer, by who did";

    private final DataSource connections;

    ReplicaMeters(DataSource connections) {
        this.connections = connections;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        if (!(connections instanceof ReplicatedDataSource both)) {
            return;
        }
        Replica replica = both.replica();
        Gauge.builder("quickbooking.replica.up", replica, copy -> copy.state().reason() == null ? 1 : 0)
                .description("Whether this node reads from its replica; there is none without DATABASE_REPLICA_URL")
                .register(registry);
        Gauge.builder(
                        "quickbooking.replica.behind",
                        replica,
                        copy -> copy.behind().toMillis() / 1000.0)
                .description("How old what the replica has may be, up to half a second of it by when it was looked at")
                .baseUnit("seconds")
                .register(registry);
        FunctionCounter.builder(READS, replica, Replica::answered)
                .tag("by", "replica")
                .description(READS_TEXT)
                .register(registry);
        FunctionCounter.builder(READS, replica, Replica::passedOver)
                .tag("by", "database")
                .description(READS_TEXT)
                .register(registry);
    }
}
