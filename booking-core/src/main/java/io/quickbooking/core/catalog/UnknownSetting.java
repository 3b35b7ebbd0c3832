package io.quickbooking.core.catalog;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * A setting of a stored salon that this Java runtime does not know, because a newer runtime or plain SQL wrote it.
 *
 * @param value as stored, such as {@code America/Nowhere}
 */
public record UnknownSetting(Kind kind, String value) {
    /** The setting and its key in a catalogue file. */
    public enum Kind {
        TIME_ZONE("timeZone", "time zone"),
        CURRENCY("currency", "currency");

        private final String field;
        private final String words;

        Kind(String field, String words) {
            this.field = field;
            this.words = words;
        }

        public String field() {
            return field;
        }
    }

    /** Replaces an unknown time zone where one has to be shown. */
    static final ZoneId NO_ZONE = ZoneId.of("UTC");

    /** ISO 4217's code for "no currency", for the same purpose. */
    static final Currency NO_CURRENCY = Currency.getInstance("XXX");

    static List<UnknownSetting> of(String timeZone, String currency) {
        List<UnknownSetting> unknown = new ArrayList<>();
        if (zone(timeZone).isEmpty()) {
            unknown.add(new UnknownSetting(Kind.TIME_ZONE, timeZone));
        }
        if (currency(currency).isEmpty()) {
            unknown.add(new UnknownSetting(Kind.CURRENCY, currency));
        }
        return unknown;
    }

    /** Returns the time zone with this name; empty if this runtime does not know it. */
    public static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    static Optional<Currency> currency(String code) {
        try {
            return Optional.of(Currency.getInstance(code));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return kind.words + " '" + value + "'";
    }
}
