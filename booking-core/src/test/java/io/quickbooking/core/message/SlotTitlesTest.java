package io.quickbooking.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlotTitlesTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalDate FRIDAY = LocalDate.parse("2024-10-25");

    private final SlotTitles english = Wording.in(Locale.ENGLISH).titles();

    @Test
    void first_names_are_enough_when_they_differ() {
        assertThat(titles("Sarah Johnson", "David Kim")).containsExactly("4:00 PM - Sarah", "4:00 PM - David");
    }

    @Test
    void masters_with_the_same_first_name_are_told_apart_by_the_full_one() {
        assertThat(titles("Sarah Johnson", "David Kim", "Sarah Lee"))
                .containsExactly("4:00 PM - Sarah Joh…", "4:00 PM - David", "4:00 PM - Sarah Lee");
    }

    @Test
    void masters_whom_no_short_name_tells_apart_are_counted_as_in_the_body() {
        assertThat(titles("Maria Fernanda Lopez", "Maria Fernandez", "Ana Diaz"))
                .containsExactly("4:00 PM - Maria 1", "4:00 PM - Maria 2", "4:00 PM - Ana 3");
        assertThat(titles("Maximiliana-Alexandra", "Maximiliana-Antonia"))
                .containsExactly("4:00 PM - Maximil… 1", "4:00 PM - Maximil… 2");
    }

    @Test
    void names_that_look_like_counted_ones_stay_distinct() {
        assertThat(titles("Sarah", "Sarah", "Sarah 2")).doesNotHaveDuplicates();
        assertThat(titles("Sarah 2", "Sarah", "Sarah")).doesNotHaveDuplicates();
    }

    @Test
    void both_hours_of_an_autumn_night_can_be_offered() {
        ZonedDateTime summer = at("2024-11-03T01:30");
        List<Alternative> twice = List.of(
                new Alternative("slot_1", summer, "Sarah"), new Alternative("slot_2", summer.plusHours(1), "Sarah"));
        assertThat(english.titles(twice, LocalDate.parse("2024-11-03")))
                .containsExactly("1:30 AM - Sarah 1", "1:30 AM - Sarah 2");
    }

    @Test
    void a_name_of_which_no_character_fits_is_left_out() {
        assertThat(english.title(at("2024-11-12T10:00"), "👩‍👩‍👧‍👦", FRIDAY)).isEqualTo("Nov 12 10:00 AM");
    }

    @Test
    void isolates_count_towards_the_limit() {
        SlotTitles hebrew = Wording.in(Locale.forLanguageTag("he")).titles();
        assertThat(hebrew.title(at("2024-10-25T16:00"), "Alexandra", FRIDAY))
                .isEqualTo("\u206816:00\u2069 - \u2068Alexand…\u2069")
                .hasSize(20);
        assertThat(hebrew.title(at("2024-10-28T16:00"), "שרה כהן", FRIDAY))
                .isEqualTo("\u2068ב׳ 16:00\u2069 - \u2068שרה\u2069");
    }

    private List<String> titles(String... masters) {
        List<Alternative> alternatives = Stream.of(masters)
                .map(master -> new Alternative("any", at("2024-10-25T16:00"), master))
                .toList();
        return english.titles(alternatives, FRIDAY);
    }

    private static ZonedDateTime at(String local) {
        return LocalDateTime.parse(local).atZone(NEW_YORK);
    }
}
