package io.quickbooking.console.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.console.faults.Patron.Delivery;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.TcpProxy;
import io.quickbooking.testing.TcpProxy.Fault;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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

    private final TestDatabase database = TestDatabase.create();
    private final GraphApiStandIn graph = GraphApiStandIn.start();
    private final TcpProxy proxy = TcpProxy.to(graph.url().getPort());
    private final RunningConsole console = RunningConsole.on(
            database,
            Map.of(
                    "booking.whatsapp.access-token",
                    "fictional-token",
                    "booking.whatsapp.graph-url",
                    "http://127.0.0.1:" + proxy.port()));

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
        for (Delivery delivery : Race.of(confirmations)) {
            assertThat(delivery.status()).isEqualTo(200);
            // Many times what fifty at once take, and half of what the Graph API's silence lasts.
            assertThat(delivery.took()).isLessThan(Patron.PATIENCE.dividedBy(2));
        }

        await().atMost(Duration.ofSeconds(60))
                .until(() -> database.count("outbound_messages WHERE state = 'SENT'") == 2 * PATRONS);
        patrons.forEach(patron -> patron.hasWhatTheyWereTold(graph));
    }
}
