package io.quickbooking.core.admin.messages;

import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Formats received or sent content for display: indented, with phone numbers masked except for the last four digits, and with
 * direction-changing characters escaped.
 */
public final class MaskedJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int SHOWN = 4;
    private static final String HIDDEN = "•••";
    /** Keys of numbers that are not phone numbers, however long. */
    private static final Set<String> NO_PHONES =
            Set.of("id", "phone_number_id", "display_phone_number", "timestamp", "button_id", "buttonId", "payload");
    /** Keys under which WhatsApp and our own API put phone numbers. */
    private static final Set<String> PHONES =
            Set.of("wa_id", "from", "to", "phone", "recipient_id", "customer", "input", "phone_number");

    private static final Pattern PHONE_IN_TEXT =
            Pattern.compile("\\+\\d[\\d ().-]{5,18}\\d|(?<![\\w.])\\d{10,15}(?!\\w)");
    private static final Pattern ONLY_PHONE = Pattern.compile("\\+?[\\d ().-]{7,25}");
    /** WhatsApp's message ids contain the phone number in Base64. */
    private static final Pattern MESSAGE_ID = Pattern.compile("(wamid\\.)[A-Za-z0-9+/=_-]{20,}([A-Za-z0-9+/=_-]{8})");

    private static final Pattern TURNS_DIRECTION =
            Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private MaskedJson() {}

    /**
     * Returns the text to show.
     *
     * @param json text that is not JSON is returned masked, without formatting
     * @param phone the customer's, masked wherever it occurs; null if unknown
     */
    public static String of(String json, @Nullable String phone) {
        if (json.isBlank()) {
            return "";
        }
        String shown;
        try {
            shown = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(masked(JSON.readTree(json), "", phone));
        } catch (JacksonException e) {
            shown = maskedText(json, phone);
        }
        return TURNS_DIRECTION
                .matcher(shown)
                .replaceAll(
                        turning -> "\\\\u%04X".formatted((int) turning.group().charAt(0)));
    }

    private static JsonNode masked(JsonNode node, String key, @Nullable String phone) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                copy.set(maskedOwn(property.getKey(), phone), masked(property.getValue(), property.getKey(), phone));
            }
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(masked(element, key, phone)));
            return copy;
        }
        if (node.isString() || node.isNumber()) {
            String text = node.asString();
            String shown = masked(text, key, phone);
            return shown.equals(text) ? node : JsonNodeFactory.instance.stringNode(shown);
        }
        return node;
    }

    private static String masked(String text, String key, @Nullable String phone) {
        if (NO_PHONES.contains(key)) {
            return maskedOwn(text, phone);
        }
        return PHONES.contains(key) && ONLY_PHONE.matcher(text).matches() ? hidden(text) : maskedText(text, phone);
    }

    private static String maskedText(String text, @Nullable String phone) {
        return PHONE_IN_TEXT.matcher(maskedOwn(text, phone)).replaceAll((MatchResult found) -> hidden(found.group()));
    }

    private static String maskedOwn(String text, @Nullable String phone) {
        String withoutIds = MESSAGE_ID.matcher(text).replaceAll("$1…$2");
        return phone == null || phone.length() <= SHOWN ? withoutIds : withoutIds.replace(phone, hidden(phone));
    }

    private static String hidden(String phone) {
        String digits = phone.replaceAll("\\D", "");
        return HIDDEN + digits.substring(Math.max(0, digits.length() - SHOWN));
    }
}
