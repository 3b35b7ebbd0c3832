package io.quickbooking.core.webhook;

import io.quickbooking.core.webhook.WebhookPayload.Unhandled;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The business number that received events, and the time: shared by the messages and statuses of one change. */
record Envelope(String phoneNumberId, JsonNode metadata, Instant receivedAt) {
    private static final int MAX_ID = 512;

    static Envelope of(String phoneNumberId, JsonNode value, Instant receivedAt) {
        return new Envelope(phoneNumberId, Json.repeatable(value.path("metadata")), receivedAt);
    }

    /** Returns WhatsApp's id of a message; null if there is none that can be stored. */
    static @Nullable String messageId(JsonNode event) {
        String id = Json.text(event, "id");
        return id != null && id.length() <= MAX_ID ? id : null;
    }

    /**
     * Returns the time of an event by WhatsApp's clock, whose events can come days late; never later than the receipt.
     */
    Instant timeOf(JsonNode event) {
        long seconds = event.path("timestamp").asLong(-1);
        return seconds < 0 || seconds > receivedAt.getEpochSecond() ? receivedAt : Instant.ofEpochSecond(seconds);
    }

    /** Returns the beginning of the stored form of an event. */
    ObjectNode payload() {
        ObjectNode payload = Json.object();
        payload.set("metadata", metadata);
        return payload;
    }

    Unhandled unhandled(String reason, ObjectNode payload) {
        return Unhandled.of(reason, payload, phoneNumberId);
    }
}
