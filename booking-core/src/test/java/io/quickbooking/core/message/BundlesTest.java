package io.quickbooking.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundlesTest {
    private static final Pattern GAP = Pattern.compile("\\{.*?}");
    private static final Pattern PLAIN_GAP = Pattern.compile("\\{\\d}");
    private static final Properties BASE = Phrases.read("messages.properties");

    static Stream<Locale> languages() {
        return Languages.supported().stream();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void a_language_has_the_keys_of_the_base_with_the_same_gaps(Locale language) {
        assertThat(gapsByKey(bundle(language))).isEqualTo(gapsByKey(BASE));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void no_apostrophe_or_stray_brace_breaks_a_sentence(Locale language) {
        assertThat(bundle(language)).allSatisfy((key, phrase) -> {
            if (!key.toString().startsWith("pattern.")) {
                assertThat(PLAIN_GAP.matcher(phrase.toString()).replaceAll(""))
                        .as(key.toString())
                        .doesNotContain("'", "{", "}");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void no_phrase_is_empty_padded_or_badly_encoded(Locale language) {
        assertThat(bundle(language))
                .allSatisfy((key, phrase) -> assertThat(phrase.toString())
                        .as(key.toString())
                        .isNotBlank()
                        .isEqualTo(phrase.toString().strip())
                        .doesNotContain("\uFFFD", "Ã", "Ð", "×"));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void a_week_has_seven_days_with_short_names_that_differ(Locale language) {
        assertThat(bundle(language).getProperty("weekdays.short").split(","))
                .hasSize(7)
                .doesNotHaveDuplicates()
                .allSatisfy(weekday -> assertThat(weekday).isNotBlank().hasSizeLessThanOrEqualTo(6));
    }

    private static Properties bundle(Locale language) {
        return Phrases.read(Phrases.bundle(language));
    }

    private static TreeMap<String, Object> gapsByKey(Properties bundle) {
        TreeMap<String, Object> gaps = new TreeMap<>();
        bundle.forEach((key, phrase) -> gaps.put(
                key.toString(),
                GAP.matcher(phrase.toString())
                        .results()
                        .map(MatchResult::group)
                        .sorted()
                        .toList()));
        return gaps;
    }
}
