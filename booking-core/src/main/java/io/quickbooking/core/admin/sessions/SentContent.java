package io.quickbooking.core.admin.sessions;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sent message as its customer reads it: the text and its buttons. Parsing is as lenient as possible, because the message was
 * sent, whatever the limits are now.
 */
public record SentContent(String body, List<Button> buttons) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public SentContent {
        buttons = List.copyOf(buttons);
    }

    /** A reply button, or a row of a list. */
    public record Button(String id, String title) {}

    /** Parses a payload; null for a kind of message that is not supported. */
    static @Nullable SentContent of(String payload) {
        JsonNode message;
        try {
            message = JSON.readTree(payload);
        } catch (JacksonException e) {
            return null;
        }
        if (message.path("type").asString("").equals("text")) {
            return new SentContent(text(message.path("text"), "body"), List.of());
        }
        JsonNode interactive = message.path("interactive");
        if (!interactive.isObject()) {
            return null;
        }
        List<Button> buttons = new ArrayList<>();
        interactive.path("action").path("buttons").forEach(button -> buttons.add(button(button.path("reply"))));
        interactive
                .path("action")
                .path("sections")
                .forEach(section -> section.path("rows").forEach(row -> buttons.add(button(row))));
        return new SentContent(text(interactive.path("body"), "text"), buttons);
    }

    private static Button button(JsonNode json) {
        return new Button(text(json, "id"), text(json, "title"));
    }

    private static String text(JsonNode json, String property) {
        return json.path(property).asString("");
    }
}
