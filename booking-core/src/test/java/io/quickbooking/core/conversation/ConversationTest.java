package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.BOOKINGS_LISTED;
import static io.quickbooking.core.conversation.TapOutcome.BOOKING_KEPT;
import static io.quickbooking.core.conversation.TapOutcome.CANCELLED;
import static io.quickbooking.core.conversation.TapOutcome.CANCEL_ASKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.core.conversation.TapOutcome.DAYS_LISTED;
import static io.quickbooking.core.conversation.TapOutcome.HELPED;
import static io.quickbooking.core.conversation.TapOutcome.MASTERS_LISTED;
import static io.quickbooking.core.conversation.TapOutcome.NOTHING_FREE;
import static io.quickbooking.core.conversation.TapOutcome.NOT_ANSWERED;
import static io.quickbooking.core.conversation.TapOutcome.NOT_CANCELLABLE;
import static io.quickbooking.core.conversation.TapOutcome.NO_BOOKINGS;
import static io.quickbooking.core.conversation.TapOutcome.OPTED_OUT;
import static io.quickbooking.core.conversation.TapOutcome.SERVICES_LISTED;
import static io.quickbooking.core.conversation.TapOutcome.TIMES_LISTED;
import static io.quickbooking.core.conversation.TapOutcome.TIMES_OFFERED;
import static io.quickbooking.core.conversation.TapOutcome.UNKNOWN_PROVIDER;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestCore.rows;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.inbox.WaitingSender;
import io.quickbooking.core.message.InteractiveMessage.Button;
import io.quickbooking.core.message.InteractiveMessage.Row;
import io.quickbooking.core.session.CaffeineSessionStore;
import io.quickbooking.core.session.SessionStore;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the first word to the slot, and what can be done about a booking by writing. */
class ConversationTest {
    private static final String ANA = "15550100001";
    private static final String BOB = "15550100002";

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = node();

    /** Where a node keeps its sessions. */
    SessionStore store(InstantSource clock) {
        return new CaffeineSessionStore(clock);
    }

