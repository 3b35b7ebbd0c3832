package io.quickbooking.testing;

import java.util.List;
import java.util.Locale;

/** Looks for a text in every column of every table, also in those that are added later. */
public final class EveryColumn {
    private EveryColumn() {}

    private record Column(String table, String name, String type) {
        boolean has(TestDatabase database, String text) {
            String value =
                    type.equals("bytea") ? "encode(\"" + name + "\", 'escape')" : "CAST(\"" + name + "\" AS text)";
            return database.jdbc()
                    .sql("SELECT EXISTS (SELECT 1 FROM \"" + table + "\" WHERE strpos(lower(" + value + "), ?) > 0)")
                    .param(text.toLowerCase(Locale.ROOT))
                    .query(Boolean.class)
                    .single();
        }

        boolean canSayAnything() {
            return !List.of("smallint", "integer", "bigint").contains(type);
        }

        String path() {
            return table + "." + name;
        }
    }

    /** Where it stands, as {@code table.column}; in any case of letters. */
    public static List<String> with(TestDatabase database, String text) {
        return columns(database).stream()
                .filter(column -> column.has(database, text))
                .map(Column::path)
                .toList();
    }

    /** Those in which words could stand, as {@code table.column}. */
    public static List<String> ofWords(TestDatabase database) {
        return columns(database).stream()
                .filter(Column::canSayAnything)
                .map(Column::path)
                .toList();
    }

    private static List<Column> columns(TestDatabase database) {
        return database.jdbc()
                .sql("""
                        SELECT table_name, column_name, data_type
                        FROM information_schema.columns
                        JOIN information_schema.tables USING (table_schema, table_name)
                        WHERE table_schema = current_schema()
                          AND table_type = 'BASE TABLE'
                          AND table_name NOT LIKE 'quick_booking_%schema_history'
                          AND data_type NOT IN ('uuid', 'boolean', 'timestamp with time zone', 'date')
                        ORDER BY table_name, column_name
                        """)
                .query((row, number) -> new Column(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }
}
