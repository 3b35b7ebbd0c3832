package io.quickbooking.core.webhook;

import static java.util.stream.Collectors.joining;

import io.quickbooking.core.inbox.ReceivedText;
import io.quickbooking.core.outbound.StatusUpdate;
import io.quickbooking.core.outbound.StatusUpdate.Status;
import io.quickbooking.core.webhook.WebhookPayload.Unhandled;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the statuses of messages that one business number sent. */
record StatusReader(Envelope envelope) {
    private static final int MAX_CALLBACK_DATA = 512;
    private static final int MAX_ERROR = 500;
    private static final Map<String, Status> STATUSES = Map.of(
            "sent", Status.SENT,
            "delivered", Status.DELIVERED,
            "read", Status.READ,
            "played", Status.READ, // a voice message that was listened to
            "failed", Status.FAILED);

    void read(JsonNode event, PayloadBuilder builder) {
        String wamid = Envelope.messageId(event);
        String name = Json.text(event, "status");
        Status status = name == null ? null : STATUSES.get(name);
        if (wamid == null) {
            builder.add(unhandled("status without a usable id", event));
        } else if ("group".equals(Json.text(event, "recipient_type"))) {
            // A status from one member of a group says nothing about a message, and this product does not write to
            // groups.
            builder.add(unhandled("status of a group", event));
        } else if (status == null) {
            builder.add(unhandled(name == null ? "status unnamed" : "status " + name, event));
        } else {
            builder.add(update(wamid, status, event));
        }
    }

    private StatusUpdate update(String wamid, Status status, JsonNode event) {
        boolean failed = status == Status.FAILED;
        JsonNode error = event.path("errors").path(0);
        return new StatusUpdate(
                envelope.phoneNumberId(),
                wamid,
                callbackData(event),
                status,
                envelope.timeOf(event),
                failed ? errorCode(error) : null,
                failed ? errorText(error) : null);
    }

    private static @Nullable String callbackData(JsonNode event) {
        String data = Json.text(event, "biz_opaque_callback_data");
        return data == null ? null : ReceivedText.cut(data, MAX_CALLBACK_DATA);
    }

    private static @Nullable Integer errorCode(JsonNode error) {
        int code = error.path("code").asInt(-1);
        return code < 0 ? null : code;
    }

    /** Returns title and details; older versions of the API have the details directly in the error. */
    private static @Nullable String errorText(JsonNode error) {
        String details = Json.text(error.path("error_data"), "details");
        String text = Stream.of(Json.text(error, "title"), details != null ? details : Json.text(error, "details"))
                .filter(Objects::nonNull)
                .collect(joining(": "));
        return text.isEmpty() ? null : ReceivedText.cut(text, MAX_ERROR);
    }

    private Unhandled unhandled(String reason, JsonNode event) {
        ObjectNode payload = envelope.payload();
        payload.set("status", event);
        return envelope.unhandled(reason, payload);
    }
}
