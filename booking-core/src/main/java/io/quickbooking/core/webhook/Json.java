package io.quickbooking.core.webhook;

import io.quickbooking.core.inbox.ReceivedText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads bodies and writes their parts: a missing value, or one of another type, counts as absent. */
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

    /** Returns a printable string or whole number that is not blank; null: there is none. */
    static @Nullable String text(JsonNode node, String property) {
        JsonNode value = node.path(property);
        if (!value.isString() && !value.isIntegralNumber()) {
            return null;
        }
        String text = ReceivedText.printable(value.asString());
        return text.isBlank() ? null : text;
    }

    /** Returns the elements of an array; none if the node is no array. */
    static Iterable<JsonNode> elements(JsonNode array) {
        return array.isArray() ? array : List.of();
    }

    static String compact(JsonNode node) {
        return ReceivedText.storable(MAPPER.writeValueAsString(node));
    }

    /** Returns the same text for the same content, independent of the order of properties. */
    static String canonical(JsonNode node) {
        return CANONICAL.writeValueAsString(node);
    }

    /**
     * Returns a part that is stored with each of its neighbours; null if it is large, because a body with one large
     * part and thousands of small neighbours would be stored a thousand times.
     */
    static JsonNode repeatable(JsonNode node) {
        boolean small = !node.isMissingNode() && MAPPER.writeValueAsString(node).length() <= MAX_REPEATED;
        return small ? node : NullNode.getInstance();
    }
}
