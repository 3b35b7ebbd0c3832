package io.quickbooking.testing;

import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.conversation.SlotOffers;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.simulation.Races;
import io.quickbooking.core.simulation.SimulationParts;
import io.quickbooking.core.simulation.Simulations;
import javax.sql.DataSource;

/** Simulations and races on a test's core. */
public final class TestSimulation {
    public final Simulations simulations;
    public final Races races;
    public final Signals signals = new Signals();

    public TestSimulation(DataSource dataSource, TestCore core) {
        this(dataSource, core, 10);
    }

    public TestSimulation(DataSource dataSource, TestCore core, int connections) {
        Mappers mappers = new Mappers(dataSource);
        InteractiveMessageBuilder messages = new InteractiveMessageBuilder(core.clock);
        ButtonParserService buttons = new ButtonParserService();
        AuditLog audit = new AuditLog(mappers, core.transactions, core.clock);
        SimulationParts parts = new SimulationParts(
                core.handler,
                core.inbox,
                new Customers(mappers),
                new SlotOffers(core.availability, buttons, messages, core.transactions, core.clock),
                messages,
                core.bookings);
        simulations = new Simulations(
                mappers,
                core.transactions,
                core.catalog,
                core.sessions,
                core.outbox,
                parts,
                audit,
                signals,
                core.clock);
        races = new Races(
                mappers,
                core.transactions,
                core.catalog,
                core.availability,
                buttons,
                parts,
                audit,
                signals,
                connections,
                core.clock);
    }
}
