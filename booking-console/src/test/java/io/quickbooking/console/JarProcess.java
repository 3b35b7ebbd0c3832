package io.quickbooking.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.console.testing.ConsoleClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The packaged application as a process of its own, with a data directory and nothing in its environment but what the
 * test puts there: {@code JarProcess.in(directory).with("BOOKING_DEMO", "false").start().untilReady()}.
 */
final class JarProcess implements AutoCloseable {
    private static final String PASSWORD = "fictional-password";
    private static final Pattern READY = Pattern.compile("Quick Booking is ready: (http:\\\\?/\\\\?/localhost:\\d+) ");
    // A start takes a few seconds; on a machine that is busy otherwise it may be many.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path dataDirectory;
    private final Path output;
    private final Process process;

    private JarProcess(Path dataDirectory, Path output, Process process) {
        this.dataDirectory = dataDirectory;
        this.output = output;
        this.process = process;
    }

    static Start in(Path dataDirectory) {
        return new Start(dataDirectory);
    }

    /** The variables of a start that is being prepared. The port is a free one unless the test says otherwise. */
    static final class Start {
        private final Path dataDirectory;
        private final Map<String, String> variables = new LinkedHashMap<>();
        private final List<String> command = new ArrayList<>();

        private Start(Path dataDirectory) {
            this.dataDirectory = dataDirectory;
            with("BOOKING_DATA_DIR", dataDirectory.toString());
            with("PORT", "0");
            with("PATH", System.getenv("PATH"));
        }

        Start with(String variable, String value) {
            variables.put(variable, value);
            return this;
        }

        Start withPassword() {
            return with("CONSOLE_ADMIN_PASSWORD", PASSWORD);
        }

        /** By way of a command that turns itself into the one that is written behind it. */
        Start by(List<String> words) {
            command.addAll(words);
            return this;
        }

        JarProcess start() {
            try {
                Path output = Files.createTempFile("booking-console", ".out");
                command.addAll(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        System.getProperty("booking.jar")));
                ProcessBuilder builder = new ProcessBuilder(command);
                builder.environment().clear();
                builder.environment().putAll(variables);
                builder.redirectErrorStream(true).redirectOutput(output.toFile());
                return new JarProcess(dataDirectory, output, builder.start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    JarProcess untilReady() {
        await().atMost(PATIENCE).until(() -> READY.matcher(output()).find() || !process.isAlive());
        assertThat(process.isAlive()).as(output()).isTrue();
        return this;
    }

    /** Waits for the process to end by itself. */
    JarProcess untilEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return this;
    }

    int exitCode() {
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return output().lines().toList();
    }

    /** Asks for the end, as an operator or a container does. */
    void stop() throws InterruptedException {
        process.destroy();
        untilEnd();
    }

    /** Ends the process as a power cut would, but leaves its PostgreSQL server alone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        untilEnd();
    }

    String get(String path) {
        return client().get(path).body();
    }

    /** As user admin with the password that {@link Start#withPassword} has set. */
    ConsoleClient client() {
        return client(PASSWORD, "");
    }

    ConsoleClient client(String password, String appSecret) {
        Matcher address = READY.matcher(output());
        assertThat(address.find()).as(output()).isTrue();
        return new ConsoleClient(address.group(1).replace("\\", ""), password, appSecret);
    }

    /** Plain JDBC on the embedded database. */
    JdbcClient jdbc() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://127.0.0.1:" + postgresPort() + "/quick_booking");
        dataSource.setUser("postgres");
        dataSource.setPassword(read(dataDirectory.resolve("postgres-password")));
        return JdbcClient.create(dataSource);
    }

    int postgresPort() {
        return Integer.parseInt(
                read(pidFile(dataDirectory)).lines().toList().get(3).strip());
    }

    /** The PostgreSQL server of the data directory, if one is running. */
    Optional<ProcessHandle> postgres() {
        return postgresIn(dataDirectory);
    }

    private static Optional<ProcessHandle> postgresIn(Path dataDirectory) {
        Path pidFile = pidFile(dataDirectory);
        return Files.exists(pidFile)
                ? ProcessHandle.of(
                                Long.parseLong(read(pidFile).lines().findFirst().orElseThrow()))
                        .filter(JarProcess::isServer)
                : Optional.empty();
    }

    private static boolean isServer(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/postgres");
    }

    private static Path pidFile(Path dataDirectory) {
        return dataDirectory.resolve("postgres/postmaster.pid");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves a PostgreSQL server behind if there is one; see {@link #stopPostgresIn}. */
    @Override
    public void close() throws Exception {
        kill();
        Files.delete(output);
    }

    /** Ends the server of a data directory whose application is gone, so that the directory can be deleted. */
    static void stopPostgresIn(Path dataDirectory) {
        Optional<ProcessHandle> server = postgresIn(dataDirectory);
        server.ifPresent(ProcessHandle::destroy);
        await().atMost(PATIENCE).until(() -> server.filter(JarProcess::isServer).isEmpty());
    }
}
