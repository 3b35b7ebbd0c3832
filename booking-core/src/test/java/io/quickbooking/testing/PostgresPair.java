package io.quickbooking.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL server and another that follows it by streaming replication, both real, with the product's tables. */
public final class PostgresPair implements AutoCloseable {
    private static final String DATABASE = "booking";

    private final Path directory;
    private final int port = RedisServer.freePort();
    private final int standbyPort = RedisServer.freePort();

    private PostgresPair(Path directory) {
        this.directory = directory;
    }

    public static PostgresPair start() {
        try {
            PostgresPair pair = new PostgresPair(Files.createTempDirectory("postgres-pair"));
            // The servers are somebody else's, who does not run as root.
            Files.setPosixFilePermissions(pair.directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            pair.create();
            return pair;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create() throws IOException {
        DebianPostgres.run("initdb", "-D", data("primary"), "-A", "trust", "-U", "postgres", "--no-sync");
        configure("primary", port);
        startServer("primary");
        jdbc("postgres").sql("CREATE DATABASE " + DATABASE).update();
        try (HikariDataSource pool = pool(port)) {
            TestDatabase.migrate(pool);
        }
        DebianPostgres.run(
                "pg_basebackup",
                "-D",
                data("standby"),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-U",
                "postgres",
                "-R",
                "--checkpoint=fast",
                "--no-sync");
        configure("standby", standbyPort);
        startServer("standby");
    }

    private void configure(String server, int serverPort) throws IOException {
        Path settings = Files.createTempFile(directory, server, ".conf");
        Files.writeString(settings, """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                fsync = off
                max_connections = 60
                shared_buffers = 16MB
                """.formatted(serverPort));
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
        DebianPostgres.as("cp", settings.toString(), data(server) + "/ours.conf");
        DebianPostgres.as("sh", "-c", "echo \"include 'ours.conf'\" >> " + data(server) + "/postgresql.conf");
    }

    private String data(String server) {
        return directory.resolve(server).toString();
    }

    private void startServer(String server) {
        DebianPostgres.run("pg_ctl", "-D", data(server), "-w", "-l", data(server) + ".log", "start");
    }

    private void stopServer(String server) {
        DebianPostgres.run("pg_ctl", "-D", data(server), "-m", "immediate", "stop");
    }

    public void stopStandby() {
        stopServer("standby");
    }

    public void startStandby() {
        startServer("standby");
    }

    /** From now on what is written does not show on the standby. */
    public void pauseReplay() {
        standby().sql("SELECT pg_wal_replay_pause()").query().singleRow();
        while (!standby()
                .sql("SELECT pg_get_wal_replay_pause_state()")
                .query(String.class)
                .single()
                .equals("paused")) {
            Thread.onSpinWait();
        }
    }

    public void resumeReplay() {
        standby().sql("SELECT pg_wal_replay_resume()").query().singleRow();
    }

    public int port() {
        return port;
    }

    public int standbyPort() {
        return standbyPort;
    }

    /** As a {@code DATABASE_URL}. */
    public String url() {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + DATABASE;
    }

    /** As a {@code DATABASE_REPLICA_URL}. */
    public String standbyUrl() {
        return url(standbyPort);
    }

    /** @param throughPort of whatever leads to a server */
    public static String url(int throughPort) {
        return "postgresql://postgres@127.0.0.1:" + throughPort + "/" + DATABASE;
    }

    public JdbcClient jdbc() {
        return jdbc(DATABASE);
    }

    private JdbcClient jdbc(String database) {
        return client(port, database);
    }

    public JdbcClient standby() {
        return client(standbyPort, DATABASE);
    }

    private static JdbcClient client(int serverPort, String database) {
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:" + serverPort + "/" + database, "postgres", ""));
    }

    public HikariDataSource pool() {
        return pool(port);
    }

    /** @param throughPort of a server, which need not be there */
    public static HikariDataSource pool(int throughPort) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + throughPort + "/" + DATABASE);
        config.setUsername("postgres");
        config.setMaximumPoolSize(20);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(Duration.ofSeconds(1).toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        try {
            for (String server : List.of("standby", "primary")) {
                if (Files.exists(Path.of(data(server), "postmaster.pid"))) {
                    stopServer(server);
                }
            }
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
