package io.quickbooking.console.webhook;

import static io.quickbooking.testing.WebhookBodies.signature;
import static io.quickbooking.testing.WebhookBodies.tap;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Seen to fail with: unsigned bodies taken without a secret; every signature right. */
class WebhookSettingsTest {
    private final TestDatabase database = TestDatabase.createEmpty();
    private final byte[] body =
            tap("nonsense").from("15550100123").wamid("wamid.1").bytes();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void without_a_secret_every_webhook_is_refused() {
        try (RunningConsole console = RunningConsole.on(database, Map.of("booking.whatsapp.app-secret", ""))) {
            assertThat(console.deliver(body, "").status()).isEqualTo(403);
            assertThat(console.deliver(body, signature(body, "anything")).status())
                    .isEqualTo(403);
            assertThat(database.count("inbound_messages")).isZero();
            // Nor is there a verify token.
            assertThat(console.get("/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1&hub.verify_token=")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void unsigned_webhooks_can_be_allowed_for_trials() {
        try (RunningConsole console = RunningConsole.on(
                database, Map.of("booking.whatsapp.app-secret", "", "booking.whatsapp.allow-unsigned", "true"))) {
            assertThat(console.deliver(body, "").status()).isEqualTo(200);
            assertThat(database.count("inbound_messages")).isOne();
        }
    }

    @Test
    void while_the_secret_is_rotated_both_are_good() {
        try (RunningConsole console =
                RunningConsole.on(database, Map.of("booking.whatsapp.app-secret", "the-old-secret,the-new-secret"))) {
            assertThat(console.deliver(body, signature(body, "the-old-secret")).status())
                    .isEqualTo(200);
            assertThat(console.deliver(body, signature(body, "the-new-secret")).status())
                    .isEqualTo(200);
            assertThat(console.deliver(body, signature(body, "a-third-secret")).status())
                    .isEqualTo(403);
        }
    }
}
