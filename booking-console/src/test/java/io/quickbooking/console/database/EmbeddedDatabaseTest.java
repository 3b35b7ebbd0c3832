package io.quickbooking.console.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quickbooking.console.startup.StartupException;
import io.quickbooking.console.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedDatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void server_is_durable_private_and_keeps_to_its_folder() {
        try (EmbeddedDatabase database = EmbeddedDatabase.startIn(folder, () -> {})) {
            JdbcClient jdbc = jdbc(database);
            assertThat(List.of("fsync", "synchronous_commit", "full_page_writes"))
                    .allSatisfy(setting -> assertThat(show(jdbc, setting)).isEqualTo("on"));
            assertThat(show(jdbc, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(show(jdbc, "unix_socket_directories")).isEmpty();
            assertThat(show(jdbc, "server_version")).startsWith(EmbeddedDatabase.MAJOR_VERSION + ".");
            assertThat(show(jdbc, "server_encoding")).isEqualTo("UTF8");
            assertThatNobodyGetsInWithoutThePassword(database.url());
            assertThat(database.description()).isEqualTo("embedded PostgreSQL in " + folder);
        }
    }

    private static void assertThatNobodyGetsInWithoutThePassword(DatabaseUrl url) {
        DatabaseUrl guess = DatabaseUrl.parse("url", url.toString().replace("postgres@", "postgres:hidden@"));
        assertThatThrownBy(() -> ExternalDatabase.at(guess))
                .isInstanceOf(StartupException.class)
                .hasMessage(
                        "cannot connect to " + url + ": FATAL: password authentication failed for user \"postgres\"");
    }

    @Test
    void data_survives_a_restart() {
        try (EmbeddedDatabase database = EmbeddedDatabase.startIn(folder, () -> {})) {
            jdbc(database).sql("CREATE TABLE kept AS SELECT 42 AS answer").update();
        }
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
        try (EmbeddedDatabase database = EmbeddedDatabase.startIn(folder, () -> {})) {
            assertThat(jdbc(database)
                            .sql("SELECT answer FROM kept")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(42);
        }
    }

    /** Seen to fail, by never ending, without the limit of time. */
    @Test
    void start_ends_when_the_programs_cannot_be_unpacked(@TempDir Path full) throws Exception {
        Path programs = Files.createDirectory(full.resolve("postgres-binaries"));
        Optional<SmallDisk> mounted = SmallDisk.mountedAt(programs, 8);
        assumeThat(mounted).as("a mounted disk").isPresent();
        try (SmallDisk disk = mounted.orElseThrow()) {
            // The library unpacks once in a process, and holds a lock meanwhile that others would wait for.
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Starter.class.getName(),
                            full.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(full.resolve("output").toFile())
                    .start();
            try {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertThat(full.resolve("output")).content().contains("did not start", "TimeoutException");
        }
    }

    /** What starts in a process of its own. */
    static final class Starter {
        public static void main(String[] arguments) {
            EmbeddedDatabase.startIn(Path.of(arguments[0]), () -> {}, Duration.ofSeconds(3))
                    .close();
        }
    }

    @Test
    void directory_without_room_is_refused(@TempDir Path full) throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.mountedAt(full, 100);
        assumeThat(mounted).as("a mounted disk").isPresent();
        try (SmallDisk disk = mounted.orElseThrow()) {
            assertThatThrownBy(() -> EmbeddedDatabase.startIn(full, () -> {}))
                    .isInstanceOf(StartupException.class)
                    .hasMessage("the data directory " + full + " has 104 MB left, and PostgreSQL needs 160");
            assertThat(full).isEmptyDirectory();
        }
    }

    private static JdbcClient jdbc(EmbeddedDatabase database) {
        return JdbcClient.create(database.url().dataSource());
    }

    private static String show(JdbcClient jdbc, String setting) {
        return jdbc.sql("SHOW " + setting).query(String.class).single();
    }
}
