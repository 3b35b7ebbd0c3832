package io.quickbooking.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A database that moves from an old PostgreSQL server to a new one by logical replication, both real, by the steps of
 * docs/operations.md.
 */
public final class CutOver implements AutoCloseable {
    private static final String DATABASE = "booking";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Path directory;
    private final int port = RedisServer.freePort();
    private final TestDatabase target = TestDatabase.createEmpty();

    private CutOver(Path directory) {
        this.directory = directory;
    }

    /** Starts the old server, of PostgreSQL 15, with an empty database; the new one is that of all tests. */
    public static CutOver prepare() {
        try {
            CutOver cutOver = new CutOver(Files.createTempDirectory("cut-over"));
            // The server is somebody else's, who does not run as root.
            Files.setPosixFilePermissions(cutOver.directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            cutOver.startOld();
            return cutOver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startOld() {
        DebianPostgres.run("initdb", "-D", data(), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8");
        DebianPostgres.run(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-l",
                data() + ".log",
                "-o",
                "-c listen_addresses=127.0.0.1 -c port=" + port + " -c unix_socket_directories= -c fsync=off"
                        + " -c wal_level=logical -c max_connections=60",
                "start");
        client("postgres").sql("CREATE DATABASE " + DATABASE).update();
    }

    private String data() {
        return directory.resolve("old").toString();
    }

    /** As a {@code DATABASE_URL}. */
    public String oldUrl() {
        return PostgresPair.url(port);
    }

    /** As a {@code DATABASE_URL}. */
    public String newUrl() {
        return target.databaseUrl();
    }

    public JdbcClient oldJdbc() {
        return client(DATABASE);
    }

    public TestDatabase target() {
        return target;
    }

    /** Has the new database follow the old one, and waits until each table has been copied. */
    public void follow() {
        String schema = directory.resolve("schema.sql").toString();
        DebianPostgres.run("pg_dump", "--schema-only", "--no-owner", "--file", schema, oldUrl());
        DebianPostgres.run("psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", schema, newUrl());
        oldJdbc().sql("CREATE PUBLICATION booking FOR ALL TABLES").update();
        target.jdbc()
                .sql("CREATE SUBSCRIPTION booking CONNECTION 'host=127.0.0.1 port=" + port + " user=postgres dbname="
                        + DATABASE + "' PUBLICATION booking")
                .update();
        Awaitility.await("the copies of all tables")
                .atMost(LONGEST)
                .until(() -> target.count("pg_subscription_rel WHERE srsubstate <> 'r'") == 0);
    }

    /** Waits until the new database has all that the old one has, to which nobody writes any more. */
    public void catchUp() {
        String end =
                oldJdbc().sql("SELECT pg_current_wal_lsn()").query(String.class).single();
        Awaitility.await("all of the old database")
                .atMost(LONGEST)
                .until(() -> oldJdbc()
                        .sql("SELECT confirmed_flush_lsn >= CAST(? AS pg_lsn) FROM pg_replication_slots"
                                + " WHERE slot_name = 'booking'")
                        .param(end)
                        .query(Boolean.class)
                        .single());
    }

    /** Ends the replication. */
    public void part() {
        target.jdbc().sql("DROP SUBSCRIPTION IF EXISTS booking").update();
    }

    private JdbcClient client(String database) {
        return JdbcClient.create(
                new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", ""));
    }

    @Override
    public void close() {
        try {
            part();
            target.close();
        } finally {
            if (Files.exists(Path.of(data(), "postmaster.pid"))) {
                DebianPostgres.run("pg_ctl", "-D", data(), "-m", "immediate", "stop");
            }
            deleteFiles();
        }
    }

    private void deleteFiles() {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
