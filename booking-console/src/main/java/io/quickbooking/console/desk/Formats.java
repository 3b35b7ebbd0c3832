package io.quickbooking.console.desk;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How times, money and numbers are written for an operator. */
public final class Formats {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final int SHOWN_DIGITS = 4;

    private final Locale locale;
    private final ZoneId zone;
    private final DateTimeFormatter time;
    private final DateTimeFormatter seconds;
    private final DateTimeFormatter day;
    private final DateTimeFormatter shortDay;
    private final DateTimeFormatter weekday;
    private final DateTimeFormatter dayAndTime;

    public Formats(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale);
        seconds = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM).withLocale(locale);
        day = DateTimeFormatter.ofPattern("EEE, d MMM yyyy", locale);
        shortDay = DateTimeFormatter.ofPattern("EEE d MMM", locale);
        weekday = DateTimeFormatter.ofPattern("EEE", locale);
        dayAndTime = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale);
    }

    public ZonedDateTime local(Instant instant) {
        return instant.atZone(zone);
    }

    /** {@code 3:00 PM}, in the salon's zone. */
    public String time(Instant instant) {
        return time.format(local(instant));
    }

    /** {@code 3:00:12 PM}. */
    public String seconds(Instant instant) {
        return seconds.format(local(instant));
    }

    public String time(LocalTime wallTime) {
        return time.format(wallTime);
    }

    /** {@code Fri 25 Oct}. */
    public String shortDay(Instant instant) {
        return shortDay.format(local(instant));
    }

    /** {@code Fri 3:00 PM}. */
    public String weekdayAndTime(Instant instant) {
        return weekday.format(local(instant)) + " " + time(instant);
    }

    /** {@code Fri 25 Oct, 3:00:12 PM}. */
    public String dayAndSeconds(Instant instant) {
        return shortDay(instant) + ", " + seconds(instant);
    }

    /** {@code Fri, 25 Oct 2024}. */
    public String day(Instant instant) {
        return day.format(local(instant));
    }

    public String day(LocalDate date) {
        return day.format(date);
    }

    /** {@code Oct 25, 2024, 3:00 PM}. */
    public String dayAndTime(Instant instant) {
        return dayAndTime.format(local(instant));
    }

    /** For the {@code datetime} attribute of a {@code <time>}. */
    public String machine(Instant instant) {
        return instant.toString();
    }

    /** @param minor in minor units of the currency */
    public String money(long minor, String currencyCode) {
        int digits = decimals(currencyCode);
        Optional<Currency> currency = currency(currencyCode);
        if (currency.isEmpty()) {
            return BigDecimal.valueOf(minor, digits).toPlainString() + " " + currencyCode;
        }
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency.get());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(BigDecimal.valueOf(minor, digits));
    }

    /** The decimals of a currency; two, as nearly all have, where this Java runtime does not know it. */
    public static int decimals(String currencyCode) {
        return currency(currencyCode)
                .map(currency -> Math.max(currency.getDefaultFractionDigits(), 0))
                .orElse(2);
    }

    private static Optional<Currency> currency(String code) {
        try {
            return Optional.of(Currency.getInstance(code));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** {@code 12.3 %} as the language writes it. */
    public String percent(double share) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format(share);
    }

    /** With one digit after the point where it is not 0. */
    public String decimal(double number) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format(number);
    }

    /** {@code 7:05}, minutes and seconds; with hours in front from an hour on. */
    public String clock(Duration duration) {
        Duration shown = duration.isNegative() ? Duration.ZERO : duration;
        return shown.toHours() > 0
                ? "%d:%02d:%02d".formatted(shown.toHours(), shown.toMinutesPart(), shown.toSecondsPart())
                : "%d:%02d".formatted(shown.toMinutes(), shown.toSecondsPart());
    }

    /** {@code 41 ms} or {@code 1.2 s}, in the operator's language. */
    public String latency(Duration duration) {
        long millis = duration.toMillis();
        return millis < 1_000 ? milliseconds(millis) : decimal(millis / 1_000.0) + " " + unit("s", "שנ׳");
    }

    /** {@code 41 ms} or {@code 41.3 ms}. */
    public String milliseconds(double millis) {
        return decimal(millis) + " " + unit("ms", "מ״ש");
    }

    private String unit(String latin, String hebrew) {
        return locale.getLanguage().equals("he") ? hebrew : latin;
    }

    /** @param waId digits as WhatsApp sends them, without {@code +} */
    public String phone(String waId) {
        try {
            return PHONES.format(PHONES.parse("+" + waId, null), PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException e) {
            return "+" + waId;
        }
    }

    /** All but the last four digits hidden; empty when WhatsApp has told none. */
    public String maskedPhone(@Nullable String waId) {
        if (waId == null) {
            return "";
        }
        return "•••" + waId.substring(Math.max(0, waId.length() - SHOWN_DIGITS));
    }
}
