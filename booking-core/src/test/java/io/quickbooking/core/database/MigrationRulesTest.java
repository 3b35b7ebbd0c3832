package io.quickbooking.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While a new version comes in, nodes of the one before work on its tables for a while. What they might not live with has to be
 * argued for, by a comment that begins with "The version before".
 */
class MigrationRulesTest {
    /** Those up to it came before anybody ran two nodes. */
    private static final int BEFORE = 17;

    private static final Path MIGRATIONS = Path.of("../db/migration");
    private static final Pattern TAKES_AWAY = Pattern.compile(
            "\\b(drop\\s+(table|column|constraint)|rename\\s+|alter\\s+column\\s+\\w+\\s+(set\\s+data\\s+)?type|set\\s+not\\s+null"
                    + "|truncate|add\\s+column\\s+\\w+\\s+(?![^,;]*default)[^,;]*not\\s+null)");
    private static final Pattern ARGUED = Pattern.compile("--\\s*the version before");

    static Stream<Path> migrations() throws IOException {
        return Files.list(MIGRATIONS)
                .filter(file -> Integer.parseInt(file.getFileName().toString().substring(1, 4)) > BEFORE);
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void the_version_before_can_live_with_it(Path migration) throws IOException {
        assertThat(isFine(Files.readString(migration))).as(migration.toString()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE bookings DROP COLUMN price;",
                "DROP TABLE sessions;",
                "ALTER TABLE bookings\n    RENAME COLUMN price TO cost;",
                "ALTER TABLE bookings ALTER COLUMN price TYPE INT;",
                "ALTER TABLE bookings ALTER COLUMN price SET NOT NULL;",
                "ALTER TABLE bookings ADD COLUMN tip BIGINT NOT NULL;"
            })
    void what_takes_something_away_is_noticed(String statement) {
        assertThat(isFine(statement)).isFalse();
        assertThat(isFine("-- The version before does not use it.\n" + statement))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE bookings ADD COLUMN tip BIGINT;",
                "ALTER TABLE bookings ADD COLUMN tip BIGINT NOT NULL DEFAULT 0;",
                "CREATE TABLE tips (id BIGINT NOT NULL);",
                "CREATE INDEX bookings_tip ON bookings (tip);",
                "DROP INDEX bookings_tip;"
            })
    void what_adds_something_is_fine(String statement) {
        assertThat(isFine(statement)).isTrue();
    }

    private static boolean isFine(String sql) {
        String text = sql.toLowerCase(Locale.ROOT);
        return !TAKES_AWAY.matcher(text).find() || ARGUED.matcher(text).find();
    }
}
