package io.quickbooking.core.outbound;

import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Records as one parameter of a statement, for {@code jsonb_to_recordset}: a batch of any size is the same SQL. */
final class JsonRows {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private JsonRows() {}

    static String of(List<? extends Record> rows) {
        return JSON.writeValueAsString(rows);
    }
}
