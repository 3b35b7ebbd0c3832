package io.quickbooking.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A migration never changes once it is committed. During an upgrade, nodes of the previous version work on the new tables for a
 * while. A migration that they might not tolerate needs an argument, in a comment that begins with "The version before".
 */
class MigrationRulesTest {
    private static final Path FOLDER = Path.of("../db");
    private static final List<String> SETS = List.of("migration", "simulation", "console");

    /** The SHA-256 of each migration. Lines are only ever added: Flyway refuses a database that ran another content. */
    private static final Map<String, String> FROZEN = Map.ofEntries(
            Map.entry("console/V001__accounts.sql", "cabb3495a91b0069bdfbc3dfc157687a88ee1a8dd436c6e3654002af5813a6eb"),
            Map.entry(
                    "migration/V001__catalogue.sql",
                    "9b660f8cdffb00fc90e89154214c5aee365677a4471084ef1b658fe8ad88b835"),
            Map.entry(
                    "migration/V002__customers_and_sessions.sql",
                    "fe887635be60b5f3dc1ce1ae693ec91952040f4d16de17039914631f9003799e"),
            Map.entry(
                    "migration/V003__bookings.sql", "b31ada7e22ddff0d888915ba0678fa1f14950c455a7d351c25cf67b6e1489e0b"),
            Map.entry(
                    "migration/V004__messages_and_ledger.sql",
                    "428d2d258247a3530b04f6e07e4d0131f6f3e74da70aa78973da17f5349d12aa"),
            Map.entry("migration/V005__staff.sql", "16d10190a214ea1225abf854e30fb9250dcae2a9756674b3ca8ffe935fde9199"),
            Map.entry(
                    "simulation/V001__simulation.sql",
                    "5d39711ccb88f8475197575b6cc85bee79a2db9513d5f8563ac5a5b586e9404d"));

    private static final Pattern TAKES_AWAY = Pattern.compile(
            "\\b(drop\\s+(table|column|constraint)|rename\\s+|alter\\s+column\\s+\\w+\\s+(set\\s+data\\s+)?type|set\\s+not\\s+null"
                    + "|truncate\\s+(?!on\\b)|add\\s+column\\s+\\w+\\s+(?![^,;]*default)[^,;]*not\\s+null)");
    private static final Pattern ARGUED = Pattern.compile("--\\s*the version before");

    private static final Pattern NAME = Pattern.compile("V(\\d{3})__[a-z0-9]+(_[a-z0-9]+)*\\.sql");

    static Stream<Path> migrations() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String set : SETS) {
            all.addAll(migrations(set));
        }
        return all.stream();
    }

    private static List<Path> migrations(String set) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(set))) {
            return files.sorted().toList();
        }
    }

    @Test
    void no_migration_was_changed_or_removed_and_new_ones_are_frozen_too() throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (Path migration : migrations().toList()) {
            found.put(FOLDER.relativize(migration).toString(), sha256(migration));
        }
        assertThat(found)
                .as("a migration is never edited; write a new one, and add its line to FROZEN")
                .containsExactlyInAnyOrderEntriesOf(FROZEN);
    }

    @Test
    void the_numbers_of_each_set_have_no_gaps() throws IOException {
        for (String set : SETS) {
            List<Path> migrations = migrations(set);
            for (int i = 0; i < migrations.size(); i++) {
                Matcher name = NAME.matcher(migrations.get(i).getFileName().toString());
                assertThat(name.matches()).as(migrations.get(i).toString()).isTrue();
                assertThat(name.group(1)).isEqualTo("%03d".formatted(i + 1));
            }
        }
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
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
