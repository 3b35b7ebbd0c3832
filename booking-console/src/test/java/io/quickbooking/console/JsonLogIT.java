package io.quickbooking.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the packaged application writes with {@code LOG_FORMAT=json}.
 *
 * <p>Seen to fail without {@code LogFormat}: the first line is no JSON.
 */
class JsonLogIT {
    private static final String APP_SECRET = "fictional-app-secret";

    @TempDir
    private Path folder;

    @Test
    void each_line_is_json_and_a_booking_names_its_tap() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                JarProcess console = JarProcess.in(folder)
                        .with("DATABASE_URL", database.databaseUrl())
                        .with("BOOKING_DEMO", "true")
                        .with("WHATSAPP_APP_SECRET", APP_SECRET)
                        .with("LOG_FORMAT", "json")
                        .withPassword()
                        .start()
                        .untilReady()) {
            ConsoleClient client = console.client("fictional-password", APP_SECRET);
            String slot = client.getAsAdmin("/api/v1/slots?salon=aurora&limit=1")
                    .json()
                    .at("/slots/0/buttonId")
                    .stringValue();
            String confirm = client.tap("+" + WebhookBodies.ANA, slot).button(0);
            assertThat(client.deliver(WebhookBodies.batch(WebhookBodies.tap(confirm)))
                            .status())
                    .isEqualTo(200);
            assertThat(client.deliver(new byte[0], "sha256=00").status()).isEqualTo(403);
            console.stop();

            List<JsonNode> lines =
                    console.lines().stream().map(JsonMapper.shared()::readTree).toList();
            JsonNode booked = lines.stream()
                    .filter(line -> line.path("message").asString().startsWith("Booked BK"))
                    .findFirst()
                    .orElseThrow();
            assertThat(booked.path("message").stringValue())
                    .isEqualTo("Booked " + booked.path("booking").stringValue());
            assertThat(booked.path("wamid").asString()).isNotEmpty();
            assertThat(booked.at("/log/level").stringValue()).isEqualTo("INFO");
            assertThat(console.output()).contains("Refused a webhook").doesNotContain(WebhookBodies.ANA);
        }
    }
}
