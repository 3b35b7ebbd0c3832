package io.quickbooking.console.database;

import io.quickbooking.console.startup.StartupException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own. It listens on this machine only, on a free port, asks for a random password, and keeps
 * everything in one data directory, where the next start finds it.
 */
public final class EmbeddedDatabase implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /** Of the PostgreSQL programs on the class path. */
    static final String MAJOR_VERSION = "18";

    private static final String DATABASE = "quick_booking";
    private static final String SUPERUSER = "postgres";
    // After a crash the server repeats what was not yet in its data files.
    private static final Duration TIME_TO_START = Duration.ofSeconds(60);
    // With the programs unpacked and the files made before that, on a slow disk.
    private static final Duration TIME_FOR_ALL = Duration.ofMinutes(4);

    private final DataDirectory directory;
    private final EmbeddedPostgres server;
    private final DatabaseUrl url;
    private volatile boolean closing;

    private EmbeddedDatabase(DataDirectory directory, EmbeddedPostgres server, DatabaseUrl url) {
        this.directory = directory;
        this.server = server;
        this.url = url;
    }

    /**
     * Starts a server on the folder, and makes both if they are not there.
     *
     * @param whenServerEnds called when the server ends without having been asked to
     * @throws StartupException when the folder is in use or unusable, or the server does not start
     */
    public static EmbeddedDatabase startIn(Path folder, Runnable whenServerEnds) {
        return startIn(folder, whenServerEnds, TIME_FOR_ALL);
    }

    static EmbeddedDatabase startIn(Path folder, Runnable whenServerEnds, Duration timeForAll) {
        RootUser.requireUnshare();
        DataDirectory directory = DataDirectory.claim(folder);
        try {
            return startIn(directory, whenServerEnds, timeForAll);
        } catch (IOException e) {
            directory.close();
            throw DataDirectory.unusable(directory.path(), e.getMessage(), e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static EmbeddedDatabase startIn(DataDirectory directory, Runnable whenServerEnds, Duration timeForAll)
            throws IOException {
        Cluster cluster = directory.cluster();
        Postmaster postmaster = new Postmaster(cluster.directory());
        postmaster.stop();
        cluster.prepare(MAJOR_VERSION);
        Programs programs = new Programs(directory.programs());
        programs.prepare();
        try {
            EmbeddedPostgres server = start(builder(directory, cluster, programs), timeForAll);
            requireOwn(server, cluster);
            createDatabase(server);
            cluster.complete();
            DatabaseUrl url = DatabaseUrl.local(server.getPort(), DATABASE, SUPERUSER, cluster.password());
            EmbeddedDatabase database = new EmbeddedDatabase(directory, server, url);
            postmaster.onEnd(() -> database.ended(whenServerEnds));
            return database;
        } catch (IOException | SQLException | RuntimeException e) {
            postmaster.stop();
            throw new StartupException(
                    "the embedded PostgreSQL in " + cluster.directory() + " did not start",
                    "See " + directory.output() + " and " + cluster.directory().resolve("log")
                            + ", and whether a disk is full",
                    e);
        }
    }

    /** While it unpacks, the library waits for ever for a file that it could not write. */
    private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder, Duration timeForAll) throws IOException {
        FutureTask<EmbeddedPostgres> start = new FutureTask<>(builder::start);
        Thread thread = new Thread(start, "postgres-start");
        thread.setDaemon(true);
        thread.start();
        try {
            return start.get(timeForAll.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("not within " + timeForAll, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL starts", e);
        }
    }

    private static EmbeddedPostgres.Builder builder(DataDirectory directory, Cluster cluster, Programs programs)
            throws IOException {
        // The library's only way to keep it from working in the system's folder for temporary files.
        System.setProperty("ot.epg.working-dir", programs.workingDirectory().toString());
        return EmbeddedPostgres.builder()
                .setDataDirectory(cluster.directory())
                .setCleanDataDirectory(false)
                // Spring stops the server, after the connection pool. A hook of its own would not wait for that.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(TIME_TO_START)
                .setOutputRedirector(Redirect.to(directory.output().toFile()))
                // These go to initdb as they are, and the later --auth replaces the library's "trust".
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", cluster.passwordFile().toString())
                // Sorts alike on every machine: a library's collation may change under the indexes.
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setConnectConfig("password", cluster.password())
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                // The library is made for tests and gives up durability for speed.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "50")
                // One file for each day of the week.
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_filename", "postgresql-%a.log")
                .setServerConfig("log_rotation_age", "1d")
                .setServerConfig("log_truncate_on_rotation", "on");
    }

    /** The port was free a moment ago; another server may have taken it since. */
    private static void requireOwn(EmbeddedPostgres server, Cluster cluster) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW data_directory")) {
            rows.next();
            String found = rows.getString(1);
            if (!found.equals(cluster.directory().toString())) {
                throw new IllegalStateException("Port " + server.getPort() + " answers for " + found);
            }
        }
    }

    private static void createDatabase(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("""
                SELECT 1
                FROM pg_database
                WHERE datname = '%s'
                """.formatted(DATABASE))) {
            return rows.next();
        }
    }

    @Override
    public DatabaseUrl url() {
        return url;
    }

    @Override
    public String description() {
        return "embedded PostgreSQL in " + directory.path();
    }

    /** Without its server the application can do nothing; started again, it starts the server again. */
    private void ended(Runnable whenServerEnds) {
        if (!closing) {
            LOG.error("The embedded PostgreSQL in {} has ended; so does Quick Booking", directory.path());
            whenServerEnds.run();
        }
    }

    @Override
    public void close() {
        closing = true;
        try (directory) {
            server.close();
            new Postmaster(directory.cluster().directory()).stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
