package io.quickbooking.core;

import io.quickbooking.core.redis.RedisUrl;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The library's settings, {@code booking.*}.
 *
 * @param sessionExpiration how long a chosen slot waits for its confirmation; 1 second to 24 hours
 * @param tapsPerMinute how many taps and texts of one customer are answered in a minute, in one burst if they arrive so; 0 to
 *     6000; 0 means no limit
 * @param retry how often work on the database is attempted
 * @param audit when the nightly audit runs
 * @param whatsapp the connection to WhatsApp's Cloud API
 * @param retention how long contents are retained
 * @param simulation the simulator of customers and their races
 * @param redisUrl where the nodes share sessions and signals, see {@link RedisUrl}; null if this is the only node or Redis is
 *     not used
 */
@ConfigurationProperties("booking")
public record QuickBookingProperties(
        @DefaultValue("15m") Duration sessionExpiration,
        @DefaultValue("20") int tapsPerMinute,
        @DefaultValue Retry retry,
        @DefaultValue Audit audit,
        @DefaultValue WhatsApp whatsapp,
        @DefaultValue Retention retention,
        @DefaultValue Simulation simulation,
        @Nullable String redisUrl) {
    public QuickBookingProperties {
        require(
                "booking.session-expiration",
                sessionExpiration.toMillis() + " ms",
                "1000 to 86400000 ms",
                sessionExpiration.compareTo(Duration.ofSeconds(1)) >= 0
                        && sessionExpiration.compareTo(Duration.ofHours(24)) <= 0);
        require("booking.taps-per-minute", tapsPerMinute, "0 to 6000", tapsPerMinute >= 0 && tapsPerMinute <= 6_000);
        if (redisUrl != null) {
            requireRedis(redisUrl);
        }
    }

    /**
     * Retries of transactions.
     *
     * @param maxAttempts in all, 1 to 10
     * @param baseDelay before the second attempt, doubled before each further one; 1 ms to 10 seconds
     */
    public record Retry(
            @DefaultValue("3") int maxAttempts,
            @DefaultValue("100ms") Duration baseDelay) {
        public Retry {
            require("booking.retry.max-attempts", maxAttempts, "1 to 10", maxAttempts >= 1 && maxAttempts <= 10);
            require(
                    "booking.retry.base-delay",
                    baseDelay.toMillis() + " ms",
                    "1 to 10000 ms",
                    baseDelay.toMillis() >= 1 && baseDelay.toMillis() <= 10_000);
        }
    }

    /**
     * The time of the nightly audit.
     *
     * @param at time of day, such as {@code 03:00}; {@code off} disables the scheduled run
     * @param zone of that time, such as {@code Europe/Berlin}
     */
    public record Audit(
            @DefaultValue("03:00") String at,
            @DefaultValue("UTC") String zone) {
        private static final String OFF = "off";

        public Audit {
            require(
                    "booking.audit.at",
                    at,
                    "a time such as 03:00, or off",
                    at.equals(OFF) || at.matches("([01]\\d|2[0-3]):[0-5]\\d"));
            require(
                    "booking.audit.zone",
                    zone,
                    "a time zone such as Europe/Berlin",
                    zone.equals("UTC") || ZoneId.getAvailableZoneIds().contains(zone));
        }

        public Optional<LocalTime> time() {
            return at.equals(OFF) ? Optional.empty() : Optional.of(LocalTime.parse(at));
        }

        public ZoneId timeZone() {
            return ZoneId.of(zone);
        }
    }

    /**
     * The connection to WhatsApp.
     *
     * @param appSecret verifies the signatures of webhooks; two while the secret is being rotated; without one, signed webhooks
     *     are rejected
     * @param allowUnsigned accepts webhooks without a signature, for local trials
     * @param verifyToken the token that the webhook's verification handshake must contain; null rejects the handshake
     * @param accessToken authorizes sending; null if messages are not sent
     * @param graphUrl base URL of the Graph API, without a trailing slash
     * @param graphVersion for example {@code v26.0}
     */
    public record WhatsApp(
            @DefaultValue List<String> appSecret,
            @DefaultValue("false") boolean allowUnsigned,
            @Nullable String verifyToken,
            @Nullable String accessToken,
            @DefaultValue("https://graph.facebook.com") URI graphUrl,
            @DefaultValue("v26.0") String graphVersion) {
        public WhatsApp {
            appSecret = appSecret.stream()
                    .map(String::strip)
                    .filter(secret -> !secret.isEmpty())
                    .toList();
            verifyToken = blankToNull(verifyToken);
            accessToken = blankToNull(accessToken);
            require(
                    "booking.whatsapp.graph-url",
                    graphUrl,
                    "an http or https address, such as https://graph.facebook.com",
                    ("http".equals(graphUrl.getScheme()) || "https".equals(graphUrl.getScheme()))
                            && graphUrl.getHost() != null);
            require(
                    "booking.whatsapp.graph-version",
                    graphVersion,
                    "v and a version, such as v26.0",
                    graphVersion.matches("v\\d{1,3}\\.\\d{1,2}"));
        }

        public Optional<String> token() {
            return Optional.ofNullable(accessToken);
        }

        private static @Nullable String blankToNull(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    /**
     * How long contents are retained.
     *
     * @param payloads received payloads, 8 to 3650 days; WhatsApp redelivers for seven, and a waiting tap needs its payload
     * @param messages messages sent to customers, 2 to 3650 days; sending is attempted for one day
     * @param events the text of taps, and sessions that never reached a card, 30 to 3650 days
     */
    public record Retention(
            @DefaultValue("30d") Duration payloads,
            @DefaultValue("90d") Duration messages,
            @DefaultValue("730d") Duration events) {
        public Retention {
            requireDays("payloads", payloads, 8);
            requireDays("messages", messages, 2);
            requireDays("events", events, 30);
        }

        private static void requireDays(String what, Duration period, int least) {
            require(
                    "booking.retention." + what,
                    period.toDays() + " days",
                    least + " to 3650 days, such as 30d",
                    period.compareTo(Duration.ofDays(least)) >= 0 && period.compareTo(Duration.ofDays(3650)) <= 0);
        }
    }

    /**
     * @param enabled {@code true}: the simulation's tables, beans and thread are created; {@code false}: none of them exists
     */
    public record Simulation(@DefaultValue("false") String enabled) {
        /** The name of the property, for conditions. */
        public static final String ENABLED = "booking.simulation.enabled";

        public Simulation {
            // Conditions on beans understand no other words.
            require(ENABLED, enabled, "true or false", enabled.equals("true") || enabled.equals("false"));
        }

        public boolean isOn() {
            return enabled.equals("true");
        }
    }

    private static void requireRedis(String url) {
        try {
            RedisUrl.parse(url);
        } catch (IllegalArgumentException mistake) {
            throw new InvalidPropertyException("booking.redis-url", RedisUrl.masked(url), mistake.getMessage());
        }
    }

    private static void require(String property, Object value, String allowed, boolean holds) {
        if (!holds) {
            throw new InvalidPropertyException(property, value, allowed);
        }
    }
}
