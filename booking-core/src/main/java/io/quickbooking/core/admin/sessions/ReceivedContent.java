package io.quickbooking.core.admin.sessions;

import io.quickbooking.core.inbox.ReceivedText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Extracts the readable text of a customer's message. */
final class ReceivedContent {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** JSON pointers to the text that the customer sees in their own message. */
    private static final List<String> PLACES = List.of(
            "/message/interactive/button_reply/title",
            "/message/interactive/list_reply/title",
            "/message/button/text",
            "/message/text/body",
            "/message/reaction/emoji",
            "/message/image/caption",
            "/message/video/caption",
            "/message/document/caption");

    private ReceivedContent() {}

    /** Returns the text; null if there is none. */
    static @Nullable String of(String payload) {
        JsonNode message;
        try {
            message = JSON.readTree(payload);
        } catch (JacksonException e) {
            return null;
        }
        return PLACES.stream()
                .map(message::at)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(ReceivedText::readable)
                .orElse(null);
    }
}
