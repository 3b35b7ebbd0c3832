package io.quickbooking.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * An INSERT that passes over conflicts names the one it means: a collision of any other key is a fault, and to be told. Without a
 * name it may be only where each key that rows can meet means the same, which a number given by the database never does.
 */
class ConflictTargetsTest {
    /** Each with the reason at its statement. */
    private static final Set<String> WITHOUT_A_NAME =
            Set.of("bookings", "console_users", "customers", "simulation_runs");

    private static final Pattern INSERT = Pattern.compile("INSERT INTO (\\w+)|ON CONFLICT DO NOTHING");

    @Test
    void statements_name_the_conflict_they_pass_over() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path module : List.of(Path.of("src/main/java"), Path.of("../booking-console/src/main/java"))) {
            found.addAll(unnamedIn(module));
        }
        assertThat(found).isEqualTo(new TreeSet<>(WITHOUT_A_NAME));
    }

    private static Set<String> unnamedIn(Path module) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(module)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                String table = "";
                for (MatchResult match : INSERT.matcher(code(source)).results().toList()) {
                    if (match.group(1) != null) {
                        table = match.group(1);
                    } else {
                        found.add(table);
                    }
                }
            }
        }
        return found;
    }

    @Test
    void of_the_tables_without_a_name_rows_have_no_number_given_by_the_database() {
        try (TestDatabase database = TestDatabase.create(1)) {
            assertThat(database.jdbc().sql("""
                            SELECT table_name
                            FROM information_schema.columns
                            WHERE table_schema = 'public'
                              AND is_identity = 'YES'
                            """).query(String.class).list())
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(WITHOUT_A_NAME);
        }
    }

    private static String code(Path source) throws IOException {
        return Files.readString(source).replaceAll("(?m)^\\s*(\\*|/\\*|//).*$", "");
    }
}
