package io.quickbooking.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.quickbooking.core.database.MigrationSet;
import io.quickbooking.core.database.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database of its own for a test: a copy of a migrated template on one real PostgreSQL server, which starts with the
 * first use and serves the whole test run. {@code -Dtest.postgres=15} takes Debian's server instead of the newest one.
 */
public final class TestDatabase implements AutoCloseable {
    private static final String TEMPLATE = "migrated";

    /** The console's migrations, which are on the class path of its tests alone. */
    private static final MigrationSet CONSOLE =
            new MigrationSet("quick_booking_console_schema_history", "classpath:quickbooking/db/console");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final HikariDataSource dataSource;

    private TestDatabase(String name, int connections) {
        this.name = name;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url(name));
        config.setUsername("postgres");
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        dataSource = new HikariDataSource(config);
    }

    /** A fresh database with the product's tables, reached by up to 20 connections. */
    public static TestDatabase create() {
        return create(20);
    }

    public static TestDatabase create(int connections) {
        return new TestDatabase(createCopyOf(TEMPLATE), connections);
    }

    /** A fresh database with nothing in it. */
    public static TestDatabase createEmpty() {
        return new TestDatabase(createCopyOf("template1"), 5);
    }

    /** A fresh database with nothing in it, whose texts are of another encoding. */
    public static TestDatabase createEmpty(String encoding) {
        String name = "test_" + COUNT.incrementAndGet();
        Server.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING '" + encoding + "' LOCALE 'C'");
        return new TestDatabase(name, 5);
    }

    /** Creates the tables of the library and of the simulation, and in tests of the console its tables as well. */
    public static void migrate(DataSource dataSource) {
        Migrations.apply(dataSource, MigrationSet.LIBRARY);
        Migrations.apply(dataSource, MigrationSet.SIMULATION);
        if (TestDatabase.class.getResource("/quickbooking/db/console") != null) {
            Migrations.apply(dataSource, CONSOLE);
        }
    }

    private static String createCopyOf(String template) {
        String name = "test_" + COUNT.incrementAndGet();
        Server.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return name;
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + Server.POSTGRES.getPort() + "/" + database;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public String jdbcUrl() {
        return url(name) + "?user=postgres";
    }

    /** The same database as a {@code DATABASE_URL}. */
    public String databaseUrl() {
        return "postgresql://postgres@127.0.0.1:" + port() + "/" + name;
    }

    public static int port() {
        return Server.POSTGRES.getPort();
    }

    public String name() {
        return name;
    }

    /** Plain JDBC, for arranging and for reading rows back without the code under test. */
    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    public long count(String table) {
        return jdbc().sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    /** Drops the connections of the pool, so that the next ones take up changed settings of the database. */
    public void reconnect() {
        dataSource.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        dataSource.close();
        Server.execute("DROP DATABASE " + name + " WITH (FORCE)");
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        static {
            execute("CREATE DATABASE " + TEMPLATE);
            try (HikariDataSource template = new TestDatabase(TEMPLATE, 3).dataSource) {
                migrate(template);
            }
        }

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres.Builder server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("synchronous_commit", "on");
                if (DebianPostgres.isWanted()) {
                    // Debian's folder for sockets is not everybody's to write to.
                    server.setPgBinaryResolver((system, machine) -> DebianPostgres.archive())
                            .setServerConfig("unix_socket_directories", "");
                }
                return server.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static void execute(String sql) {
            try (Connection connection = DriverManager.getConnection(POSTGRES.getJdbcUrl("postgres", "postgres"));
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }
    }
}
