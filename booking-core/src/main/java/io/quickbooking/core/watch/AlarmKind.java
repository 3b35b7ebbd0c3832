package io.quickbooking.core.watch;

import io.quickbooking.core.analytics.Answers;
import io.quickbooking.core.analytics.Rate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What somebody is woken for, and from where on. The rules for Prometheus in {@code docs/observability/alerts.yml} say the
 * same; a test compares them.
 */
public enum AlarmKind {
    /** The database has not told how things are for too long, in seconds. */
    DATABASE_AWAY(false, Watch.STALE.toSeconds()),
    /** Bookings made, of all confirmations. */
    CONFIRMATION_SUCCESS(true, Objects.requireNonNull(Rate.CONFIRMATION_SUCCESS.alert())),
    /** Sessions that ran out, of all that came to a card. */
    SESSION_EXPIRATION(false, Objects.requireNonNull(Rate.SESSION_EXPIRATION.alert())),
    /** From a tap's arrival to WhatsApp's taking the answer, on average, in seconds. */
    TAP_LATENCY(false, Answers.SLOW.toSeconds()),
    /** Attempts of taps on the database that failed, of all. */
    DATABASE_ERRORS(false, Answers.MANY_FAILURES),
    /** How long the oldest message waits to be sent, in seconds. */
    OUTBOX_AGE(false, Duration.ofMinutes(15).toSeconds()),
    /** How long the oldest tap waits to be handled, in seconds. */
    INBOX_AGE(false, Duration.ofMinutes(15).toSeconds()),
    /** Kinds of findings of the last audit. */
    AUDIT_FINDINGS(false, 0),
    /** By how much this node's clock differs from the database's, in seconds. */
    CLOCK_DIFFERENCE(false, Duration.ofSeconds(30).toSeconds());

    private final boolean below;
    private final double limit;

    AlarmKind(boolean below, double limit) {
        this.below = below;
        this.limit = limit;
    }

    /** Whether values below the limit alarm; else those above it. */
    public boolean below() {
        return below;
    }

    public double limit() {
        return limit;
    }

    /** As in logs, labels and the keys of texts. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of its rule for Prometheus. */
    public String rule() {
        return "QuickBooking"
                + Arrays.stream(name().split("_"))
                        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
    }

    boolean alarms(double value) {
        return below ? value < limit : value > limit;
    }
}
