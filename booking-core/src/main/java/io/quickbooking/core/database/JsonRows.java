package io.quickbooking.core.database;

import java.util.Collection;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Rows as the JSON array that PostgreSQL's {@code jsonb_to_recordset} takes apart, with columns named as there. */
public final class JsonRows {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private JsonRows() {}

    public static String of(Collection<?> rows) {
        return MAPPER.writeValueAsString(rows);
    }
}
