package io.quickbooking.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalFormatTest {
    private final LocalFormat english = in("en");

    @ParameterizedTest
    @CsvSource({
        "en, 5000, USD, $50.00",
        "en, 123456789, USD, '$1,234,567.89'",
        "en, 5000, JPY, '¥5,000'",
        "en, 5000, KWD, KWD⍽5.000",
        "en, 5, EUR, €0.05",
        "en, 5000, XAU, 'XAU⍽5,000'",
        "es, 123456, EUR, '1.234,56⍽€'",
        "pt, 5000, BRL, 'R$⍽50,00'",
        "ru, 250000, RUB, '2⍽500,00⍽₽'",
        "de, 5000, CHF, '50,00⍽CHF'",
        "fr, 123456, EUR, '1⍽234,56⍽€'",
        "he, 18000, ILS, '\u200F180.00⍽₪'",
        "ar, 18000, AED, '\u200F180.00⍽AED'",
    })
    void a_price_is_written_by_language_and_currency(String language, long minorUnits, String currency, String price) {
        assertThat(in(language).price(minorUnits, Currency.getInstance(currency)))
                .isEqualTo(price.replace('⍽', '\u00A0'));
    }

    @ParameterizedTest
    @CsvSource({
        "en, 30, 30 min",
        "en, 60, 1 h",
        "en, 90, 1 h 30 min",
        "en, 1440, 24 h",
        "de, 90, 1 Std. 30 Min.",
        "ru, 90, 1 ч 30 мин",
        "he, 90, 1 שע׳ 30 דק׳",
        "ar, 90, 1 س 30 د",
    })
    void a_length_is_written_in_hours_and_minutes(String language, long minutes, String length) {
        assertThat(in(language).duration(Duration.ofMinutes(minutes))).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({
        "en, 00:05, 12:05 AM",
        "en, 12:00, 12:00 PM",
        "en, 16:00, 4:00 PM",
        "es, 09:00, 9:00",
        "pt, 16:00, 16:00",
        "ru, 16:00, 16:00",
        "de, 09:00, 09:00",
        "fr, 00:05, 00:05",
        "he, 16:00, 16:00",
        "ar, 16:00, 16:00",
    })
    void a_time_is_written_as_the_language_does(String language, String time, String written) {
        assertThat(in(language).time(at("2024-10-25T" + time))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-10-24, Oct 24 4:00 PM",
        "2024-10-25, 4:00 PM",
        "2024-10-26, Sat 4:00 PM",
        "2024-10-31, Thu 4:00 PM",
        "2024-11-01, Nov 1 4:00 PM",
        "2025-10-25, Oct 25 4:00 PM",
    })
    void a_weekday_tells_only_the_next_six_days_apart(String day, String written) {
        ZonedDateTime start = at(day + "T16:00");
        assertThat(english.timeSeenFrom(LocalDate.parse("2024-10-25"), start)).isEqualTo(written);
    }

    @Test
    void the_day_is_that_of_the_salon() {
        ZonedDateTime lateInNewYork = at("2024-10-25T23:30");
        assertThat(english.timeSeenFrom(LocalDate.parse("2024-10-25"), lateInNewYork))
                .isEqualTo("11:30 PM");
        assertThat(english.date(lateInNewYork, lateInNewYork.toInstant())).isEqualTo("Friday, October 25");
    }

    private static LocalFormat in(String language) {
        return new LocalFormat(Phrases.in(Locale.forLanguageTag(language)));
    }

    private static ZonedDateTime at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("America/New_York"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Friday, October 25 | Friday, October 25, 2024",
                "es | viernes, 25 de octubre | viernes, 25 de octubre de 2024",
                "pt | sexta-feira, 25 de outubro | sexta-feira, 25 de outubro de 2024",
                "ru | пятница, 25 октября | пятница, 25 октября 2024 г.",
                "de | Freitag, 25. Oktober | Freitag, 25. Oktober 2024",
                "fr | vendredi 25 octobre | vendredi 25 octobre 2024",
                "he | יום שישי, 25 באוקטובר | יום שישי, 25 באוקטובר 2024",
                "ar | الجمعة، 25 أكتوبر | الجمعة، 25 أكتوبر 2024",
            })
    void date_that_is_far_ahead_has_its_year(String language, String near, String far) {
        LocalFormat format = Wording.in(Locale.forLanguageTag(language)).format();
        ZonedDateTime start = ZonedDateTime.parse("2024-10-25T15:00-04:00[America/New_York]");
        assertThat(format.date(start, start.minusDays(300).toInstant())).isEqualTo(near);
        assertThat(format.date(start, start.minusDays(301).toInstant())).isEqualTo(far);
    }
}
