package io.quickbooking.core.webhook;

import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.inbox.ReceivedText;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the messages that customers sent to one business number. */
record MessageReader(Envelope envelope, Contacts contacts) {
    private static final int MAX_KIND = 30;
    private static final int MAX_BUTTON_ID = 256;
    private static final String GROUP = "group";
    private static final String UNKNOWN = "unknown";
    private static final Set<String> INTERACTIVE_TAPS = Set.of("button_reply", "list_reply");

    void read(JsonNode message, PayloadBuilder builder) {
        Contacts.Sender sender = contacts.senderOf(message);
        ObjectNode payload = envelope.payload();
        payload.set("contact", sender.contact());
        payload.set("message", message);

        String id = Envelope.messageId(message);
        if (id == null) {
            builder.add(envelope.unhandled("message without a usable id", payload));
            return;
        }
        IdentityChanges.ofSystemMessage(envelope, message, sender.identity()).ifPresent(builder::add);
        String buttonId = buttonId(message);
        builder.add(new InboundMessage(
                envelope.phoneNumberId(),
                id,
                sender.identity(),
                sender.profileName(),
                buttonId != null ? InboundMessage.TAP : kind(message),
                buttonId,
                envelope.timeOf(message),
                Json.compact(payload)));
    }

    private static @Nullable String buttonId(JsonNode message) {
        String type = Json.text(message, "type");
        if (type == null || isOfGroup(message)) {
            return null;
        }
        String id = switch (type) {
            case "interactive" -> interactiveId(message.path("interactive"));
            case "button" -> quickReplyId(message.path("button"));
            default -> null;
        };
        return id == null ? null : ReceivedText.cut(id, MAX_BUTTON_ID);
    }

    private static @Nullable String interactiveId(JsonNode interactive) {
        String type = Json.text(interactive, "type");
        return type != null && INTERACTIVE_TAPS.contains(type) ? Json.text(interactive.path(type), "id") : null;
    }

    /** Returns the payload with which a template's quick reply was sent, or else its label. */
    private static @Nullable String quickReplyId(JsonNode button) {
        String payload = Json.text(button, "payload");
        return payload != null ? payload : Json.text(button, "text");
    }

    private static String kind(JsonNode message) {
        if (isOfGroup(message)) {
            return GROUP;
        }
        String type = Json.text(message, "type");
        // A type "tap" of WhatsApp's own would not be what this product means by it.
        return type == null || type.equals(InboundMessage.TAP) ? UNKNOWN : ReceivedText.cut(type, MAX_KIND);
    }

    private static boolean isOfGroup(JsonNode message) {
        return message.hasNonNull("group_id");
    }
}
