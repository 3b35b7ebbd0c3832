package io.quickbooking.console.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quickbooking.core.InvalidPropertyException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is, who we are there and how many connections we may have. Never shows its password.
 *
 * @param server {@code host:port}, several separated by commas; an IPv6 address in brackets
 * @param user null: the name of the user who runs the application, as PostgreSQL's own programs do
 * @param connectionLimit the most connections at a time, 3 to 500: migrations take three
 * @param poolTimeout how long to wait for one of them, 1 to 60 seconds
 * @param pgBouncer whether a PgBouncer in transaction mode stands in between: then a connection keeps nothing from one transaction
 *     to the next, neither settings nor prepared statements
 * @param driverParameters for the PostgreSQL driver, by name
 */
public record DatabaseUrl(
        String server,
        String database,
        @Nullable String user,
        @Nullable String password,
        int connectionLimit,
        Duration poolTimeout,
        boolean pgBouncer,
        Map<String, String> driverParameters) {
    // Short transactions: enough for a few cores, and several nodes fit into a server's usual 100.
    static final int DEFAULT_CONNECTION_LIMIT = 20;
    static final Duration DEFAULT_POOL_TIMEOUT = Duration.ofSeconds(3);

    /**
     * Times in seconds. Untold, the driver waits forever for a server that has vanished, and has the values of a row that
     * was refused, phone numbers among them, in its messages and so in logs.
     */
    static final Map<String, String> DRIVER_DEFAULTS = Map.of(
            "ApplicationName", "quick-booking",
            "connectTimeout", "5",
            "logServerErrorDetail", "false",
            "loginTimeout", "10",
            "socketTimeout", "60",
            "tcpKeepAlive", "true",
            "reWriteBatchedInserts", "true");

    public DatabaseUrl {
        driverParameters = Map.copyOf(driverParameters);
    }

    /**
     * Reads {@code postgresql://}, {@code postgres://} and {@code jdbc:postgresql://}. The query may name
     * {@code connection_limit}, {@code pool_timeout} (seconds), {@code pgbouncer}, {@code user} and {@code password}; the rest
     * goes to the driver.
     *
     * @param property names the setting in messages
     * @throws InvalidPropertyException when the text cannot be read; the message shows it without the password
     */
    public static DatabaseUrl parse(String property, String text) {
        return new DatabaseUrlReader(property, text.strip()).read();
    }

    /** A server on this machine, with the defaults. */
    static DatabaseUrl local(int port, String database, String user, String password) {
        return new DatabaseUrl(
                "127.0.0.1:" + port,
                database,
                user,
                password,
                DEFAULT_CONNECTION_LIMIT,
                DEFAULT_POOL_TIMEOUT,
                false,
                DRIVER_DEFAULTS);
    }

    /** Opens a connection for each call; does not pool. */
    public PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl());
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    /** For the driver, without user and password. */
    String jdbcUrl() {
        return driverParameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", "jdbc:postgresql://" + server + "/" + encoded(database) + "?", ""));
    }

    /** For people: {@code postgresql://salon@db.example.com:5432/booking}. */
    @Override
    public String toString() {
        return "postgresql://" + (user == null ? "" : encoded(user) + "@") + server + "/" + encoded(database);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
