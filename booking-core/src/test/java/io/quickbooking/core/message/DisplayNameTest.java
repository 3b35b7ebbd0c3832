package io.quickbooking.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {
    private static final String FAMILY = "👩‍👩‍👧‍👦";
    private static final String ENGLAND = "🏴󠁧󠁢󠁥󠁮󠁧󠁿";

    @ParameterizedTest
    @ValueSource(
            strings = {"Sarah Johnson", "Zoë O’Neil-Žižek", "שרה כהן", "سارة", "Анна", FAMILY, ENGLAND, "می‌خواهم"})
    void an_ordinary_name_stays_as_it_is(String name) {
        assertThat(DisplayName.of(name).text()).isEqualTo(name);
    }

    @Test
    void marks_that_format_in_whatsapp_are_replaced_by_look_alikes() {
        assertThat(DisplayName.of("*bold* _italic_ ~struck~ ```code```").text())
                .isEqualTo("∗bold∗ ˍitalicˍ ∼struck∼ ˋˋˋcodeˋˋˋ");
    }

    @Test
    void a_mark_that_normalisation_brings_about_is_replaced_too() {
        assertThat(DisplayName.of("\u1FEFcode\u1FEF").text()).isEqualTo("ˋcodeˋ");
    }

    @Test
    void a_name_is_one_line_with_single_spaces() {
        assertThat(DisplayName.of("\r\n Sarah\n\n\tJane\u2028Van\u00A0\u3000Dyke\u0000\u0085")
                        .text())
                .isEqualTo("Sarah Jane Van Dyke");
    }

    @Test
    void direction_marks_and_other_invisible_characters_go() {
        assertThat(DisplayName.of("\u202ESa\u2066r\u2069a\u200Eh\u200F \u202AJ\u202C\u061C\u200B\uFEFF\u00AD")
                        .text())
                .isEqualTo("Sarah J");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sa\uD83Drah", "Sarah\uDE00", "\uDE00\uD83DSarah"})
    void halves_of_surrogate_pairs_go(String name) {
        assertThat(DisplayName.of(name).text()).isEqualTo("Sarah");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u200F\n", "\uD83D", "\u200D \u200D"})
    void a_name_of_which_nothing_can_be_seen_becomes_a_dash(String name) {
        assertThat(DisplayName.of(name).text()).isEqualTo("-");
    }

    @Test
    void a_single_character_longer_than_a_name_becomes_a_dash() {
        assertThat(DisplayName.of("x" + "\u0323".repeat(100)).text()).isEqualTo("-");
    }

    @Test
    void different_spellings_of_the_same_letters_are_one_name() {
        assertThat(DisplayName.of("Zoe\u0308")).isEqualTo(DisplayName.of("Zo\u00EB"));
    }

    @Test
    void a_name_of_a_hundred_characters_is_kept_and_a_longer_one_cut() {
        assertThat(DisplayName.of("x".repeat(100)).text()).isEqualTo("x".repeat(100));
        assertThat(DisplayName.of("x".repeat(101)).text()).isEqualTo("x".repeat(99) + "…");
    }

    @ParameterizedTest
    @CsvSource({
        "Sarah Johnson, 13, Sarah Johnson",
        "Sarah Johnson, 12, Sarah Johns…",
        "Sarah Johnson, 7, Sarah…",
        "Sarah Johnson, 2, S…",
        "Sarah Johnson, 1, ''",
        "Sarah Johnson, -3, ''",
    })
    void a_shortened_name_ends_in_an_ellipsis_or_is_left_out(String name, int length, String expected) {
        assertThat(DisplayName.of(name).shortened(length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {FAMILY, ENGLAND, "👍🏽", "🇩🇪", "❤️‍🔥", "x\u0323\u0307", "שׁ\u05B8"})
    void what_a_reader_takes_for_one_character_is_not_cut(String character) {
        DisplayName name = DisplayName.of(character + character);
        String one = DisplayName.of(character).text();
        for (int length = 0; length < name.text().length(); length++) {
            assertThat(name.shortened(length)).isEqualTo(length > one.length() ? one + "…" : "");
        }
    }

    @Test
    void the_first_name_ends_at_the_first_space() {
        assertThat(DisplayName.of(" Sarah\u00A0Jane Johnson").first().text()).isEqualTo("Sarah");
        assertThat(DisplayName.of("Sarah").first().text()).isEqualTo("Sarah");
    }
}
