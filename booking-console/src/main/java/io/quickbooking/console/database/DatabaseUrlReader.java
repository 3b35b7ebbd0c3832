package io.quickbooking.console.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quickbooking.core.InvalidPropertyException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One text on its way to a {@link DatabaseUrl}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS">Connection URIs</a>
 */
record DatabaseUrlReader(String property, String text) {
    private static final Pattern FORM = Pattern.compile("""
            (?x)
            (?: jdbc:postgresql | postgres (?: ql )? ) ://
            (?: (?<user> [^:/?\\#]* ) (?: : (?<password> [^/?\\#]* ) )? @ )?
            (?<servers> [^@/?\\#]+ )
            / (?<database> [^/?\\#]+ )
            (?: \\? (?<query> [^\\#]* ) )?
            """);
    private static final Pattern SERVER =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^:\\[\\]\\s]+)(?::(?<port>\\d{1,5}))?");
    private static final String ALLOWED =
            "postgresql://user:password@host:port/database or jdbc:postgresql://host:port/database,"
                    + " with reserved characters percent-encoded";

    DatabaseUrl read() {
        Matcher parts = FORM.matcher(text);
        require(parts.matches(), ALLOWED);
        Map<String, String> parameters = new LinkedHashMap<>(DatabaseUrl.DRIVER_DEFAULTS);
        parameters.putAll(parameters(parts.group("query")));
        boolean pgBouncer = isTrue(parameters.remove("pgbouncer"));
        if (pgBouncer) {
            parameters.put("prepareThreshold", "0");
        }
        String user = parameters.remove("user");
        String password = parameters.remove("password");
        return new DatabaseUrl(
                Arrays.stream(parts.group("servers").split(","))
                        .map(this::server)
                        .collect(Collectors.joining(",")),
                decoded(parts.group("database")),
                parts.group("user") == null ? user : decoded(parts.group("user")),
                parts.group("password") == null ? password : decoded(parts.group("password")),
                number(
                        parameters.remove("connection_limit"),
                        DatabaseUrl.DEFAULT_CONNECTION_LIMIT,
                        3,
                        500,
                        "a URL with a connection_limit of 3 to 500 connections"),
                Duration.ofSeconds(number(
                        parameters.remove("pool_timeout"),
                        (int) DatabaseUrl.DEFAULT_POOL_TIMEOUT.toSeconds(),
                        1,
                        60,
                        "a URL with a pool_timeout of 1 to 60 seconds")),
                pgBouncer,
                parameters);
    }

    private String server(String hostAndPort) {
        Matcher server = SERVER.matcher(hostAndPort);
        require(server.matches(), ALLOWED);
        int port = number(server.group("port"), 5432, 1, 65_535, "a URL with a port of 1 to 65535");
        return decoded(server.group("host")) + ":" + port;
    }

    private Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            require(equals > 0, "a URL with parameters of the form name=value");
            parameters.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
        }
        return parameters;
    }

    private boolean isTrue(@Nullable String value) {
        require(
                value == null || value.equals("true") || value.equals("false"),
                "a URL with a pgbouncer of true or false");
        return "true".equals(value);
    }

    private int number(@Nullable String digits, int byDefault, int least, int most, String allowed) {
        if (digits == null) {
            return byDefault;
        }
        require(digits.matches("\\d{1,5}"), allowed);
        int number = Integer.parseInt(digits);
        require(number >= least && number <= most, allowed);
        return number;
    }

    /** A plus sign means itself, as everywhere in a URI but in HTML forms. */
    private String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(property, masked(text), ALLOWED);
        }
    }

    private void require(boolean holds, String allowed) {
        if (!holds) {
            throw new InvalidPropertyException(property, masked(text), allowed);
        }
    }

    /** The text without what is a password, or may have been meant as one: better too little than too much. */
    static String masked(String text) {
        String masked = text.replaceAll("(?i)(password=)[^&\\s]*", "$1***");
        if (masked.contains("@")) {
            return masked.replaceFirst("(://[^:@]*|^(?!jdbc:)[^:@]*):(?!//).*@", "$1:***@");
        }
        // "postgresql://user:secret": the host was forgotten, and the password stands where a port belongs.
        return masked.replaceFirst("(://[^:\\[/?]*):(?!\\d{1,5}(?:[/?,]|$))[^/?]*", "$1:***");
    }
}
