package io.quickbooking.core.database;

import java.util.Collection;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Encodes rows as a JSON array for PostgreSQL's {@code jsonb_to_recordset}, with the column names used there. */
public final class JsonRows {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private JsonRows() {}

    public static String of(Collection<?> rows) {
        return MAPPER.writeValueAsString(rows);
    }
}
