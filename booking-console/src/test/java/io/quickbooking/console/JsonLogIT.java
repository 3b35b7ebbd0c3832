package io.quickbooking.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.console.testing.CollectorStandIn;
import io.quickbooking.console.testing.ConsoleClient;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the packaged application writes with {@code LOG_FORMAT=json}.
 *
 * <p>Seen to fail without {@code LogFormat}: the first line is no JSON; and when a line of the flow, of the staff or of the relay
 * is written outside of its {@code LogContext}.
 */
class JsonLogIT {
    private static final String APP_SECRET = "fictional-app-secret";

    @TempDir
    private Path folder;

    @Test
    void each_line_is_json_and_a_booking_names_its_tap_and_its_trace() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                CollectorStandIn collector = CollectorStandIn.start();
                JarProcess console = JarProcess.in(folder)
                        .with("DATABASE_URL", database.databaseUrl())
                        .with("BOOKING_DEMO", "true")
                        .with("WHATSAPP_APP_SECRET", APP_SECRET)
                        .with("LOG_FORMAT", "json")
                        .with("TRACING", "true")
                        .with("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url())
                        .withPassword()
                        .start()
                        .untilReady()) {
            ConsoleClient client = console.client("fictional-password", APP_SECRET);
            String slot = client.getAsAdmin("/api/v1/slots?salon=aurora&limit=1")
                    .json()
                    .at("/slots/0/buttonId")
                    .stringValue();
            String confirm = client.tap("+" + WebhookBodies.ANA, slot).button(0);
            deliver(client, confirm);
            assertThat(client.deliver(new byte[0], "sha256=00").status()).isEqualTo(403);
            console.stop();

            List<JsonNode> lines =
                    console.lines().stream().map(JsonMapper.shared()::readTree).toList();
            JsonNode booked = line(lines, "Booked BK");
            assertThat(booked.path("message").stringValue())
                    .isEqualTo("Booked " + booked.path("booking").stringValue());
            assertThat(booked.path("wamid").asString()).isNotEmpty();
            assertThat(booked.at("/log/level").stringValue()).isEqualTo("INFO");
            assertThat(console.output()).contains("Refused a webhook").doesNotContain(WebhookBodies.ANA);
            assertThat(collector.spans("tap"))
                    .extracting(CollectorStandIn.Span::traceId)
                    .contains(booked.path("traceId").asString());
        }
    }

    @Test
    void each_line_about_a_booking_or_a_message_names_it() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                GraphApiStandIn graph = GraphApiStandIn.start();
                JarProcess console = JarProcess.in(folder)
                        .with("DATABASE_URL", database.databaseUrl())
                        .with("BOOKING_DEMO", "true")
                        .with("WHATSAPP_APP_SECRET", APP_SECRET)
                        .with("WHATSAPP_ACCESS_TOKEN", "fictional-token")
                        .with("WHATSAPP_GRAPH_URL", graph.url().toString())
                        .with("LOG_FORMAT", "json")
                        .withPassword()
                        .start()
                        .untilReady()) {
            graph.answer("+" + WebhookBodies.ANA, GraphApiStandIn.error(400, 131026, "Not on WhatsApp"));
            ConsoleClient client = console.client("fictional-password", APP_SECRET);
            String slot = client.getAsAdmin("/api/v1/slots?salon=aurora&limit=1")
                    .json()
                    .at("/slots/0/buttonId")
                    .stringValue();
            String confirm = client.tap("+" + WebhookBodies.ANA, slot).button(0);
            deliver(client, confirm);
            String code = database.jdbc()
                    .sql("SELECT booking_code FROM bookings")
                    .query(String.class)
                    .single();
            SignedInClient staff = SignedInClient.of(client, "admin", "fictional-password");
            String page = "/admin/bookings/" + code;
            assertThat(staff.post(page + "/cancel", Map.of("version", "0")).status())
                    .isEqualTo(303);
            assertThat(staff.post(page + "/restore", Map.of("version", "1")).status())
                    .isEqualTo(303);
            deliver(client, "cancel_for_good_" + code);
            graph.await(3, Duration.ofSeconds(30));
            await().untilAsserted(() ->
                    assertThat(console.output()).containsPattern("(?s)Message 1 to .*Message 2 to .*Message 3 to "));
            console.stop();

            List<JsonNode> lines =
                    console.lines().stream().map(JsonMapper.shared()::readTree).toList();
            assertThat(lines)
                    .filteredOn(line -> line.path("message").asString().contains("BK"))
                    .hasSize(4)
                    .allSatisfy(
                            line -> assertThat(line.path("booking").asString()).isEqualTo(code));
            assertThat(line(lines, "Booked").path("wamid").asString()).isNotEmpty();
            assertThat(line(lines, "Cancelled").path("wamid").asString()).isNotEmpty();
            JsonNode card = line(lines, "Message 1 to ");
            JsonNode confirmation = line(lines, "Message 2 to ");
            JsonNode cancellation = line(lines, "Message 3 to ");
            assertThat(card.has("booking")).isFalse();
            assertThat(card.path("wamid").asString()).startsWith("api.");
            assertThat(confirmation.path("booking").asString()).isEqualTo(code);
            assertThat(confirmation.path("wamid"))
                    .isEqualTo(line(lines, "Booked").path("wamid"));
            assertThat(cancellation.path("booking").asString()).isEqualTo(code);
            assertThat(cancellation.path("wamid"))
                    .isEqualTo(line(lines, "Cancelled").path("wamid"));
            assertThat(console.output()).doesNotContain(WebhookBodies.ANA);
        }
    }

    private static void deliver(ConsoleClient client, String buttonId) {
        assertThat(client.deliver(WebhookBodies.batch(WebhookBodies.tap(buttonId)))
                        .status())
                .isEqualTo(200);
    }

    private static JsonNode line(List<JsonNode> lines, String message) {
        return lines.stream()
                .filter(line -> line.path("message").asString().startsWith(message))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line: " + message));
    }
}
