package io.quickbooking.core.inbox;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Extracts the customer's text from the received message. */
final class WrittenWords {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Opening the chat for the first time counts as a greeting. */
    private static final Set<String> TEXTS = Set.of("text", "request_welcome");

    private WrittenWords() {}

    static boolean isText(String kind) {
        return TEXTS.contains(kind);
    }

    static @Nullable String of(String kind, String payload) {
        if (!isText(kind)) {
            return null;
        }
        try {
            return JSON.readTree(payload).at("/message/text/body").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }
}
