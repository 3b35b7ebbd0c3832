package io.quickbooking.core.message;

import static java.util.Locale.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.message.InteractiveMessage.Button;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InteractiveMessageBuilderTest {
    private static final Locale HEBREW = Locale.forLanguageTag("he");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalDate FRIDAY = LocalDate.parse("2024-10-25");
    private static final Visit HAIRCUT = visit("Women's Haircut", "Sarah Johnson", 5000);

    private final InteractiveMessageBuilder builder =
            new InteractiveMessageBuilder(InstantSource.fixed(Instant.parse("2024-10-01T12:00:00Z")));

    @Test
    void a_card_says_what_is_about_to_be_booked_and_asks() {
        InteractiveMessage card = builder.card(HAIRCUT, "confirm_booking_x", "change_time_x", ENGLISH);
        assertThat(card.body()).isEqualTo("""
                        Your appointment:

                        Service: Women's Haircut
                        Date: Friday, October 25
                        Time: 3:00 PM
                        With: Sarah Johnson
                        Duration: 1 h
                        Price: $50.00

                        Would you like to book it?""");
        assertThat(card.buttons())
                .containsExactly(
                        new Button("confirm_booking_x", "Confirm"), new Button("change_time_x", "Change time"));
    }

    @Test
    void a_price_of_nothing_is_not_mentioned() {
        InteractiveMessage card = builder.card(visit("Consultation", "Sarah Johnson", 0), "yes", "no", ENGLISH);
        assertThat(card.body()).doesNotContain("Price").contains("Duration: 1 h\n\nWould");
    }

    @Test
    void a_confirmation_has_the_code_and_leads_on() {
        InteractiveMessage confirmed =
                builder.confirmed(HAIRCUT, "BK847392", List.of(new Way("mine", Way.To.BOOKINGS)), ENGLISH);
        assertThat(confirmed.buttons()).containsExactly(new Button("mine", "My appointments"));
        assertThat(confirmed.body()).isEqualTo("""
                                Your appointment is booked!

                                Booking code: BK847392
                                Service: Women's Haircut
                                Date: Friday, October 25
                                Time: 3:00 PM
                                With: Sarah Johnson
                                Duration: 1 h
                                Price: $50.00

                                We look forward to seeing you!""");
    }

    @Test
    void alternatives_are_buttons_and_stand_in_full_above_them() {
        InteractiveMessage message = builder.alternatives(
                Reason.SLOT_UNAVAILABLE,
                List.of(
                        new Alternative("slot_1", at("2024-10-25T16:00"), "Sarah Johnson"),
                        new Alternative("slot_2", at("2024-10-28T09:30"), "Sarah Johnson"),
                        new Alternative("slot_3", at("2024-11-04T16:00"), "David Kim")),
                FRIDAY,
                ENGLISH);
        assertThat(message.body()).isEqualTo("""
                        Sorry, this time slot is no longer available. Here are alternative times:

                        1. Friday, October 25, 4:00 PM - Sarah Johnson
                        2. Monday, October 28, 9:30 AM - Sarah Johnson
                        3. Monday, November 4, 4:00 PM - David Kim""");
        assertThat(message.buttons())
                .containsExactly(
                        new Button("slot_1", "4:00 PM - Sarah"),
                        new Button("slot_2", "Mon 9:30 AM - Sarah"),
                        new Button("slot_3", "Nov 4 4:00 PM - Dav…"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SLOT_UNAVAILABLE | Sorry, this time slot is no longer available. Here are alternative times:
                    JUST_BOOKED      | Sorry, this slot was just booked. Please select another time.
                    OTHER_TIMES      | Here are other available times:
                    """)
    void alternatives_begin_with_their_reason(Reason reason, String sentence) {
        List<Alternative> one = List.of(new Alternative("slot_1", at("2024-10-25T16:00"), "Sarah Johnson"));
        assertThat(builder.alternatives(reason, one, FRIDAY, ENGLISH).body()).startsWith(sentence + "\n\n1. Friday");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SLOT_UNAVAILABLE | Sorry, this time slot is no longer available, and there are no other free times at the moment. Please try again later.
                    JUST_BOOKED      | Sorry, this slot was just booked, and there are no other free times at the moment. Please try again later.
                    OTHER_TIMES      | Sorry, there are no other free times at the moment. Please try again later.
                    """)
    void having_no_alternatives_is_said(Reason reason, String text) {
        assertThat(builder.alternatives(reason, List.of(), FRIDAY, ENGLISH)).isEqualTo(InteractiveMessage.text(text));
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_BUTTON, Invalid button format. Please try again.",
        "SESSION_EXPIRED, Session expired. Please select a time slot again.",
        "PROVIDER_NOT_FOUND, Service provider not found.",
        "FAILURE, Failed to create booking. Please try again.",
    })
    void a_notice_is_a_text(Notice notice, String text) {
        assertThat(builder.notice(notice, ENGLISH)).isEqualTo(InteractiveMessage.text(text));
    }

    @Test
    void a_slot_has_a_short_title() {
        assertThat(builder.slotTitle(at("2024-10-25T16:00"), "Sarah Johnson", FRIDAY, ENGLISH))
                .isEqualTo("4:00 PM - Sarah");
        assertThat(builder.slotTitle(at("2024-10-25T16:00"), "Sarah Johnson", FRIDAY, Locale.GERMANY))
                .isEqualTo("16:00 - Sarah");
        assertThat(builder.slotTitle(at("2024-11-01T16:00"), "Maximilian Huber", FRIDAY, Locale.GERMANY))
                .isEqualTo("1.11. 16:00 - Maxim…");
    }

    @Test
    void a_region_or_an_unknown_language_is_no_obstacle() {
        assertThat(builder.notice(Notice.FAILURE, Locale.forLanguageTag("fr-CA")))
                .isEqualTo(builder.notice(Notice.FAILURE, Locale.FRENCH));
        assertThat(builder.notice(Notice.FAILURE, Locale.JAPAN)).isEqualTo(builder.notice(Notice.FAILURE, ENGLISH));
    }

    @Test
    void names_cannot_format_or_reorder_a_card_or_add_lines_to_it() {
        InteractiveMessage card =
                builder.card(visit("*Free*\nPrice: $0.00", "_Sarah\u202E_", 5000), "yes", "no", ENGLISH);
        assertThat(card.body()).contains("\nService: ∗Free∗ Price: $0.00\n", "\nWith: ˍSarahˍ\n", "\nPrice: $50.00\n");
    }

    @Test
    void every_value_is_isolated_in_right_to_left_text() {
        InteractiveMessage confirmed = builder.confirmed(HAIRCUT, "BK847392", List.of(), HEBREW);
        assertThat(confirmed.body().lines().filter(line -> line.contains(": ")))
                .hasSize(7)
                .allMatch(line -> line.matches("[^\u2068]+: \u2068[^\u2068\u2069]+\u2069"));
    }

    @Test
    void only_right_to_left_values_are_isolated_in_left_to_right_text() {
        InteractiveMessage card = builder.card(visit("Women's Haircut", "שרה כהן", 5000), "yes", "no", ENGLISH);
        assertThat(card.body()).contains("\nWith: \u2068שרה כהן\u2069\n").containsOnlyOnce("\u2068");
        assertThat(builder.slotTitle(at("2024-10-25T16:00"), "שרה כהן", FRIDAY, ENGLISH))
                .isEqualTo("4:00 PM - \u2068שרה\u2069");
    }

    @Test
    void what_is_no_visit_is_refused() {
        assertThatThrownBy(() -> visit("Haircut", "Sarah", -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Visit(
                        "Haircut", "Sarah", at("2024-10-25T15:00"), Duration.ZERO, 0, Currency.getInstance("USD")))
                .hasMessageContaining("PT0S");
    }

    private static Visit visit(String service, String master, long price) {
        return new Visit(
                service, master, at("2024-10-25T15:00"), Duration.ofMinutes(60), price, Currency.getInstance("USD"));
    }

    private static ZonedDateTime at(String local) {
        return LocalDateTime.parse(local).atZone(NEW_YORK);
    }
}
