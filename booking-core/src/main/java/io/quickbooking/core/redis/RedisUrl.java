package io.quickbooking.core.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is. Never shows its password.
 *
 * <pre>
 * redis://user:password@host:6379/0
 * redis-sentinel://user:password@sentinel1:26379,sentinel2:26379/0#master
 * redis-cluster://user:password@host1:6379,host2:6379
 * </pre>
 *
 * With {@code rediss} in front instead of {@code redis} the connection is encrypted and the server's certificate has to be
 * one that Java trusts and that bears its name; {@code ?verifyPeer=ca} does without the name, {@code ?verifyPeer=none} without both.
 * Sentinels with a password of their own have it as {@code ?sentinelPassword=}.
 *
 * @param user null: Redis's default user
 * @param nodes the server; of {@code SENTINEL} the sentinels, of {@code CLUSTER} some of its nodes
 * @param database 0 to 15 unless the server has more; a cluster has only 0
 * @param master what the sentinels call it; empty unless {@code SENTINEL}
 */
public record RedisUrl(
        Kind kind,
        Encryption encryption,
        @Nullable String user,
        @Nullable String password,
        List<Node> nodes,
        int database,
        String master,
        @Nullable String sentinelPassword) {
    enum Kind {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }

    enum Encryption {
        NONE,
        /** Encrypted, with any certificate. */
        UNVERIFIED,
        /** Encrypted, with a certificate that Java trusts. */
        CA,
        /** Encrypted, with a trusted certificate that has the server's name. */
        FULL
    }

    /** @param host a name or an address, of IPv6 in brackets */
    record Node(String host, int port) {}

    private static final Pattern FORM = Pattern.compile("""
            (?x)
            redis (?<tls> s )? (?: - (?<kind> sentinel | cluster ) )? ://
            (?: (?<user> [^:@/?\\#]* ) : (?<password> [^@/?\\#]* ) @ )?
            (?<servers> [^@/?\\#]+ )
            (?: / (?<database> \\d{1,4} )? )?
            (?: \\? (?<query> [^\\#]* ) )?
            (?: \\# (?<master> [^\\#]+ ) )?
            """);
    private static final Pattern SERVER =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^:\\[\\]\\s]+)(?::(?<port>\\d{1,5}))?");
    private static final String ALLOWED =
            "redis://user:password@host:port/database, redis-sentinel://host:port,host:port#master"
                    + " or redis-cluster://host:port,host:port, or the same with rediss for TLS";

    public RedisUrl {
        nodes = List.copyOf(nodes);
    }

    /** @throws IllegalArgumentException when the text is not a valid address; the message says what is allowed */
    public static RedisUrl parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        require(parts.matches(), ALLOWED);
        Kind kind = parts.group("kind") == null
                ? Kind.STANDALONE
                : Kind.valueOf(parts.group("kind").toUpperCase(Locale.ROOT));
        Map<String, String> parameters = parameters(parts.group("query"));
        String verify = parameters.remove("verifyPeer");
        String sentinelPassword = parameters.remove("sentinelPassword");
        require(parameters.isEmpty(), "a URL with no other parameters than verifyPeer and sentinelPassword");
        boolean tls = parts.group("tls") != null;
        require(tls || verify == null, "a URL with rediss in front where verifyPeer is set");
        List<Node> nodes = Arrays.stream(parts.group("servers").split(",", -1))
                .map(server -> node(server, kind == Kind.SENTINEL ? 26_379 : 6_379))
                .toList();
        require(kind != Kind.STANDALONE || nodes.size() == 1, ALLOWED);
        String master = parts.group("master") == null ? "" : decoded(parts.group("master"));
        require(
                kind == Kind.SENTINEL == !master.isEmpty(),
                "a URL that ends in # and the master's name for sentinels only");
        int database = parts.group("database") == null ? 0 : Integer.parseInt(parts.group("database"));
        require(kind != Kind.CLUSTER || database == 0, "a URL without a database: a cluster has only one");
        return new RedisUrl(
                kind,
                tls ? encryption(verify) : Encryption.NONE,
                emptyToNull(parts.group("user")),
                emptyToNull(parts.group("password")),
                nodes,
                database,
                master,
                sentinelPassword);
    }

    private static Encryption encryption(@Nullable String verify) {
        if (verify == null || verify.equalsIgnoreCase("full")) {
            return Encryption.FULL;
        }
        boolean none = verify.equalsIgnoreCase("none");
        require(none || verify.equalsIgnoreCase("ca"), "a URL with a verifyPeer of full, ca or none");
        return none ? Encryption.UNVERIFIED : Encryption.CA;
    }

    private static Node node(String hostAndPort, int defaultPort) {
        Matcher server = SERVER.matcher(hostAndPort);
        require(server.matches(), ALLOWED);
        int port = server.group("port") == null ? defaultPort : Integer.parseInt(server.group("port"));
        require(port >= 1 && port <= 65_535, "a URL with a port of 1 to 65535");
        return new Node(decoded(server.group("host")), port);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
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

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : decoded(text);
    }

    /** Decodes a part; a plus sign stands for itself, as everywhere in a URI but in HTML forms. */
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(ALLOWED, e);
        }
    }

    private static void require(boolean holds, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(allowed);
        }
    }

    /**
     * Returns the text without its password or a part that may be meant as one: it rather shows too little than too
     * much.
     */
    public static String masked(String text) {
        String masked = text.strip().replaceAll("(?i)(password=)[^&#\\s]*", "$1***");
        return masked.contains("@") ? masked.replaceFirst("^(\\w[\\w-]*://)?.*@", "$1***@") : masked;
    }

    /** Returns a form for people: {@code rediss-cluster://cache1:6379,cache2:6379}. */
    @Override
    public String toString() {
        String scheme = (encryption == Encryption.NONE ? "redis" : "rediss")
                + (kind == Kind.STANDALONE ? "" : "-" + kind.name().toLowerCase(Locale.ROOT));
        List<String> servers =
                nodes.stream().map(node -> node.host() + ":" + node.port()).toList();
        return scheme + "://" + String.join(",", servers)
                + (database == 0 ? "" : "/" + database)
                + (master.isEmpty() ? "" : "#" + master);
    }
}
