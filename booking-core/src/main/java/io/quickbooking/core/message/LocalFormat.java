package io.quickbooking.core.message;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Formats times, lengths and prices in one language, with Latin digits. Patterns, separators and short weekdays come
 * from the bundle, because those of the JDK differ between releases.
 */
final class LocalFormat {
    /** The unambiguous symbols; other currencies are shown by their code. */
    private static final Map<String, String> SYMBOLS = Map.of(
            "USD", "$", "EUR", "€", "GBP", "£", "BRL", "R$", "RUB", "₽", "UAH", "₴", "KZT", "₸", "ILS", "₪", "INR", "₹",
            "JPY", "¥");

    private static final Duration UNMISTAKABLE = Duration.ofDays(300);
    private static final int MINUTES_PER_HOUR = 60;
    private static final int DAYS_NAMED_BY_WEEKDAY = 6;

    private final Phrases phrases;
    private final DateTimeFormatter time;
    private final DateTimeFormatter date;
    private final DateTimeFormatter dateAndYear;
    private final DateTimeFormatter shortDate;
    private final List<String> shortWeekdays;
    private final DecimalFormatSymbols separators;

    LocalFormat(Phrases phrases) {
        this.phrases = phrases;
        this.time = formatter("pattern.time");
        this.date = formatter("pattern.date");
        this.dateAndYear = formatter("pattern.date.year");
        this.shortDate = formatter("pattern.date.short");
        this.shortWeekdays = List.of(phrases.phrase("weekdays.short").split(","));
        this.separators = DecimalFormatSymbols.getInstance(Locale.ROOT);
        separators.setDecimalSeparator(phrases.phrase("number.decimal").charAt(0));
        separators.setGroupingSeparator(phrases.phrase("number.grouping").charAt(0));
    }

    private DateTimeFormatter formatter(String key) {
        return DateTimeFormatter.ofPattern(phrases.phrase(key), phrases.language());
    }

    /** {@code 4:00 PM}. */
    String time(ZonedDateTime start) {
        return time.format(start);
    }

    /**
     * Returns {@code Friday, October 25}, with the year if the date is so far ahead that it could be mistaken for an
     * earlier one.
     */
    String date(ZonedDateTime start, Instant now) {
        boolean farAhead = start.toInstant().isAfter(now.plus(UNMISTAKABLE));
        return (farAhead ? dateAndYear : date).format(start);
    }

    /** Returns the time, preceded by as much of the day as distinguishes it from the reference: {@code Fri 4:00 PM}. */
    String timeSeenFrom(LocalDate reference, ZonedDateTime start) {
        long daysAhead = ChronoUnit.DAYS.between(reference, start.toLocalDate());
        if (daysAhead == 0) {
            return time(start);
        }
        String day = daysAhead > 0 && daysAhead <= DAYS_NAMED_BY_WEEKDAY
                ? shortWeekdays.get(start.getDayOfWeek().ordinal())
                : shortDate.format(start);
        return day + " " + time(start);
    }

    /** Returns {@code Fri Oct 25}, short enough for a row of a list. */
    String day(ZonedDateTime start) {
        return shortWeekdays.get(start.getDayOfWeek().ordinal()) + " " + shortDate.format(start);
    }

    /** {@code 1 h 30 min}. */
    String duration(Duration duration) {
        long hours = duration.toMinutes() / MINUTES_PER_HOUR;
        long minutes = duration.toMinutes() % MINUTES_PER_HOUR;
        if (hours == 0) {
            return phrases.phrase("duration.minutes", Long.toString(minutes));
        }
        if (minutes == 0) {
            return phrases.phrase("duration.hours", Long.toString(hours));
        }
        return phrases.phrase("duration.both", Long.toString(hours), Long.toString(minutes));
    }

    /** {@code $50.00}, {@code KWD 5.000}. */
    String price(long minorUnits, Currency currency) {
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        DecimalFormat format = new DecimalFormat("#,##0", separators);
        format.setMinimumFractionDigits(digits);
        String amount = format.format(BigDecimal.valueOf(minorUnits, digits));
        String symbol = SYMBOLS.get(currency.getCurrencyCode());
        return symbol == null
                ? phrases.phrase("price.code", amount, currency.getCurrencyCode())
                : phrases.phrase("price.symbol", amount, symbol);
    }
}
