package io.quickbooking.core.history;

import io.quickbooking.core.admin.bookings.BookingActs;
import io.quickbooking.core.admin.bookings.StaffBookings;
import io.quickbooking.core.admin.messages.MessageDesk;
import io.quickbooking.core.admin.settings.CatalogDesk;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.catalog.CatalogExport;
import io.quickbooking.core.catalog.CatalogImport;
import io.quickbooking.core.conversation.HoldSweep;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.UnsteadyDataSource;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.ibatis.plugin.Interceptor;

/** Two nodes on one database, each of which may be replaced by a new one that remembers nothing. */
final class Nodes {
    static final int COUNT = 2;

    final TestDatabase database;
    final SettableClock clock = SettableClock.at("2026-06-02T12:00:00Z");
    final UnsteadyDataSource connections;
    private final Interceptor[] interceptors;
    private final AtomicReferenceArray<Node> nodes = new AtomicReferenceArray<>(COUNT);

    /** @param interceptors see every statement */
    Nodes(TestDatabase database, Interceptor... interceptors) {
        this.database = database;
        this.interceptors = interceptors;
        connections = new UnsteadyDataSource(database.dataSource());
        for (int i = 0; i < COUNT; i++) {
            restart(i);
        }
    }

    Node node(int number) {
        return nodes.get(number);
    }

    void restart(int number) {
        nodes.set(number, new Node());
    }

    /** What customers and staff reach. */
    final class Node {
        final TestCore core = new TestCore(connections, clock, interceptors);
        final BookingActs acts;
        final StaffBookings staff;
        final CatalogDesk catalog;
        final MessageDesk messages;
        final HoldSweep sweep = new HoldSweep(core.bookings, core.transactions, core.signals);

        private Node() {
            Mappers mappers = new Mappers(connections, interceptors);
            AuditLog audit = new AuditLog(mappers, core.transactions, clock);
            InteractiveMessageBuilder texts = new InteractiveMessageBuilder(clock);
            acts = new BookingActs(
                    mappers,
                    core.transactions,
                    core.bookings,
                    core.catalog,
                    core.availability,
                    audit,
                    texts,
                    core.outbox,
                    core.signals,
                    clock);
            staff = new StaffBookings(
                    mappers,
                    core.transactions,
                    core.bookings,
                    core.catalog,
                    core.availability,
                    audit,
                    texts,
                    core.outbox,
                    core.signals,
                    clock);
            catalog = new CatalogDesk(
                    mappers,
                    core.transactions,
                    core.catalog,
                    new CatalogImport(core.transactions, mappers, core.signals, clock),
                    new CatalogExport(core.transactions, mappers),
                    core.availability,
                    core.bookings,
                    texts,
                    core.outbox,
                    audit,
                    core.signals,
                    clock);
            messages = new MessageDesk(mappers, core.transactions, core.outbox, core.inbox, audit, core.signals, clock);
        }
    }
}
