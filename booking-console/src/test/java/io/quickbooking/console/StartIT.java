package io.quickbooking.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.console.testing.ConsoleClient;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One data directory through the life of an installation; each test starts on what the one before has left. */
@TestMethodOrder(OrderAnnotation.class)
class StartIT {
    private static final String CATALOGUE = """
            salons:
              - code: borealis
                name: Salon Borealis
                phoneNumberId: "106540352242999"
                timeZone: Europe/Berlin
                services:
                  - { code: s1, name: Cut, minutes: 30 }
                masters:
                  - { code: m1, name: Bo Test, services: [s1] }
            """;

    @TempDir
    private static Path data;

    @AfterAll
    static void stopTheServerThatIsLeft() {
        JarProcess.stopPostgresIn(data);
    }

    @Test
    @Order(1)
    void first_start_makes_a_database_and_says_where_it_runs() throws Exception {
        try (JarProcess console = JarProcess.in(data).start().untilReady()) {
            assertThat(console.output()).contains("(embedded PostgreSQL in " + data.toRealPath() + ")");
            assertThat(console.get("/actuator/health")).contains("\"status\":\"UP\"", "\"db\"");
            assertThat(console.get("/actuator/health/readiness")).contains("\"status\":\"UP\"");
            console.jdbc().sql("CREATE TABLE kept (day INT)").update();
            remember(console, 1);
            console.stop();
            assertThat(console.postgres()).isEmpty();
            assertThat(console.output()).doesNotContain("ERROR", "Exception");
        }
    }

    @Test
    @Order(2)
    void next_start_finds_the_data() throws Exception {
        try (JarProcess console = JarProcess.in(data).start().untilReady()) {
            assertThat(remembered(console)).containsExactly(1);
            remember(console, 2);
            console.kill();
            assertThat(console.postgres())
                    .as("the server outlives its application")
                    .isPresent();
        }
    }

    @Test
    @Order(3)
    void start_after_the_death_of_the_process_stops_the_server_it_left_and_finds_the_data() throws Exception {
        try (JarProcess console = JarProcess.in(data).start().untilReady()) {
            assertThat(remembered(console)).containsExactly(1, 2);
            remember(console, 3);
            ProcessHandle server = console.postgres().orElseThrow();
            console.kill();
            server.destroyForcibly();
            await().until(() -> console.postgres().isEmpty());
        }
    }

    @Test
    @Order(4)
    void start_after_the_death_of_the_process_and_its_server_finds_the_data_and_keeps_others_out() throws Exception {
        try (JarProcess first = JarProcess.in(data).start().untilReady();
                JarProcess second = JarProcess.in(data).start().untilEnd()) {
            assertThat(remembered(first)).containsExactly(1, 2, 3);
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.lines())
                    .singleElement()
                    .asString()
                    .endsWith("Quick Booking cannot start: the data directory " + data.toRealPath()
                            + " is in use by process " + first.pid()
                            + ". Stop that process, or set BOOKING_DATA_DIR to another directory.");
            assertThat(first.get("/actuator/health")).contains("\"status\":\"UP\"");
        }
    }

    @Test
    void card_shown_before_a_crash_can_be_confirmed_after_it(@TempDir Path crashed) throws Exception {
        String confirm;
        try (JarProcess console = JarProcess.in(crashed).withPassword().start().untilReady()) {
            ConsoleClient client = console.client();
            String slot = client.getAsAdmin("/api/v1/slots?salon=aurora&limit=1")
                    .json()
                    .at("/slots/0/buttonId")
                    .asString();
            confirm = client.tap("+15550100123", slot).button(0);
            console.kill();
        }
        try (JarProcess console = JarProcess.in(crashed).withPassword().start().untilReady()) {
            Answer booked = console.client().tap("+15550100123", confirm);
            assertThat(booked.json().at("/outcome").asString()).isEqualTo("booked");
            Answer again = console.client().tap("+15550100123", confirm);
            assertThat(again.json().at("/bookingCode")).isEqualTo(booked.json().at("/bookingCode"));
            console.stop();
        }
    }

    @Test
    void application_ends_when_its_server_does(@TempDir Path folder) throws Exception {
        try (JarProcess console = JarProcess.in(folder).start().untilReady()) {
            console.postgres().orElseThrow().destroyForcibly();
            console.untilEnd();
            assertThat(console.exitCode()).isEqualTo(1);
            assertThat(console.output()).contains("The embedded PostgreSQL in " + folder.toRealPath() + " has ended");
        }
    }

    @Test
    void catalogue_file_is_applied_and_applying_it_again_changes_nothing(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("catalog.yaml"), CATALOGUE);
        try (TestDatabase database = TestDatabase.createEmpty()) {
            List<String> before = List.of();
            for (int start = 1; start <= 2; start++) {
                try (JarProcess console = JarProcess.in(folder.resolve("data"))
                        .with("DATABASE_URL", database.databaseUrl())
                        .with("BOOKING_CATALOG", file.toString())
                        .start()
                        .untilReady()) {
                    console.stop();
                }
                List<String> rows = database.jdbc()
                        .sql("SELECT xmin || ' ' || code FROM salons UNION ALL SELECT xmin || ' ' || code FROM masters")
                        .query(String.class)
                        .list();
                assertThat(rows).hasSize(2);
                assertThat(before)
                        .satisfiesAnyOf(
                                none -> assertThat(none).isEmpty(),
                                same -> assertThat(same).isEqualTo(rows));
                before = rows;
            }
        }
    }

    @Test
    void database_of_somebody_else_is_used_when_it_is_named(@TempDir Path unused) throws Exception {
        try (TestDatabase database = TestDatabase.createEmpty();
                JarProcess console = JarProcess.in(unused.resolve("data"))
                        .with("DATABASE_URL", database.databaseUrl() + "?connection_limit=3")
                        .start()
                        .untilReady()) {
            assertThat(console.get("/actuator/health/readiness")).contains("\"status\":\"UP\"");
            assertThat(database.count("bookings")).isZero();
            assertThat(database.count("pg_stat_activity WHERE application_name = 'quick-booking'"))
                    .isEqualTo(3);
            assertThat(unused).isEmptyDirectory();
            console.stop();
        }
    }

    private static List<Integer> remembered(JarProcess console) {
        return console.jdbc()
                .sql("SELECT day FROM kept ORDER BY day")
                .query(Integer.class)
                .list();
    }

    private static void remember(JarProcess console, int day) {
        console.jdbc().sql("INSERT INTO kept VALUES (:day)").param("day", day).update();
    }
}
