package io.quickbooking.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.outbound.StatusUpdate;
import io.quickbooking.core.webhook.WebhookPayload.Parsed;
import io.quickbooking.core.webhook.WebhookPayload.Unhandled;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a body is, it is read, and what is read fits the database. */
public final class WebhookPayloadFuzz {
    private static final Instant NOW = Instant.parse("2024-10-20T13:00:30Z");
    private static final JsonMapper JSON = JsonMapper.shared();

    private WebhookPayloadFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        read(input);
    }

    static Parsed read(byte[] body) {
        Parsed parsed = WebhookPayload.parse(body, NOW);
        parsed.messages().forEach(WebhookPayloadFuzz::check);
        parsed.statuses().forEach(WebhookPayloadFuzz::check);
        parsed.unhandled().forEach(WebhookPayloadFuzz::check);
        return parsed;
    }

    private static void check(InboundMessage message) {
        fits("message id", message.messageId(), 512);
        fits("kind", message.kind(), 30);
        fits("button id", message.buttonId(), 256);
        fits("profile name", message.profileName(), 100);
        fits("number", message.phoneNumberId(), Integer.MAX_VALUE);
        holds("a tap has a button id", message.kind().equals(InboundMessage.TAP) == (message.buttonId() != null));
        holds("not sent in the future", !message.sentAt().isAfter(NOW));
        CustomerIdentity sender = message.sender();
        if (sender != null) {
            fits("phone", sender.phone(), CustomerIdentity.MAX_PHONE);
            fits("user id", sender.userId(), CustomerIdentity.MAX_USER_ID);
        }
        holds("payload can be stored", isStorable(message.payload()));
        holds("payload is JSON", JSON.readTree(message.payload()).hasNonNull("message"));
    }

    private static void check(StatusUpdate status) {
        fits("wamid", status.wamid(), 512);
        fits("number", status.phoneNumberId(), Integer.MAX_VALUE);
        fits("callback data", status.callbackData(), 512);
        fits("error", status.error(), 500);
        holds("not in the future", !status.at().isAfter(NOW));
    }

    private static void check(Unhandled event) {
        fits("reason", event.reason(), 100);
        holds("payload can be stored", isStorable(event.payload()));
        holds("digest has 32 bytes", event.digest().length == 32);
    }

    private static void fits(String what, @Nullable String text, int max) {
        if (text != null) {
            holds(what + " has 1 to " + max + " characters: " + text, !text.isBlank() && text.length() <= max);
            holds(what + " can be stored: " + text, isStorable(text));
            holds(what + " has no control characters: " + text, text.chars().noneMatch(Character::isISOControl));
        }
    }

    /** As PostgreSQL can store it: valid UTF-8 without NUL. */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
    }

    private static void holds(String what, boolean holds) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
