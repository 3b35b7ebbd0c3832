package io.quickbooking.core.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedTextTest {
    private static final String FAMILY = "👨‍👩‍👧‍👦";

    @Test
    void profile_name_keeps_letters_of_all_scripts_and_joined_emoji() {
        String name = "Žofie אנה 安娜 " + FAMILY;

        assertThat(ReceivedText.profileName(name)).isEqualTo(name);
    }

    @Test
    void profile_name_loses_what_controls_the_terminal_or_the_direction() {
        assertThat(ReceivedText.profileName("\t A\0n\u001B[31ma\u2028\u007F\u0085 \u202ETest\u2066\u061C\u200F\r\n"))
                .isEqualTo("An[31ma Test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n\t", "\u202E\u200F", "\uD83D", "\uDC87"})
    void profile_name_of_nothing_visible_is_none(String name) {
        assertThat(ReceivedText.profileName(name)).isNull();
    }

    @Test
    void profile_name_loses_halves_of_characters() {
        assertThat(ReceivedText.profileName("A\uD83Dn\uDC87a")).isEqualTo("Ana");
    }

    @Test
    void profile_name_of_100_stays_whole() {
        String name = "a".repeat(100 - FAMILY.length()) + FAMILY;

        assertThat(ReceivedText.profileName(name)).isEqualTo(name);
    }

    @Test
    void longer_profile_name_is_cut_between_visible_characters() {
        String family = "a".repeat(101 - FAMILY.length()) + FAMILY;
        String accent = "a".repeat(99) + "e\u0301";
        String flag = "a".repeat(97) + "🇩🇪";

        assertThat(ReceivedText.profileName(family)).isEqualTo("a".repeat(101 - FAMILY.length()));
        assertThat(ReceivedText.profileName(accent)).isEqualTo("a".repeat(99));
        assertThat(ReceivedText.profileName(flag)).isEqualTo("a".repeat(97));
    }

    @Test
    void longer_profile_name_does_not_end_in_a_space() {
        assertThat(ReceivedText.profileName("a".repeat(99) + " b")).isEqualTo("a".repeat(99));
    }

    @Test
    void profile_name_of_one_endless_character_is_cut_all_the_same() {
        assertThat(ReceivedText.profileName("e" + "\u0301".repeat(500))).hasSize(100);
    }

    @Test
    void printable_text_shows_where_something_was() {
        assertThat(ReceivedText.printable("slot\0_\n\uD83D_💇")).isEqualTo("slot\uFFFD_\uFFFD\uFFFD_💇");
    }

    @Test
    void storable_text_has_no_nul_and_no_halves_but_keeps_its_lines() {
        assertThat(ReceivedText.storable("a\0b\nc\uDC87💇")).isEqualTo("ab\nc\uFFFD💇");
    }

    @Test
    void readable_text_keeps_its_lines_and_nothing_else_that_controls() {
        assertThat(ReceivedText.readable("a\0b\r\n\tc\u001B\u0007\uDC87💇"))
                .isEqualTo("a\uFFFDb\r\n\tc\uFFFD\uFFFD\uFFFD💇");
    }

    @Test
    void cut_leaves_surrogate_pairs_whole() {
        assertThat(ReceivedText.cut("ab💇", 4)).isEqualTo("ab💇");
        assertThat(ReceivedText.cut("ab💇", 3)).isEqualTo("ab");
        assertThat(ReceivedText.cut("ab💇c", 4)).isEqualTo("ab💇");
    }
}
