package io.quickbooking.console.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL server that is killed and started again on the same files and the same port. */
final class DatabaseServer implements AutoCloseable {
    private static final String NAME = "quick_booking";
    // After a crash the server repeats what was not yet in its data files.
    private static final Duration TIME_TO_START = Duration.ofSeconds(60);
    private static final Duration TIME_TO_DIE = Duration.ofSeconds(20);

    private final int port;
    private final List<String> command;
    private final Path output;
    private Process server;

    private DatabaseServer(int port, List<String> command, Path output) throws IOException {
        this.port = port;
        this.command = command;
        this.output = output;
        this.server = launch();
    }

    /**
     * Makes a server with an empty database. It does not wait for the disk, which makes a recovery quick: what is written is
     * with the operating system, and that outlives every process. A power cut is not what is tried here.
     *
     * @param synchronousCommit {@code on}, unless a test wants to see what that is good for
     */
    static DatabaseServer startIn(Path directory, String synchronousCommit) throws IOException, SQLException {
        List<String> command = new ArrayList<>();
        int port;
        // The library makes the files; it would not start a second time on those of a server that was killed.
        try (EmbeddedPostgres first = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", synchronousCommit)
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .start()) {
            try (Connection connection = first.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + NAME);
            }
            port = first.getPort();
            if (System.getProperty("user.name").equals("root")) {
                // PostgreSQL refuses to run as root; in a user namespace root is nobody.
                command.addAll(List.of("unshare", "--user"));
            }
            Path pidFile = directory.resolve("postgres/postmaster.pid");
            long pid =
                    Long.parseLong(Files.readString(pidFile).lines().findFirst().orElseThrow());
            ProcessHandle.Info running = ProcessHandle.of(pid).orElseThrow().info();
            command.add(running.command().orElseThrow());
            command.addAll(List.of(running.arguments().orElseThrow()));
        }
        DatabaseServer started = new DatabaseServer(port, command, directory.resolve("postgres.log"));
        started.untilReady();
        return started;
    }

    String url() {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + NAME;
    }

    /** Plain JDBC that reads tables from end to end. */
    JdbcClient jdbcWithoutIndexes() {
        return jdbcWithoutIndexes(jdbcUrl());
    }

    static JdbcClient jdbcWithoutIndexes(String jdbcUrl) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl);
        dataSource.setOptions("-c enable_indexscan=off -c enable_indexonlyscan=off -c enable_bitmapscan=off");
        return JdbcClient.create(dataSource);
    }

    String version() {
        return jdbcWithoutIndexes()
                .sql("SHOW server_version")
                .query(String.class)
                .single();
    }

    /** Kills one of the server's processes; the server then ends all others and recovers by itself. */
    void killOneProcess(Random random) {
        List<ProcessHandle> processes = server.children().toList();
        if (!processes.isEmpty()) {
            processes.get(random.nextInt(processes.size())).destroyForcibly();
        }
    }

    /** Kills the process that all others belong to. They go when they notice; what they are at, they finish. */
    void killParent() {
        end(Stream.empty());
    }

    /** Kills all processes at once, as a power cut would, except that what was written to files is there. */
    void killAll() {
        end(server.descendants());
    }

    private void end(Stream<ProcessHandle> killed) {
        List<ProcessHandle> all = server.descendants().toList();
        List<ProcessHandle> others = killed.toList();
        server.destroyForcibly();
        others.forEach(ProcessHandle::destroyForcibly);
        try {
            // A new server would refuse to start beside a process of the old one.
            CompletableFuture.allOf(Stream.concat(Stream.of(server.toHandle()), all.stream())
                            .map(ProcessHandle::onExit)
                            .toArray(CompletableFuture[]::new))
                    .get(TIME_TO_DIE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("processes of a killed PostgreSQL are still alive", e);
        }
    }

    boolean isAlive() {
        return server.isAlive();
    }

    void startAgain() throws IOException {
        server = launch();
        untilReady();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output.toFile()))
                .start();
    }

    private void untilReady() throws IOException {
        long end = System.nanoTime() + TIME_TO_START.toNanos();
        while (!answers()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("PostgreSQL does not start, see " + output);
            }
            if (!server.isAlive()) {
                server = launch();
            }
            Pause.millis(20);
        }
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl())) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME + "?user=postgres&connectTimeout=5&socketTimeout=120";
    }

    @Override
    public void close() {
        killAll();
    }
}
