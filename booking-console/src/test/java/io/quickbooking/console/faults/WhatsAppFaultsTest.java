package io.quickbooking.console.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.console.faults.Patron.Delivery;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.TcpProxy;
import io.quickbooking.testing.TcpProxy.Fault;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What lies between the application and the Graph API breaks: webhooks do not notice, and messages arrive later.
 *
 * <p>Seen to fail when a message whose outcome is unknown is not tried again: some customers never hear of their booking.
 */
class WhatsAppFaultsTest {
    private static final List<Fault> FAULTS =
            List.of(Fault.SILENT_BEFORE, Fault.SILENT_AFTER, Fault.CUT_BEFORE, Fault.CUT_AFTER);
    /** More than are sent at the same time. */
    private static final int STRUCK = 24;

    private static final int PATRONS = 50;

    /** The threads that have handed a message to the Graph API, or tried to. */
    private final Set<String> senders = ConcurrentHashMap.newKeySet();

    private final TestDatabase database = TestDatabase.create();
    private final GraphApiStandIn graph = GraphApiStandIn.start();
    private final TcpProxy proxy = TcpProxy.to(graph.url().getPort());
    private final RunningConsole console = RunningConsole.on(
            database,
            Map.of(
                    "booking.whatsapp.access-token",
                    "fictional-token",
                    "booking.whatsapp.graph-url",
                    "http://127.0.0.1:" + proxy.port()),
            (bean, name) -> bean instanceof Measures ? new Senders() : bean);

    private final class Senders implements Measures {
        @Override
        public void delivery(Delivery result, Duration took) {
            senders.add(Thread.currentThread().getName());
        }
    }

    @AfterEach
    void close() {
        console.close();
        proxy.close();
        graph.close();
        database.close();
    }

    @Test
    void a_graph_api_that_is_silent_or_breaks_off_slows_no_webhook_and_loses_no_message() {
        List<Patron> patrons = new ArrayList<>();
        for (int i = 1; i <= PATRONS; i++) {
            patrons.add(Patron.withCard(console, database, i));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> database.count("outbound_messages WHERE state = 'SENT'") == PATRONS);
        for (int i = 0; i < STRUCK; i++) {
            proxy.strike("+" + patrons.get(i).phone(), 1, FAULTS.get(i % FAULTS.size()));
        }

        List<Callable<Delivery>> confirmations = new ArrayList<>();
        patrons.forEach(patron -> confirmations.add(patron::confirm));
        assertThat(Race.of(confirmations)).allMatch(delivery -> delivery.status() == 200);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> database.count("outbound_messages WHERE state = 'SENT'") == 2 * PATRONS);
        patrons.forEach(patron -> patron.hasWhatTheyWereTold(graph));
        assertThat(senders)
                .as("no webhook waits for the Graph API")
                .isNotEmpty()
                .allMatch(thread -> thread.startsWith("quick-booking-outbox"));
    }
}
