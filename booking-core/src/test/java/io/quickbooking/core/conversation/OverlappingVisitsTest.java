package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.core.conversation.TapOutcome.OLD_CARD;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One customer may have two visits at a time, with two masters: a mother and her child. Their card says so. */
class OverlappingVisitsTest {
    private static final String ANA = "15550100001";
    private static final String BOB = "15550100002";
    private static final String ALREADY =
            "You already have a visit at that time: Women's Haircut, 3:00 PM - Sarah Johnson";

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);

    @BeforeEach
    void book() {
        aSalon().withMaster("m1", "Sarah Johnson")
                .withMaster("m2", "Anna Schmidt")
                .withMaster("m3", "Tom")
                .in(database);
        assertThat(core.tap(ANA, firstButton(core.tap(ANA, "slot_2026-06-02_15:00_m1")))
                        .outcome())
                .isEqualTo(BOOKED);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void the_card_of_a_time_at_which_its_customer_has_a_visit_says_so_and_can_be_booked() {
        TapAnswer card = core.tap(ANA, "slot_2026-06-02_15:30_m2");
        assertThat(card.outcome()).isEqualTo(CARD_SHOWN);
        assertThat(card.message().body()).contains(ALREADY);
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
        assertThat(database.count("bookings")).isEqualTo(2);
    }

    @Test
    void so_does_the_card_that_is_shown_again() {
        String older = firstButton(core.tap(ANA, "slot_2026-06-02_10:00_m2"));
        core.tap(ANA, "slot_2026-06-02_14:30_m3");
        TapAnswer again = core.tap(ANA, older);
        assertThat(again.outcome()).isEqualTo(OLD_CARD);
        assertThat(again.message().body()).contains(ALREADY);
    }

    @Test
    void visits_that_only_touch_are_cancelled_or_are_anothers_do_not_count() {
        assertThat(body(ANA, "slot_2026-06-02_14:00_m2")).doesNotContain("already");
        assertThat(body(ANA, "slot_2026-06-02_16:00_m2")).doesNotContain("already");
        assertThat(body(BOB, "slot_2026-06-02_15:00_m2")).doesNotContain("already");
        database.jdbc().sql("UPDATE bookings SET status = 'CANCELLED'").update();
        assertThat(body(ANA, "slot_2026-06-02_15:00_m2")).doesNotContain("already");
    }

    @Test
    void nor_do_they_on_the_card_that_is_shown_again() {
        assertThat(shownAgain("slot_2026-06-02_14:00_m2")).doesNotContain("already");
        assertThat(shownAgain("slot_2026-06-02_16:00_m2")).doesNotContain("already");
        String afternoon = "slot_2026-06-02_15:30_m2";
        assertThat(shownAgain(afternoon)).contains("already");
        database.jdbc().sql("UPDATE bookings SET status = 'CANCELLED'").update();
        assertThat(shownAgain(afternoon)).doesNotContain("already");
    }

    /** The body of its card, after a tap on Confirm of an older one. */
    private String shownAgain(String slot) {
        String older = firstButton(core.tap(ANA, "slot_2026-06-03_10:00_m3"));
        core.tap(ANA, slot);
        TapAnswer again = core.tap(ANA, older);
        assertThat(again.outcome()).isEqualTo(OLD_CARD);
        return again.message().body();
    }

    private String body(String phone, String slot) {
        return core.tap(phone, slot).message().body();
    }
}
