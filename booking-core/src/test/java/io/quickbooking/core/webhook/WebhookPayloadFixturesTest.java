package io.quickbooking.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.outbound.StatusUpdate;
import io.quickbooking.core.webhook.WebhookPayload.Parsed;
import io.quickbooking.core.webhook.WebhookPayload.Unhandled;
import io.quickbooking.testing.Payloads;
import io.quickbooking.testing.Payloads.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** What is read from every known shape of a body. */
class WebhookPayloadFixturesTest {
    private static final Instant RECEIVED_AT = Instant.parse("2024-10-20T13:00:30Z");

    /** Bodies of the shared folder from which something else is read than their names say. */
    private static final Map<String, String> SHARED_EXCEPTIONS = Map.of(
            "status-read-group-bsuid--restfb", "0 messages, 0 statuses, 1 unhandled",
            "synthetic-batched-two-entries-two-wabas", "2 messages, 1 statuses, 0 unhandled",
            "synthetic-empty-entry", "0 messages, 0 statuses, 0 unhandled",
            "synthetic-null-and-missing-arrays", "0 messages, 0 statuses, 0 unhandled",
            "synthetic-other-object", "0 messages, 0 statuses, 1 unhandled",
            "synthetic-statuses-out-of-order", "0 messages, 3 statuses, 0 unhandled",
            "synthetic-two-contacts-two-senders-in-one-value", "2 messages, 0 statuses, 0 unhandled",
            "synthetic-two-taps-same-button-distinct-wamids", "2 messages, 0 statuses, 0 unhandled");

    @Test
    void every_fixture_reads_as_its_line_in_expected_txt_says() throws IOException {
        List<String> expected = new ClassPathResource("payloads/expected.txt")
                .getContentAsString(UTF_8)
                .lines()
                .toList();

        assertThat(Payloads.all().stream().flatMap(WebhookPayloadFixturesTest::lines))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void every_shared_body_reads_as_its_name_says() {
        List<Payload> shared = Payloads.shared();
        assumeThat(shared).isNotEmpty();

        assertThat(shared)
                .allSatisfy(payload -> assertThat(counts(payload.bytes()))
                        .isEqualTo(SHARED_EXCEPTIONS.getOrDefault(payload.name(), countsByName(payload.name()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"escaped-ascii.body", "raw-utf8.body"})
    void escaped_and_raw_unicode_read_the_same(String file) throws IOException {
        Path body = Payloads.sharedFolder()
                .orElse(Path.of("missing"))
                .resolve("signature-vectors")
                .resolve(file);
        assumeThat(body).isRegularFile();

        assertThat(WebhookPayload.parse(Files.readAllBytes(body), RECEIVED_AT).messages())
                .singleElement()
                .satisfies(message -> assertThat(message.profileName()).isEqualTo("Ana Piñata 😀"))
                .satisfies(message -> assertThat(message.payload()).contains("J'ai mangé des pâtes 🍝"));
    }

    private static String countsByName(String name) {
        if (name.startsWith("status-")) {
            return "0 messages, 1 statuses, 0 unhandled";
        }
        if (name.startsWith("field-") || name.startsWith("outbound-")) {
            return "0 messages, 0 statuses, 1 unhandled";
        }
        return "1 messages, 0 statuses, 0 unhandled";
    }

    private static String counts(byte[] body) {
        Parsed parsed = WebhookPayload.parse(body, RECEIVED_AT);
        return "%d messages, %d statuses, %d unhandled"
                .formatted(
                        parsed.messages().size(),
                        parsed.statuses().size(),
                        parsed.unhandled().size());
    }

    private static Stream<String> lines(Payload payload) {
        Parsed parsed = WebhookPayload.parse(payload.bytes(), RECEIVED_AT);
        List<String> found = Stream.of(
                        parsed.messages().stream().map(WebhookPayloadFixturesTest::line),
                        parsed.statuses().stream().map(WebhookPayloadFixturesTest::line),
                        parsed.unhandled().stream().map(WebhookPayloadFixturesTest::line))
                .flatMap(lines -> lines)
                .toList();
        return (found.isEmpty() ? Stream.of("nothing") : found.stream()).map(line -> payload.name() + " | " + line);
    }

    private static String line(InboundMessage message) {
        return "%s to %s at %s | %s | %s%s"
                .formatted(
                        message.messageId(),
                        message.phoneNumberId(),
                        message.sentAt(),
                        line(message.sender(), message.profileName()),
                        message.kind(),
                        message.buttonId() == null ? "" : " " + message.buttonId());
    }

    private static String line(@Nullable CustomerIdentity sender, @Nullable String profileName) {
        return sender == null
                ? "nobody"
                : "phone %s, user id %s, name %s"
                        .formatted(orNone(sender.phone()), orNone(sender.userId()), orNone(profileName));
    }

    private static String line(StatusUpdate status) {
        return "%s from %s at %s | %s%s%s%s"
                .formatted(
                        status.wamid(),
                        status.phoneNumberId(),
                        status.at(),
                        status.status(),
                        status.callbackData() == null ? "" : " of " + status.callbackData(),
                        status.errorCode() == null ? "" : " " + status.errorCode(),
                        status.error() == null ? "" : " " + status.error());
    }

    private static String line(Unhandled event) {
        return "unhandled of %s | %s".formatted(orNone(event.phoneNumberId()), event.reason());
    }

    private static String orNone(@Nullable String text) {
        return text == null ? "none" : text;
    }
}
