package io.quickbooking.testing;

import java.util.List;
import java.util.Locale;

/** Looks for a text in every column of every table, also in those that are added later. */
public final class EveryColumn {
    private EveryColumn() {}

    /** Where it stands, as {@code table.column}; in any case of letters. */
    public static List<String> with(TestDatabase database, String text) {
        return database
                .jdbc()
                .sql("""
                        SELECT table_name, column_name
                        FROM information_schema.columns
                        JOIN information_schema.tables USING (table_schema, table_name)
                        WHERE table_schema = current_schema()
                          AND table_type = 'BASE TABLE'
                          AND data_type NOT IN ('uuid', 'boolean', 'timestamp with time zone', 'date')
                        """)
                .query((row, number) -> new String[] {row.getString(1), row.getString(2)})
                .list()
                .stream()
                .filter(column -> database.jdbc()
                        .sql("SELECT EXISTS (SELECT 1 FROM \"" + column[0] + "\" WHERE strpos(lower(CAST(\"" + column[1]
                                + "\" AS text)), ?) > 0)")
                        .param(text.toLowerCase(Locale.ROOT))
                        .query(Boolean.class)
                        .single())
                .map(column -> column[0] + "." + column[1])
                .toList();
    }
}
