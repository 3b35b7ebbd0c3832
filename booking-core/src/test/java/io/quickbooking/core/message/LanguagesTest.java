package io.quickbooking.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {
    @Test
    void eight_languages_are_supported() {
        assertThat(Languages.supported())
                .extracting(Locale::toLanguageTag)
                .containsExactly("en", "es", "pt", "ru", "de", "fr", "he", "ar");
    }

    @ParameterizedTest
    @CsvSource({
        "es, es",
        "es-MX, es",
        "es_MX, es",
        "PT-br, pt",
        "de-CH-1996, de",
        "ar-Latn-EG, ar",
        "iw, he",
        "he-IL, he",
        "' fr ', fr",
    })
    void region_script_and_spelling_of_a_tag_do_not_count(String tag, String language) {
        assertThat(Languages.closest(tag, Locale.GERMAN)).isEqualTo(Locale.forLanguageTag(language));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"it", "spa", "english", "!!!", "--", "es!", "\uD83D", "x-private", "und"})
    void a_tag_that_says_nothing_leaves_it_to_the_fallback(String tag) {
        assertThat(Languages.closest(tag, Locale.forLanguageTag("ru-RU"))).isEqualTo(Locale.forLanguageTag("ru"));
    }

    @Test
    void english_answers_when_not_even_the_fallback_is_supported() {
        assertThat(Languages.closest("ja", Locale.ITALY)).isEqualTo(Locale.ENGLISH);
        assertThat(Languages.closest(null, Locale.ROOT)).isEqualTo(Locale.ENGLISH);
    }
}
