package io.quickbooking.core.watch;

import io.quickbooking.core.analytics.Answers;
import io.quickbooking.core.analytics.Rate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The alarms and their limits. The rules for Prometheus in {@code docs/observability/alerts.yml} have the same limits;
 * a test compares them.
 */
public enum AlarmKind {
    /** The time since the database last answered is too long, in seconds. */
    DATABASE_AWAY(false, Watch.STALE.toSeconds()),
    /** Bookings made, among all confirmations. */
    CONFIRMATION_SUCCESS(true, Objects.requireNonNull(Rate.CONFIRMATION_SUCCESS.alert())),
    /** Expired sessions, among all that came to a card. */
    SESSION_EXPIRATION(false, Objects.requireNonNull(Rate.SESSION_EXPIRATION.alert())),
    /** The average time from a tap's arrival until WhatsApp has accepted the answer, in seconds. */
    TAP_LATENCY(false, Answers.SLOW.toSeconds()),
    /** The share of failed attempts on the database, among all attempts of taps. */
    DATABASE_ERRORS(false, Answers.MANY_FAILURES),
    /** The age of the oldest message that waits to be sent, in seconds. */
    OUTBOX_AGE(false, Duration.ofMinutes(15).toSeconds()),
    /** The age of the oldest tap that waits to be handled, in seconds. */
    INBOX_AGE(false, Duration.ofMinutes(15).toSeconds()),
    /** The number of kinds of findings of the last audit. */
    AUDIT_FINDINGS(false, 0),
    /** The difference between this node's clock and the database's, in seconds. */
    CLOCK_DIFFERENCE(false, Duration.ofSeconds(30).toSeconds());

    private final boolean below;
    private final double limit;

    AlarmKind(boolean below, double limit) {
        this.below = below;
        this.limit = limit;
    }

    /** Returns whether values below the limit raise the alarm; else those above it. */
    public boolean below() {
        return below;
    }

    public double limit() {
        return limit;
    }

    /** Returns the name in logs, labels and the keys of texts. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name of its rule for Prometheus. */
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
