package io.quickbooking.core.webhook;

import io.quickbooking.core.webhook.WebhookPayload.Unhandled;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which of our numbers events came to, and when: what the messages and statuses of one change have in common. */
record Receipt(String phoneNumberId, JsonNode metadata, Instant receivedAt) {
    private static final int MAX_ID = 512;

    static Receipt of(String phoneNumberId, JsonNode value, Instant receivedAt) {
        return new Receipt(phoneNumberId, Json.repeatable(value.path("metadata")), receivedAt);
    }

    /** WhatsApp's id of a message; null if there is none that could be stored. */
    static @Nullable String messageId(JsonNode event) {
        String id = Json.text(event, "id");
        return id != null && id.length() <= MAX_ID ? id : null;
    }

    /** When it happened by WhatsApp's clock, whose events can come days late; never later than we received it. */
    Instant timeOf(JsonNode event) {
        long seconds = event.path("timestamp").asLong(-1);
        return seconds < 0 || seconds > receivedAt.getEpochSecond() ? receivedAt : Instant.ofEpochSecond(seconds);
    }

    /** The beginning of what is kept of an event. */
    ObjectNode payload() {
        ObjectNode payload = Json.object();
        payload.set("metadata", metadata);
        return payload;
    }

    Unhandled unhandled(String reason, ObjectNode payload) {
        return Unhandled.of(reason, payload, phoneNumberId);
    }
}