    private TestCore node() {
        return new TestCore(database.dataSource(), clock, store(clock), RateLimit.none());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static TestSalon aTeam() {
        return aSalon().open("09:00-12:00")
                .withMaster("m1", "Sarah Johnson")
                .withMaster("m2", "Anna Schmidt")
                .withService("s456", 60)
                .withService("s2", 30);
    }

    @Test
    void a_first_word_is_answered_with_the_next_times_and_three_taps_later_there_is_a_booking() {
        aTeam().in(database);
        TapAnswer offer = core.write(ANA, "hola");
        assertThat(offer.outcome()).isEqualTo(TIMES_OFFERED);
        assertThat(offer.message().body()).startsWith("¡Hola!").contains("Women's Haircut");
        assertThat(offer.message().buttons())
                .containsExactly(
                        new Button("slot_2026-06-01_09:00_m1_s456", "9:00 - Sarah"),
                        new Button("slot_2026-06-01_09:00_m2_s456", "9:00 - Anna"),
                        new Button("more_times", "Más horarios"));
        assertThat(session()).isEqualTo("OFFER 0 ACTIVE");

        TapAnswer card = core.tap(ANA, firstButton(offer));
        assertThat(card.outcome()).isEqualTo(CARD_SHOWN);
        assertThat(card.message().body()).startsWith("Su cita:");
        assertThat(session()).isEqualTo("CARD 1 ACTIVE");
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
        assertThat(session()).isEqualTo("CARD 1 BOOKED");
        assertThat(column("SELECT kind || ' ' || button_id || ' ' || outcome FROM tap_events ORDER BY id LIMIT 1"))
                .containsExactly("text greeting times_offered");
    }

    @Test
    void a_text_has_its_effect_once_however_often_it_is_delivered() {
        aTeam().in(database);
        Tap text = core.aText(ANA, "book", "wamid.text", clock.instant());
        List<TapAnswer> answers = Race.of(Collections.nCopies(5, () -> core.handler.handle(text)));
        assertThat(answers).extracting(TapAnswer::outcome).containsOnly(TIMES_OFFERED);
        assertThat(database.count("outbound_messages")).isOne();
        assertThat(database.count("tap_events")).isOne();
    }

    @Test
    void the_way_by_lists_leads_from_the_service_to_the_time_and_the_session_carries_it() {
        TestSalon.Written salon = aTeam().in(database);
        core.write(ANA, "hi");

        TapAnswer services = core.tap(ANA, "more_times");
        assertThat(services.outcome()).isEqualTo(SERVICES_LISTED);
        assertThat(services.message().menu().rows())
                .containsExactly(
                        new Row("pick_service_s456", "Women's Haircut", "1 h · $50.00"),
                        new Row("pick_service_s2", "s2", "30 min · $50.00"),
                        new Row("next_times", "Back", ""));
        assertThat(session()).isEqualTo("SERVICE 0 ACTIVE");

        TapAnswer masters = core.tap(ANA, "pick_service_s456");
        assertThat(masters.outcome()).isEqualTo(MASTERS_LISTED);
        assertThat(rows(masters))
                .containsExactly("pick_master_s456_any", "pick_master_s456_m1", "pick_master_s456_m2", "more_times");
        assertThat(session()).isEqualTo("MASTER 0 ACTIVE");

        TapAnswer days = core.tap(ANA, "pick_master_s456_m2");
        assertThat(days.outcome()).isEqualTo(DAYS_LISTED);
        assertThat(days.message().menu().rows())
                .hasSize(10)
                .contains(new Row("pick_day_s456_m2_2026-06-01", "Mon Jun 1", "from 9:00 AM"))
                .endsWith(
                        new Row("pick_master_s456_m2_2026-06-09", "More", ""),
                        new Row("pick_service_s456", "Back", ""));
        assertThat(rows(core.tap(ANA, "pick_master_s456_m2_2026-06-09"))).startsWith("pick_day_s456_m2_2026-06-09");

        TapAnswer times = core.tap(ANA, "pick_day_s456_m2_2026-06-02");
        assertThat(times.outcome()).isEqualTo(TIMES_LISTED);
        assertThat(rows(times))
                .containsExactly(
                        "slot_2026-06-02_09:00_m2_s456",
                        "slot_2026-06-02_09:30_m2_s456",
                        "slot_2026-06-02_10:00_m2_s456",
                        "slot_2026-06-02_10:30_m2_s456",
                        "slot_2026-06-02_11:00_m2_s456",
                        "pick_master_s456_m2");
        assertThat(column("SELECT step || ' ' || day || ' ' || service_id || ' ' || master_id FROM sessions"))
                .containsExactly("TIME 2026-06-02 " + salon.service("s456") + " " + salon.master("m2"));

        assertThat(core.tap(ANA, "slot_2026-06-02_10:00_m2_s456").outcome()).isEqualTo(CARD_SHOWN);
        assertThat(session()).isEqualTo("CARD 1 ACTIVE");
        assertThat(database.count("sessions")).isOne();
    }

    @Test
    void for_anyone_each_time_names_who_has_it_free() {
        aTeam().in(database);
        book(BOB, "slot_2026-06-02_09:00_m1_s456");
        TapAnswer times = core.tap(ANA, "pick_day_s456_any_2026-06-02");
        assertThat(times.message().menu().rows())
                .startsWith(
                        new Row("slot_2026-06-02_09:00_m2_s456", "9:00 AM", "Anna Schmidt"),
                        new Row("slot_2026-06-02_09:30_m2_s456", "9:30 AM", "Anna Schmidt"),
                        new Row("slot_2026-06-02_10:00_m1_s456", "10:00 AM", "Sarah Johnson"));
    }

    @Test
    void days_and_times_that_are_taken_are_not_listed() {
        aSalon().open("09:00-10:00").bookableFor(3).in(database);
        book(BOB, "slot_2026-06-02_09:00_m123");
        assertThat(rows(core.tap(ANA, "pick_master_s456_m123")))
                .containsExactly(
                        "pick_day_s456_m123_2026-06-01",
                        "pick_day_s456_m123_2026-06-03",
                        "pick_day_s456_m123_2026-06-04",
                        "next_times");
        TapAnswer full = core.tap(ANA, "pick_day_s456_m123_2026-06-02");
        assertThat(full.outcome()).isEqualTo(NOTHING_FREE);
        assertThat(firstButton(full)).isEqualTo("pick_master_s456_m123");
        assertThat(core.tap(ANA, "pick_day_s456_m123_2020-01-01").outcome()).isEqualTo(NOTHING_FREE);
        assertThat(core.tap(ANA, "pick_day_s456_m123_9999-12-31").outcome()).isEqualTo(NOTHING_FREE);
    }

    @Test
    void steps_with_a_single_choice_are_passed_over() {
        aSalon().open("09:00-12:00").bookableFor(1).in(database);
        assertThat(core.tap(ANA, "more_times").outcome()).isEqualTo(DAYS_LISTED);
        clock.advance(Duration.ofHours(6));
        TapAnswer times = core.tap(ANA, "more_times");
        assertThat(times.outcome()).isEqualTo(TIMES_LISTED);
        assertThat(rows(times)).startsWith("slot_2026-06-02_09:00_m123_s456").endsWith("next_times");
        for (String time : List.of("09:00", "10:00")) {
            book(BOB, "slot_2026-06-02_" + time + "_m123");
        }
        assertThat(core.tap(ANA, "more_times").outcome()).isEqualTo(CARD_SHOWN);
        book(BOB, "slot_2026-06-02_11:00_m123");
        assertThat(core.tap(ANA, "more_times").outcome()).isEqualTo(NOTHING_FREE);
        assertThat(core.write(ANA, "book").message().body()).contains("no free times");
    }

    @Test
    void long_lists_go_on_behind_a_row_that_says_more() {
        TestSalon salon = aSalon().open("09:00-12:00");
        for (int i = 1; i <= 20; i++) {
            salon = salon.withMaster("m" + i, "Master " + i).withService("s" + i, 30);
        }
        salon.in(database);
        List<String> seen = new java.util.ArrayList<>();
        String page = "more_times";
        for (int pages = 0; page.startsWith("more_times"); pages++) {
            List<String> rows = rows(core.tap(ANA, page));
            assertThat(rows).hasSizeLessThanOrEqualTo(10).endsWith("next_times");
            rows.stream().filter(row -> row.startsWith("pick_service")).forEach(seen::add);
            page = rows.get(rows.size() - 2);
            assertThat(pages).isLessThan(5);
        }
        assertThat(seen).hasSize(20).doesNotHaveDuplicates();
        seen.clear();
        page = "pick_service_s7";
        while (page.startsWith("pick_service")) {
            List<String> rows = rows(core.tap(ANA, page));
            assertThat(rows).hasSizeLessThanOrEqualTo(10).endsWith("more_times");
            rows.stream().filter(row -> row.startsWith("pick_master")).forEach(seen::add);
            page = rows.get(rows.size() - 2);
        }
        assertThat(seen).hasSize(21).doesNotHaveDuplicates().startsWith("pick_master_s7_any");
    }

    @Test
    void the_usual_is_offered_first() {
        aTeam().in(database);
        book(ANA, "slot_2026-06-02_09:00_m2_s2");
        clock.advance(Duration.ofDays(2));
        TapAnswer offer = core.write(ANA, "hello");
        assertThat(offer.message().body()).startsWith("Welcome back!").contains("s2");
        assertThat(offer.message().buttons())
                .extracting(Button::id)
                .containsExactly("slot_2026-06-03_09:00_m2_s2", "slot_2026-06-03_09:30_m2_s2", "more_times");
        database.jdbc()
                .sql("UPDATE masters SET active = FALSE WHERE code = 'm2'")
                .update();
        core.catalog.refresh();
        assertThat(core.write(ANA, "book").message().body()).startsWith("Hello!");
    }

    @Test
    void unknown_words_get_the_offer_but_not_twice_within_a_minute() {
        aTeam().in(database);
        assertThat(core.write(ANA, "is there parking?").outcome()).isEqualTo(TIMES_OFFERED);
        clock.advance(Duration.ofSeconds(59));
        TapAnswer second = core.write(ANA, "with a ramp?");
        assertThat(second.outcome()).isEqualTo(NOT_ANSWERED);
        assertThat(second.message()).isNull();
        assertThat(core.write(ANA, "book").outcome()).isEqualTo(TIMES_OFFERED);
        clock.advance(Duration.ofSeconds(60));
        assertThat(core.write(ANA, "hello?").outcome()).isEqualTo(TIMES_OFFERED);
        assertThat(database.count("outbound_messages")).isEqualTo(3);
        assertThat(column("SELECT state FROM inbound_messages")).containsOnly("DONE");
    }

    @Test
    void an_old_text_is_kept_and_not_answered() {
        aTeam().in(database);
        TapAnswer answer = core.handler.handle(
                core.aText(ANA, "book", "wamid.old", clock.instant().minus(Duration.ofMinutes(16))));
        assertThat(answer.outcome()).isEqualTo(NOT_ANSWERED);
        assertThat(database.count("outbound_messages")).isZero();
    }

    @Test
    void stop_is_confirmed_once_and_start_takes_it_back() {
        aTeam().in(database);
        assertThat(core.write(ANA, "STOP").outcome()).isEqualTo(OPTED_OUT);
        assertThat(core.write(ANA, "stop").outcome()).isEqualTo(NOT_ANSWERED);
        assertThat(database.count("customers WHERE opted_out_at IS NOT NULL")).isOne();
        assertThat(core.write(ANA, "start").outcome()).isEqualTo(TIMES_OFFERED);
        assertThat(database.count("customers WHERE opted_out_at IS NOT NULL")).isZero();
        core.write(ANA, "stop");
        book(ANA, "slot_2026-06-02_09:00_m1");
        assertThat(database.count("customers WHERE opted_out_at IS NOT NULL")).isZero();
    }

    @Test
    void help_says_what_can_be_written_in_the_customers_language() {
        aTeam().in(database);
        TapAnswer help = core.write(ANA, "עזרה");
        assertThat(help.outcome()).isEqualTo(HELPED);
        assertThat(help.message().body()).contains("התור שלי");
        assertThat(column("SELECT language FROM customers")).containsExactly("he");
        assertThat(core.tap(ANA, "nonsense").message().body()).startsWith("הכפתור");
    }

    @Test
    void bookings_are_shown_and_cancelled_after_a_second_question() {
        TestSalon.Written salon = aTeam().in(database);
        assertThat(core.write(ANA, "my booking").outcome()).isEqualTo(NO_BOOKINGS);
        assertThat(core.write(ANA, "cancel").outcome()).isEqualTo(NO_BOOKINGS);
        String first = book(ANA, "slot_2026-06-02_09:00_m1_s456");
        TapAnswer single = core.write(ANA, "cancel");
        assertThat(single.outcome()).isEqualTo(CANCEL_ASKED);
        assertThat(single.message().buttons())
                .extracting(Button::id)
                .containsExactly("cancel_for_good_" + first, "keep_booking_" + first);
        assertThat(core.tap(ANA, "keep_booking_" + first).outcome()).isEqualTo(BOOKING_KEPT);

        String second = book(ANA, "slot_2026-06-03_09:00_m2_s2");
        assertThat(core.write(ANA, "my bookings").message().body())
                .contains(first, second, "Tuesday, June 2", "Anna Schmidt");
        TapAnswer which = core.write(ANA, "cancel my appointment");
        assertThat(which.outcome()).isEqualTo(BOOKINGS_LISTED);
        assertThat(which.message().menu().rows())
                .containsExactly(
                        new Row("cancel_booking_" + first, "Tue Jun 2 9:00 AM", "Women's Haircut · Sarah Johnson"),
                        new Row("cancel_booking_" + second, "Wed Jun 3 9:00 AM", "s2 · Anna Schmidt"));
        assertThat(core.tap(ANA, "cancel_booking_" + first).outcome()).isEqualTo(CANCEL_ASKED);
        assertThat(database.count("bookings WHERE status = 'CONFIRMED'")).isEqualTo(2);

        TapAnswer cancelled = core.tap(ANA, "cancel_for_good_" + first);
        assertThat(cancelled.outcome()).isEqualTo(CANCELLED);
        assertThat(cancelled.bookingCode()).isEqualTo(first);
        assertThat(column("SELECT booking_code FROM bookings WHERE status = 'CANCELLED'"))
                .containsExactly(first);
        assertThat(column("SELECT booking_id::text FROM tap_events WHERE outcome = 'cancelled'"))
                .isEqualTo(column("SELECT id::text FROM bookings WHERE status = 'CANCELLED'"));
        // Its time is free at once.
        assertThat(core.tap(BOB, "slot_2026-06-02_09:00_m1_s456").outcome()).isEqualTo(CARD_SHOWN);
        assertThat(core.tap(ANA, "cancel_for_good_" + first).outcome()).isEqualTo(NOT_CANCELLABLE);
        assertThat(salon.counter()).isEqualTo(2);
    }

    @Test
    void whoever_taps_on_about_a_cancelled_booking_is_told_that_it_is_cancelled() {
        aTeam().in(database);
        String code = book(ANA, "slot_2026-06-02_09:00_m1_s456");
        core.tap(ANA, "cancel_for_good_" + code);
        for (String button : List.of("cancel_for_good_", "cancel_booking_", "keep_booking_")) {
            TapAnswer answer = core.tap(ANA, button + code);
            assertThat(answer.outcome()).as(button).isEqualTo(NOT_CANCELLABLE);
            assertThat(answer.message().body()).as(button).startsWith("Your appointment is cancelled.");
            assertThat(core.tap(BOB, button + code).message().body())
                    .as("of another's " + button)
                    .doesNotContain("is cancelled", code, "stays as it is");
        }
    }

    @Test
    void whoever_can_go_no_further_is_led_on_by_a_button() {
        aTeam().in(database);
        for (String button : List.of(
                "confirm_booking_temp",
                "change_time_temp",
                "nonsense",
                "slot_2026-06-02_09:00_m99_s456",
                "pick_service_s99")) {
            TapAnswer stuck = core.tap(ANA, button);
            assertThat(stuck.message().buttons())
                    .as(button)
                    .extracting(Button::id)
                    .containsExactly("next_times");
            assertThat(core.tap(ANA, firstButton(stuck)).outcome()).isEqualTo(TIMES_OFFERED);
        }
        assertThat(firstButton(core.write(ANA, "my booking"))).isEqualTo("next_times");
    }

    @Test
    void of_a_service_that_nobody_has_time_for_the_way_leads_to_the_others() {
        aTeam().in(database);
        database.jdbc()
                .sql("UPDATE salons SET horizon_days = 1, notice_minutes = 10000")
                .update();
        core.catalog.refresh();
        TapAnswer none = core.tap(ANA, "slot_2026-06-02_09:00_m1_s456");
        assertThat(none.message().body()).contains("no other free times");
        assertThat(none.message().buttons()).extracting(Button::id).containsExactly("more_times");
    }

    @Test
    void a_worker_that_finds_nothing_waiting_any_more_makes_no_customer_of_it() {
        TestSalon.Written salon = aTeam().in(database);
        WaitingSender gone = new WaitingSender(salon.id(), Realm.LIVE, "15550100099", null);
        assertThat(core.handler.waitingTaps().process(gone)).isZero();
        assertThat(database.count("customers")).isZero();
    }

    @Test
    void nobody_cancels_anothers_booking_or_a_visit_that_has_begun() {
        aTeam().in(database);
        String anas = book(ANA, "slot_2026-06-02_09:00_m1_s456");
        assertThat(core.tap(BOB, "cancel_booking_" + anas).outcome()).isEqualTo(NOT_CANCELLABLE);
        assertThat(core.tap(BOB, "cancel_for_good_" + anas).outcome()).isEqualTo(NOT_CANCELLABLE);
        clock.advance(Duration.ofDays(1).plusHours(1));
        assertThat(core.tap(ANA, "cancel_for_good_" + anas).outcome()).isEqualTo(NOT_CANCELLABLE);
        assertThat(column("SELECT status FROM bookings")).containsExactly("CONFIRMED");
    }

    @Test
    void lists_of_another_salon_lead_nowhere() {
        aTeam().in(database);
        TestSalon.Written other = aSalon().called("borealis", "106540352242999")
                .withMaster("m9", "Zoe Other")
                .withService("s9", 30)
                .in(database);
        for (String id : List.of(
                "pick_service_s9",
                "pick_service_" + other.service("s9"),
                "pick_master_s9_any",
                "pick_master_s456_m9",
                "pick_master_s456_" + other.master("m9"),
                "pick_day_s456_m9_2026-06-02",
                "pick_day_s9_any_2026-06-02")) {
            assertThat(core.tap(ANA, id).outcome()).as(id).isEqualTo(UNKNOWN_PROVIDER);
        }
    }

    @Test
    void a_card_can_be_confirmed_while_its_customer_looks_at_other_times() {
        aTeam().in(database);
        TapAnswer card = core.tap(ANA, "slot_2026-06-02_09:00_m1_s456");
        TapAnswer others = core.tap(ANA, card.message().buttons().get(1).id());
        assertThat(others.outcome()).isEqualTo(TIMES_LISTED);
        assertThat(rows(others)).doesNotContain("slot_2026-06-02_09:00_m1_s456").endsWith("pick_master_s456_m1");
        assertThat(session()).isEqualTo("TIME 1 ACTIVE");
        assertThat(core.tap(ANA, "pick_master_s456_m1").outcome()).isEqualTo(DAYS_LISTED);
        core.write(ANA, "hi");
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
        assertThat(column("SELECT to_char(start_ts AT TIME ZONE 'UTC', 'DD HH24:MI') FROM bookings"))
                .containsExactly("02 13:00");
    }

    @Test
    void a_session_without_a_card_survives_a_restart_and_runs_out() {
        aTeam().in(database);
        core.write(ANA, "hi");
        core.tap(ANA, "pick_day_s456_m1_2026-06-02");
        TestCore restarted = node();
        restarted.sessions.reload(clock.instant());
        assertThat(restarted.tap(ANA, "confirm_booking_temp").outcome()).isEqualTo(TapOutcome.SESSION_EXPIRED);
        assertThat(restarted.tap(ANA, "slot_2026-06-02_09:00_m1").outcome()).isEqualTo(CARD_SHOWN);
        assertThat(database.count("sessions")).isOne();
        core.write(BOB, "hi");
        clock.advance(TestCore.SESSION_LIFETIME);
        assertThat(core.sessions.expire(clock.instant())).isEqualTo(2);
        assertThat(core.write(BOB, "hi").outcome()).isEqualTo(TIMES_OFFERED);
        assertThat(database.count("sessions")).isEqualTo(3);
    }

    @Test
    void a_store_that_is_behind_by_a_step_does_not_end_a_session_early() {
        aTeam().in(database);
        TestCore otherNode = node();
        core.write(ANA, "hi");
        clock.advance(Duration.ofMinutes(10));
        otherNode.tap(ANA, "more_times");
        clock.advance(Duration.ofMinutes(10));
        core.tap(ANA, "pick_service_s456");
        assertThat(database.count("sessions")).isOne();
    }

    @Test
    void a_store_that_is_behind_by_a_step_does_not_bring_back_another_service() {
        aTeam().in(database);
        TestCore otherNode = node();
        core.tap(ANA, "pick_service_s456");
        otherNode.tap(ANA, "pick_service_s2");
        assertThat(core.tap(ANA, "slot_2026-06-02_09:00_m1").outcome()).isEqualTo(CARD_SHOWN);
        assertThat(column("SELECT CAST(end_ts - start_ts AS text) FROM sessions"))
                .containsExactly("00:30:00");
    }

    private String session() {
        return column("SELECT step || ' ' || selection || ' ' || state FROM sessions")
                .get(0);
    }

    private String book(String phone, String slot) {
        TapAnswer booked = core.tap(phone, firstButton(core.tap(phone, slot)));
        assertThat(booked.outcome()).isEqualTo(BOOKED);
        return booked.bookingCode();
    }

    private List<String> column(String sql) {
        return database.jdbc().sql(sql).query(String.class).list();
    }
}
