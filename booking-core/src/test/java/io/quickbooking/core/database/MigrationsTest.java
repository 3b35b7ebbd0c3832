package io.quickbooking.core.database;

import static io.quickbooking.core.database.MigrationSet.LIBRARY;
import static io.quickbooking.core.database.MigrationSet.SIMULATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Seen to fail without {@code PatientConnections}: the migration that waits is ended by the server; and without the lock: all
 * nodes but one find a history without a beginning.
 */
class MigrationsTest {
    @Test
    void tables_of_a_host_application_are_left_alone() {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            database.jdbc().sql("CREATE TABLE hosts_own (id INT)").update();
            Migrations.apply(database.dataSource(), LIBRARY);
            Migrations.apply(database.dataSource(), LIBRARY);
            assertThat(database.count("hosts_own")).isZero();
            assertThat(database.count("bookings")).isZero();
            assertThat(database.count("quick_booking_schema_history WHERE success"))
                    .isPositive();
        }
    }

    @Test
    void a_migration_may_take_longer_than_a_connection_waits_otherwise() throws Exception {
        try (TestDatabase database = TestDatabase.createEmpty();
                HikariDataSource impatient = new HikariDataSource();
                Connection holding = database.dataSource().getConnection()) {
            impatient.setJdbcUrl(database.jdbcUrl() + "&socketTimeout=1");
            impatient.setConnectionInitSql(
                    "SET idle_in_transaction_session_timeout = '1s'; SET lock_timeout = '900ms'");
            holding.setAutoCommit(false);
            holding.createStatement().execute("CREATE TABLE salons (held INT)");

            CompletableFuture<Void> migration = CompletableFuture.runAsync(() -> Migrations.apply(impatient, LIBRARY));
            await().until(() -> migration.isDone() || waitsForSeconds(database) > 2);
            holding.rollback();
            migration.get(1, TimeUnit.MINUTES);

            assertThat(database.count("bookings")).isZero();
            assertThat(JdbcClient.create(impatient)
                            .sql("SHOW lock_timeout")
                            .query(String.class)
                            .single())
                    .as("what the connections are given back with")
                    .isEqualTo("900ms");
        }
    }

    /** Going back a version: the newer one has added a column and a table. */
    @Test
    void tables_of_a_newer_version_are_taken_as_they_are() {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            Migrations.apply(database.dataSource(), LIBRARY);
            for (String newer : List.of(
                    "ALTER TABLE bookings ADD COLUMN colour TEXT NOT NULL DEFAULT 'green'",
                    "CREATE TABLE moods (salon_id UUID)",
                    """
                    INSERT INTO quick_booking_schema_history
                    SELECT max(installed_rank) + 1, '9001', 'moods', 'SQL', 'V9001__moods.sql', 1, 'booking', now(), 1, TRUE
                    FROM quick_booking_schema_history
                    """)) {
                database.jdbc().sql(newer).update();
            }
            Migrations.apply(database.dataSource(), LIBRARY);
            TestSalon.aSalon().in(database);
            TestCore core = new TestCore(database.dataSource(), SettableClock.at("2026-06-01T12:00:00Z"));
            TapAnswer card = core.tap("15550100123", "slot_2026-06-02_15:00_m123");
            assertThat(core.tap("15550100123", TestCore.firstButton(card)).outcome())
                    .isEqualTo(TapOutcome.BOOKED);
        }
    }

    /** Seen to fail without {@code requireUtf8}: the tables are made. */
    @ParameterizedTest
    @ValueSource(strings = {"SQL_ASCII", "LATIN1"})
    void a_database_that_cannot_keep_every_text_is_refused_before_anything_is_made(String encoding) {
        try (TestDatabase database = TestDatabase.createEmpty(encoding)) {
            for (MigrationSet set : List.of(LIBRARY, SIMULATION)) {
                assertThatThrownBy(() -> Migrations.apply(database.dataSource(), set))
                        .isInstanceOf(UnfitDatabaseException.class)
                        .hasMessage("the database's server_encoding is '" + encoding + "', but must be UTF8."
                                + " Create the database with ENCODING 'UTF8' TEMPLATE template0");
            }
            assertThat(database.count("pg_class WHERE relnamespace = 'public'::regnamespace"))
                    .isZero();
        }
    }

    @Test
    void several_nodes_may_make_the_tables_at_once() {
        for (int round = 0; round < 2; round++) {
            try (TestDatabase database = TestDatabase.createEmpty()) {
                List<Callable<Boolean>> nodes = Collections.nCopies(3, () -> {
                    try (HikariDataSource ofItsOwn = new HikariDataSource()) {
                        ofItsOwn.setJdbcUrl(database.jdbcUrl());
                        ofItsOwn.setMaximumPoolSize(3);
                        Migrations.apply(ofItsOwn, LIBRARY);
                        return true;
                    }
                });
                assertThat(Race.of(nodes)).containsOnly(true);
                assertThat(database.count("bookings")).isZero();
            }
        }
    }

    @Test
    void a_node_that_was_killed_before_it_wrote_the_first_line_leaves_nothing_in_the_way() {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            Migrations.apply(database.dataSource(), LIBRARY);
            for (String left : List.of("DROP SCHEMA public CASCADE", "CREATE SCHEMA public", """
                    CREATE TABLE quick_booking_schema_history (
                      installed_rank INT PRIMARY KEY, version VARCHAR(50), description VARCHAR(200), type VARCHAR(20),
                      script VARCHAR(1000), checksum INT, installed_by VARCHAR(100), installed_on TIMESTAMP DEFAULT now(),
                      execution_time INT, success BOOLEAN)
                    """)) {
                database.jdbc().sql(left).update();
            }
            Migrations.apply(database.dataSource(), LIBRARY);
            assertThat(database.count("bookings")).isZero();
        }
    }

    /** Seen to fail without {@code requireThisCut}: Flyway speaks of a checksum, and of a repair that would not help. */
    @Test
    void tables_of_a_development_version_are_refused_with_what_to_do() {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            Migrations.apply(database.dataSource(), LIBRARY);
            database.jdbc().sql("""
                            UPDATE quick_booking_schema_history
                            SET description = 'schema', script = 'V001__schema.sql', checksum = 1
                            WHERE version = '001'
                            """).update();
            assertThatThrownBy(() -> Migrations.apply(database.dataSource(), LIBRARY))
                    .isInstanceOf(UnfitDatabaseException.class)
                    .hasMessage(
                            "a development version made the database's tables, and the schema was re-cut before the first"
                                    + " release. Start with a new database, or delete the data directory (./data) of the embedded"
                                    + " one; to keep the catalogue, export it first with the version that made the tables");
            assertThat(database.count("bookings")).isZero();
        }
    }

    @Test
    void simulation_can_be_switched_on_later() {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            Migrations.apply(database.dataSource(), LIBRARY);
            TestSalon.aSalon().in(database);
            Migrations.apply(database.dataSource(), SIMULATION);
            Migrations.apply(database.dataSource(), SIMULATION);
            assertThat(database.count("simulation_runs")).isZero();
            assertThat(database.count("salons")).isOne();
        }
    }

    @Test
    void a_further_set_whose_name_is_taken_leaves_nothing_behind() {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            Migrations.apply(database.dataSource(), LIBRARY);
            database.jdbc().sql("CREATE TABLE simulation_races (id INT)").update();
            assertThatThrownBy(() -> Migrations.apply(database.dataSource(), SIMULATION))
                    .isInstanceOf(UnsuitableHostException.class);
            assertThat(database.count("pg_class WHERE relname = 'simulation_runs'"))
                    .isZero();
            assertThat(database.count("pg_class WHERE relname = '" + SIMULATION.historyTable() + "'"))
                    .isZero();

            database.jdbc().sql("DROP TABLE simulation_races").update();
            Migrations.apply(database.dataSource(), SIMULATION);
            assertThat(database.count("simulation_races")).isZero();
        }
    }

    private static double waitsForSeconds(TestDatabase database) {
        return database.jdbc()
                .sql("""
                        SELECT coalesce(max(extract(EPOCH FROM clock_timestamp() - query_start)), 0)
                        FROM pg_stat_activity
                        WHERE datname = :database
                          AND wait_event_type = 'Lock'
                        """)
                .param("database", database.name())
                .query(Double.class)
                .single();
    }
}
