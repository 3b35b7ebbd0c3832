package io.quickbooking.console.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.live.LivePage;
import io.quickbooking.console.testing.ConsoleClient;
import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.testing.RedisServer;
import io.quickbooking.testing.WebhookBodies;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes behind a real nginx with the settings of docs/deploy, and each of them ended and started again while customers
 * book.
 *
 * <p>Seen to fail with: no next upstream for webhooks; logins in the memory of a node.
 */
class RollingRestartIT {
    private static final String PASSWORD = "fictional-password";
    private static final int CUSTOMERS = 12;
    private static final int MEGABYTE = 1024 * 1024;

    @Test
    void no_tap_fails_and_no_message_is_lost(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
            throws Exception {
        Path catalogue = Files.writeString(directory.resolve("catalog.yaml"), Slots.CATALOGUE);
        try (RedisServer redis = RedisServer.start();
                DatabaseServer database = DatabaseServer.startIn(directory, "on");
                WhatsApp whatsApp = WhatsApp.start();
                Node first = Node.start(directory, "first", environment(database, redis, whatsApp, catalogue));
                Node second = Node.start(directory, "second", environment(database, redis, whatsApp, catalogue));
                Nginx nginx = Nginx.before(List.of(first, second), directory)) {
            List<Node> nodes = List.of(first, second);
            nodes.forEach(node -> node.awaitReady(1));
            whatsApp.deliverTo(List.of(nginx.address()));
            whatIsInFrontKeepsOutAndLetsThrough(nginx.address(), whatsApp);

            Traffic traffic = new Traffic(whatsApp, CUSTOMERS, CUSTOMERS / 2);
            Onlooker onlooker = new Onlooker(nginx.address());
            awaitMessages(whatsApp, 30);
            for (Node node : nodes) {
                node.restart();
                traffic.killed();
                awaitMessages(whatsApp, 30);
            }
            traffic.finish(Duration.ofMinutes(2));
            assertThat(onlooker.finish()).as("pages that were not shown").isEmpty();

            assertThat(whatsApp.refused())
                    .as("deliveries not answered with 200")
                    .isZero();
            Findings findings = new Findings(database.jdbcWithoutIndexes(), whatsApp, traffic.customers());
            findings.drain(Duration.ofSeconds(70));
            assertThat(findings.all()).isEmpty();
            assertThat(traffic.customers().stream()
                            .mapToInt(customer -> customer.booked().size())
                            .sum())
                    .isGreaterThan(CUSTOMERS);
        }
    }

    private static void whatIsInFrontKeepsOutAndLetsThrough(URI front, WhatsApp whatsApp) throws Exception {
        ConsoleClient client = new ConsoleClient(front.toString(), PASSWORD, WhatsApp.APP_SECRET);
        assertThat(client.getAsAdmin("/actuator/prometheus").status()).isEqualTo(404);
        assertThat(client.get("/actuator/health").status()).isEqualTo(404);
        assertThat(post(front, new byte[3 * MEGABYTE])).as("no signature").isEqualTo(403);
        assertThat(post(front, new byte[5 * MEGABYTE])).isEqualTo(413);
        assertThat(ConsoleSession.of(client, "admin", PASSWORD)
                        .get("/admin/sessions?salon=crash")
                        .status())
                .isEqualTo(200);
        try (LivePage.Stream page = LivePage.of(front.toString(), "admin").open("/admin/live?salon=crash")) {
            whatsApp.deliver(WebhookBodies.text("hello")
                    .from("15550109999")
                    .wamid("wamid.FRONT.1")
                    .bytes());
            String event = page.next().name();
            while (event.equals("hb")) {
                event = page.next().name();
            }
            assertThat(event).isEqualTo("changed");
        }
    }

    /** Somebody who has signed in once and looks at a page all the time. */
    private static final class Onlooker {
        private final SignedInClient client;
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private final AtomicInteger seen = new AtomicInteger();
        private final Thread thread = new Thread(this::look, "onlooker");
        private volatile boolean finished;

        Onlooker(URI front) {
            client = SignedInClient.of(
                    new ConsoleClient(front.toString(), PASSWORD, WhatsApp.APP_SECRET), "admin", PASSWORD);
            thread.start();
        }

        private void look() {
            while (!finished) {
                SignedInClient.Page page = client.get("/admin/sessions?salon=crash");
                if (page.status() != 200) {
                    failures.add(page.status() + " " + page.location());
                }
                seen.incrementAndGet();
                Pause.millis(50);
            }
        }

        List<String> finish() throws InterruptedException {
            finished = true;
            thread.join(Duration.ofSeconds(40).toMillis());
            assertThat(seen.get()).as("pages seen").isGreaterThan(20);
            return failures;
        }
    }

    private static int post(URI front, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(front.resolve("/webhooks/whatsapp"))
                .timeout(Duration.ofSeconds(20))
                .header("X-Hub-Signature-256", "sha256=" + "0".repeat(64))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
                .statusCode();
    }

    private static void awaitMessages(WhatsApp whatsApp, int more) {
        long enough = whatsApp.sentSoFar() + more;
        Awaitility.await("messages").atMost(Duration.ofMinutes(1)).until(() -> whatsApp.sentSoFar() >= enough);
    }

    private static Map<String, String> environment(
            DatabaseServer database, RedisServer redis, WhatsApp whatsApp, Path catalogue) {
        return Map.ofEntries(
                Map.entry("DATABASE_URL", database.url()),
                Map.entry("REDIS_URL", redis.url()),
                Map.entry("BOOKING_DEMO", "false"),
                Map.entry("BOOKING_CATALOG", catalogue.toString()),
                Map.entry("CONSOLE_ADMIN_PASSWORD", PASSWORD),
                // Longer than nginx leaves the node alone that has just come back, or both would be out for it at once.
                Map.entry("SHUTDOWN_DELAY_MS", "4000"),
                Map.entry("WHATSAPP_APP_SECRET", WhatsApp.APP_SECRET),
                Map.entry("WHATSAPP_ACCESS_TOKEN", "fictional-token"),
                Map.entry("WHATSAPP_GRAPH_URL", whatsApp.graphUrl().toString()));
    }
}
