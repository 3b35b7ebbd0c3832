package io.quickbooking.core.outbound;

import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.InteractiveMessage.Button;
import io.quickbooking.core.message.InteractiveMessage.Menu;
import io.quickbooking.core.message.InteractiveMessage.Row;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts the Cloud API's message object without its addressing, as the outbox stores it.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages">Interactive
 *     reply buttons messages</a>
 */
final class MessagePayload {
    private static final JsonMapper JSON = JsonMapper.shared();

    private MessagePayload() {}

    static String of(InteractiveMessage message) {
        ObjectNode payload = JSON.createObjectNode();
        if (message.menu() != null) {
            writeMenu(payload, message.body(), message.menu());
            return JSON.writeValueAsString(payload);
        }
        if (message.buttons().isEmpty()) {
            payload.put("type", "text").putObject("text").put("body", message.body());
            return JSON.writeValueAsString(payload);
        }
        ObjectNode interactive = payload.put("type", "interactive").putObject("interactive");
        interactive.put("type", "button").putObject("body").put("text", message.body());
        ArrayNode buttons = interactive.putObject("action").putArray("buttons");
        for (Button button : message.buttons()) {
            ObjectNode reply = buttons.addObject().put("type", "reply").putObject("reply");
            reply.put("id", button.id()).put("title", button.title());
        }
        return JSON.writeValueAsString(payload);
    }

    private static void writeMenu(ObjectNode payload, String body, Menu menu) {
        ObjectNode interactive = payload.put("type", "interactive").putObject("interactive");
        interactive.put("type", "list").putObject("body").put("text", body);
        ObjectNode action = interactive.putObject("action").put("button", menu.opens());
        ArrayNode rows = action.putArray("sections").addObject().putArray("rows");
        for (Row row : menu.rows()) {
            ObjectNode written = rows.addObject().put("id", row.id()).put("title", row.title());
            if (!row.description().isEmpty()) {
                written.put("description", row.description());
            }
        }
    }

    /** Reads the message; empty for kinds that are neither a text with reply buttons nor a list. */
    static Optional<InteractiveMessage> read(String json) {
        JsonNode payload = JSON.readTree(json);
        JsonNode interactive = payload.path("interactive");
        if (payload.path("type").asString("").equals("text")) {
            return Optional.of(
                    InteractiveMessage.text(payload.path("text").path("body").asString()));
        }
        if (interactive.path("type").asString("").equals("list")) {
            return Optional.of(readMenu(interactive));
        }
        if (!interactive.path("type").asString("").equals("button")) {
            return Optional.empty();
        }
        List<Button> buttons = interactive
                .path("action")
                .path("buttons")
                .valueStream()
                .map(button -> button.path("reply"))
                .map(reply -> new Button(
                        reply.path("id").asString(), reply.path("title").asString()))
                .toList();
        return Optional.of(
                new InteractiveMessage(interactive.path("body").path("text").asString(), buttons));
    }

    private static InteractiveMessage readMenu(JsonNode interactive) {
        JsonNode action = interactive.path("action");
        List<Row> rows = action.path("sections")
                .valueStream()
                .flatMap(section -> section.path("rows").valueStream())
                .map(row -> new Row(
                        row.path("id").asString(),
                        row.path("title").asString(),
                        row.path("description").asString("")))
                .toList();
        return InteractiveMessage.list(
                interactive.path("body").path("text").asString(),
                new Menu(action.path("button").asString(), rows));
    }
}
