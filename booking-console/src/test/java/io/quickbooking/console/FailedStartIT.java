package io.quickbooking.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quickbooking.testing.TestDatabase;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong at the start is said in one line, ends with exit code 1, and tells no secret. */
class FailedStartIT {
    private static final String SECRET = "s3cret";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SESSION_EXPIRATION_MS      | abc      | booking.session-expiration (SESSION_EXPIRATION_MS) is 'abc', but must be a number of milliseconds, such as 900000, or a duration, such as 15m.
            PORT                       | 99999    | server.port (PORT) is '99999', but must be 1 to 65535, or 0 for any free port.
            LOG_FORMAT                 | xml      | booking.log-format (LOG_FORMAT) is 'xml', but must be text or json.
            WHATSAPP_GRAPH_URL         | nonsense | booking.whatsapp.graph-url (WHATSAPP_GRAPH_URL) is 'nonsense', but must be an http or https address, such as https://graph.facebook.com.
            BOOKING_DEMO               | maybe    | booking.demo (BOOKING_DEMO) is 'maybe', but must be true or false.
            BOOKING_CATALOG            | /nowhere | booking.catalog (BOOKING_CATALOG) is '/nowhere', but must be a file that can be read.
            DATABASE_URL | postgresql://ann:s3cret@db/salon?pool_timeout=0 | booking.database-url (DATABASE_URL) is 'postgresql://ann:***@db/salon?pool_timeout=0', but must be a URL with a pool_timeout of 1 to 60 seconds.
            """)
    void wrong_setting(String variable, String value, String message) throws Exception {
        assertThatStartFails(aStart().with(variable, value)).isEqualTo(message);
        assertThat(folder).as("nothing was started").isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://ann:s3cret@127.0.0.1:1/salon   | postgresql://ann@127.0.0.1:1/salon: nothing answers on that port
            postgresql://ann:s3cret@nowhere.invalid/salon | postgresql://ann@nowhere.invalid:5432/salon: there is no such host
            """)
    void database_that_cannot_be_reached(String url, String reason) throws Exception {
        assertThatStartFails(aStart().with("DATABASE_URL", url))
                .isEqualTo("cannot connect to " + reason + ". Check DATABASE_URL.");
    }

    @Test
    void migrations_that_do_not_fit_the_database() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.jdbc()
                    .sql("UPDATE quick_booking_schema_history SET checksum = 1 WHERE version = '001'")
                    .update();
            assertThatStartFails(aStart().with("DATABASE_URL", database.databaseUrl()))
                    .startsWith("the database's tables could not be brought to this version: ")
                    .contains("checksum mismatch");
        }
    }

    @Test
    void tables_of_a_development_version() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.jdbc()
                    .sql("UPDATE quick_booking_schema_history SET script = 'V001__schema.sql' WHERE version = '001'")
                    .update();
            assertThatStartFails(aStart().with("DATABASE_URL", database.databaseUrl()))
                    .isEqualTo(
                            "a development version made the database's tables, and the schema was re-cut before the first"
                                    + " release. Start with a new database, or delete the data directory (./data) of the embedded"
                                    + " one; to keep the catalogue, export it first with the version that made the tables.");
        }
    }

    @Test
    void catalogue_with_a_mistake() throws Exception {
        Path file = Files.writeString(folder.resolve("catalog.yaml"), """
                salons:
                  - code: borealis
                    name: Salon Borealis
                    phoneNumberId: "106540352242999"
                    timeZone: Europe/Nowhere
                    services:
                      - { code: s1, name: Cut, minutes: 30 }
                    masters:
                      - { code: m1, name: Bo Test, services: [s9] }
                """);
        try (TestDatabase database = TestDatabase.create()) {
            assertThatStartFails(aStart().with("DATABASE_URL", database.databaseUrl())
                            .with("BOOKING_CATALOG", file.toString()))
                    .contains("catalog.yaml", "salons[0].timeZone (line 5)", "Europe/Nowhere", "1 more problem");
            assertThat(database.count("salons")).isZero();
        }
    }

    @Test
    void port_that_is_taken() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());
            assertThatStartFails(aStart().with("DATABASE_URL", database.databaseUrl())
                            .with("PORT", port))
                    .isEqualTo("port " + port + " is in use. Stop what listens there, or set PORT to another one.");
        }
    }

    @Test
    void data_directory_that_is_a_file() throws Exception {
        Path file = Files.createFile(folder.resolve("data"));
        assertThatStartFails(aStart())
                .isEqualTo("the data directory " + file + " cannot be used: it is not a directory."
                        + " Set BOOKING_DATA_DIR to a directory that this user can write to.");
    }

    @Test
    void data_of_another_version() throws Exception {
        Path cluster = Files.createDirectories(folder.resolve("data/postgres"));
        Files.writeString(cluster.resolve("PG_VERSION"), "16\n");
        Files.writeString(cluster.resolveSibling("postgres-password"), SECRET);
        assertThatStartFails(aStart())
                .startsWith(
                        "the data in " + cluster.toRealPath() + " was made by PostgreSQL 16, this is PostgreSQL 18.");
    }

    @Test
    void root_without_unshare() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"));
        assertThatStartFails(aStart().with("PATH", "/nowhere"))
                .startsWith("PostgreSQL does not run as root, and 'unshare --user', which helps, is missing");
    }

    private JarProcess.Start aStart() {
        return JarProcess.in(folder.resolve("data"));
    }

    private static AbstractStringAssert<?> assertThatStartFails(JarProcess.Start start) throws Exception {
        try (JarProcess console = start.start().untilEnd()) {
            assertThat(console.exitCode()).isEqualTo(1);
            assertThat(console.lines()).as("one line").hasSize(1);
            String line = console.lines().get(0);
            assertThat(line).contains("Quick Booking cannot start: ").doesNotContain(SECRET);
            return assertThat(line.substring(line.indexOf("start: ") + "start: ".length()));
        }
    }
}
