package io.quickbooking.core.webhook;

import io.quickbooking.core.inbox.ReceivedText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** How bodies are read and their parts are written: whatever is missing or of another type is simply not there. */
final class Json {
    private static final int MAX_REPEATED = 2000;

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonMapper CANONICAL =
            MAPPER.rebuild().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private Json() {}

    static JsonNode read(byte[] body) {
        return MAPPER.readTree(body);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A printable string or whole number that is not blank; null: there is none. */
    static @Nullable String text(JsonNode node, String property) {
        JsonNode value = node.path(property);
        if (!value.isString() && !value.isIntegralNumber()) {
            return null;
        }
        String text = ReceivedText.printable(value.asString());
        return text.isBlank() ? null : text;
    }

    /** What an array holds; nothing if it is none. */
    static Iterable<JsonNode> elements(JsonNode array) {
        return array.isArray() ? array : List.of();
    }

    static String compact(JsonNode node) {
        return ReceivedText.storable(MAPPER.writeValueAsString(node));
    }

    /** The same text for the same content, in whatever order the properties came. */
    static String canonical(JsonNode node) {
        return CANONICAL.writeValueAsString(node);
    }

    /**
     * A part that is kept with each of its neighbours; null if it is large, because a body with one large part and
     * thousands of small neighbours would be kept a thousandfold.
     */
    static JsonNode repeatable(JsonNode node) {
        boolean small = !node.isMissingNode() && MAPPER.writeValueAsString(node).length() <= MAX_REPEATED;
        return small ? node : NullNode.getInstance();
    }
}
