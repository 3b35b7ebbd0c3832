package io.quickbooking.console.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON for people. */
final class PrettyJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private PrettyJson() {}

    /** Empty for none. */
    static String of(@Nullable String json) {
        return json == null ? "" : JSON.writeValueAsString(JSON.readTree(json));
    }
}
