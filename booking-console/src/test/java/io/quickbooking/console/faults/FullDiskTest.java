package io.quickbooking.console.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.console.faults.Patron.Delivery;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SmallDisk;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk with PostgreSQL's tables is full. Where this user may not mount a disk, nothing is tried.
 *
 * <p>Seen to fail without {@code WebhookSafety}: health says that all is well.
 */
class FullDiskTest {
    private static final int PATRONS = 15;

    @Test
    void webhooks_are_refused_while_the_disk_is_full_and_nothing_is_lost(@TempDir Path directory) throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.mountedAt(directory, 24);
        assumeThat(mounted).as("a mounted disk").isPresent();
        try (SmallDisk disk = mounted.orElseThrow();
                TestDatabase database = TestDatabase.create();
                GraphApiStandIn graph = GraphApiStandIn.start();
                RunningConsole console = RunningConsole.on(
                        database,
                        Map.of(
                                "booking.whatsapp.access-token",
                                "fictional-token",
                                "booking.whatsapp.graph-url",
                                graph.url().toString()))) {
            disk.take(database);
            List<Patron> patrons = new ArrayList<>();
            for (int i = 1; i <= PATRONS; i++) {
                patrons.add(Patron.withCard(console, database, i));
            }
            healthSays("UP", console);
            disk.fill();

            List<Patron> refused = new ArrayList<>();
            for (Patron patron : patrons) {
                Delivery delivery = patron.confirm();
                assertThat(delivery.status()).isIn(200, 503);
                assertThat(delivery.safe()).isEqualTo(delivery.status() == 200);
                if (delivery.status() == 503) {
                    refused.add(patron);
                }
            }
            assertThat(refused).as("there is room for a few in what is there").hasSizeBetween(1, PATRONS);
            assertThat(refused.get(refused.size() - 1).confirm().status()).isEqualTo(503);
            healthSays("DOWN", console);

            disk.free();
            for (Patron patron : refused) {
                assertThat(patron.confirm().status()).isEqualTo(200);
            }
            healthSays("UP", console);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> patrons.forEach(patron -> patron.hasWhatTheyWereTold(graph)));
        }
    }

    private static void healthSays(String status, RunningConsole console) {
        Answer health = console.get("/actuator/health");
        assertThat(health.json().at("/status").asString()).isEqualTo(status);
        assertThat(health.json().at("/components/webhooks/status").asString()).isEqualTo(status);
        assertThat(health.status()).isEqualTo(status.equals("UP") ? 200 : 503);
        assertThat(console.get("/actuator/health/readiness").status())
                .as("the node can serve: it is not the node that is full")
                .isEqualTo(200);
    }
}
