package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.core.conversation.TapOutcome.MALFORMED;
import static io.quickbooking.core.conversation.TapOutcome.OLD_CARD;
import static io.quickbooking.core.conversation.TapOutcome.REPEATED;
import static io.quickbooking.core.conversation.TapOutcome.SESSION_EXPIRED;
import static io.quickbooking.core.conversation.TapOutcome.SLOT_TAKEN;
import static io.quickbooking.core.conversation.TapOutcome.SLOT_UNAVAILABLE;
import static io.quickbooking.core.conversation.TapOutcome.TIMES_LISTED;
import static io.quickbooking.core.conversation.TapOutcome.UNKNOWN_PROVIDER;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestCore.rows;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.message.InteractiveMessage.Button;
import io.quickbooking.core.session.CaffeineSessionStore;
import io.quickbooking.core.session.SessionStore;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTest {
    private static final String ANA = "15550100001";
    private static final String BOB = "15550100002";
    private static final String THREE_PM = "slot_2026-06-01_15:00_m123";

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

    @Test
    void two_taps_make_a_booking() {
        TestSalon.Written salon = aSalon().in(database);

        TapAnswer card = core.tap(ANA, THREE_PM);
        assertThat(card.outcome()).isEqualTo(CARD_SHOWN);
        assertThat(card.message().body())
                .contains("Women's Haircut", "Sarah Johnson", "Monday", "3:00 PM", "1 h", "$50.00");
        assertThat(card.message().buttons()).extracting(Button::title).containsExactly("Confirm", "Change time");

        TapAnswer confirmed = core.tap(ANA, firstButton(card));
        assertThat(confirmed.outcome()).isEqualTo(BOOKED);
        assertThat(confirmed.bookingCode()).matches("BK[1-9][0-9]{5}");
        assertThat(confirmed.message().body()).contains(confirmed.bookingCode(), "Sarah Johnson", "3:00 PM");

        Map<String, Object> row =
                database.jdbc().sql("SELECT * FROM bookings").query().singleRow();
        assertThat(row)
                .containsEntry("booking_code", confirmed.bookingCode())
                .containsEntry("salon_id", salon.id())
                .containsEntry("master_id", salon.master("m123"))
                .containsEntry("service_id", salon.service("s456"))
                .containsEntry("customer_phone", ANA)
                .containsEntry("customer_name", "Ana Test")
                .containsEntry("service", "Women's Haircut")
                .containsEntry("status", "CONFIRMED")
                .containsEntry("realm", "LIVE")
                .containsEntry("price", 5000L);
        assertThat(database.jdbc()
                        .sql("SELECT start_ts = '2026-06-01T19:00Z' AND end_ts = '2026-06-01T20:00Z' FROM bookings")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(salon.counter()).isOne();
        assertThat(database.count("outbound_messages WHERE state = 'PENDING'")).isEqualTo(2);
        assertThat(column("SELECT kind || ' ' || outcome FROM tap_events ORDER BY id"))
                .containsExactly("slot_selection card_shown", "booking_confirmation booked");
        assertThat(column("SELECT state FROM sessions")).containsExactly("BOOKED");
    }

    @Test
    void a_taken_time_is_answered_with_the_next_three() {
        aSalon().in(database);
        book(BOB, THREE_PM);
        TapAnswer answer = core.tap(ANA, THREE_PM);
        assertThat(answer.outcome()).isEqualTo(SLOT_UNAVAILABLE);
        assertThat(answer.message().body())
                .startsWith("Sorry, this time slot is no longer available. Here are alternative times:");
        assertThat(answer.message().buttons())
                .containsExactly(
                        new Button("slot_2026-06-01_16:00_m123_s456", "4:00 PM - Sarah"),
                        new Button("slot_2026-06-01_16:30_m123_s456", "4:30 PM - Sarah"),
                        new Button("slot_2026-06-01_17:00_m123_s456", "5:00 PM - Sarah"));
        assertThat(column("SELECT reason FROM tap_events WHERE outcome = 'slot_unavailable'"))
                .containsExactly("booked");
        assertThat(core.tap(ANA, firstButton(answer)).outcome()).isEqualTo(CARD_SHOWN);
    }

    @ParameterizedTest
    @CsvSource({
        // After the last slot of the last day that can be booked, and beyond it.
        "slot_2026-07-31_17:30_m123, slot_2026-06-01_09:00_m123_s456",
        "slot_2026-08-01_09:00_m123, slot_2026-06-01_09:00_m123_s456",
        "slot_2027-03-14_02:30_m123, slot_2026-06-01_09:00_m123_s456",
        // In the past, and between two slots.
        "slot_2026-05-01_09:00_m123, slot_2026-06-01_09:00_m123_s456",
        "slot_2026-06-05_10:10_m123, slot_2026-06-05_10:30_m123_s456",
    })
    void whatever_time_is_asked_for_the_nearest_free_ones_are_offered(String wanted, String offered) {
        aSalon().open("09:00-18:00").in(database);
        TapAnswer answer = core.tap(ANA, wanted);
        assertThat(answer.outcome()).isEqualTo(SLOT_UNAVAILABLE);
        assertThat(firstButton(answer)).isEqualTo(offered);
    }

    @Test
    void when_nothing_is_free_the_customer_is_told_so() {
        aSalon().open("").in(database);
        TapAnswer answer = core.tap(ANA, THREE_PM);
        assertThat(answer.outcome()).isEqualTo(SLOT_UNAVAILABLE);
        assertThat(firstButton(answer))
                .as("another service or master may have some")
                .isEqualTo("more_times");
        assertThat(answer.message().body()).contains("no other free times");
    }

    @Test
    void who_confirms_second_is_offered_others_and_has_no_session_any_more() {
        TestSalon.Written salon = aSalon().in(database);
        TapAnswer anasCard = core.tap(ANA, THREE_PM);
        TapAnswer bobsCard = core.tap(BOB, THREE_PM);
        assertThat(core.tap(BOB, firstButton(bobsCard)).outcome()).isEqualTo(BOOKED);

        TapAnswer lost = core.tap(ANA, firstButton(anasCard));
        assertThat(lost.outcome()).isEqualTo(SLOT_TAKEN);
        assertThat(lost.message().body()).startsWith("Sorry, this slot was just booked. Please select another time.");
        assertThat(lost.message().buttons()).hasSize(3);
        assertThat(core.tap(ANA, firstButton(anasCard)).outcome()).isEqualTo(SESSION_EXPIRED);
        assertThat(database.count("bookings")).isOne();
        assertThat(salon.counter()).isOne();
        assertThat(column("SELECT state FROM sessions ORDER BY state")).containsExactly("BOOKED", "LOST");
    }

    @Test
    void a_second_tap_on_confirm_repeats_the_confirmation() {
        TestSalon.Written salon = aSalon().in(database);
        TapAnswer card = core.tap(ANA, THREE_PM);
        TapAnswer first = core.tap(ANA, firstButton(card));
        TapAnswer second = core.tap(ANA, firstButton(card));
        assertThat(second.outcome()).isEqualTo(REPEATED);
        assertThat(second.message()).isEqualTo(first.message());
        assertThat(second.bookingCode()).isEqualTo(first.bookingCode());
        assertThat(salon.counter()).isOne();
    }

    @Test
    void the_confirmation_of_a_cancelled_booking_is_not_repeated() {
        aSalon().in(database);
        TapAnswer card = core.tap(ANA, THREE_PM);
        core.tap(ANA, firstButton(card));
        database.jdbc().sql("UPDATE bookings SET status = 'CANCELLED'").update();
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(SESSION_EXPIRED);
        assertThat(database.count("bookings")).isOne();
    }

    @Test
    void an_old_card_shows_the_current_one_and_books_nothing() {
        aSalon().in(database);
        TapAnswer threePm = core.tap(ANA, THREE_PM);
        TapAnswer fourPm = core.tap(ANA, "slot_2026-06-01_16:00_m123");
        TapAnswer answer = core.tap(ANA, firstButton(threePm));
        assertThat(answer.outcome()).isEqualTo(OLD_CARD);
        assertThat(answer.message()).isEqualTo(fourPm.message());
        assertThat(database.count("bookings")).isZero();
        assertThat(core.tap(ANA, firstButton(answer)).outcome()).isEqualTo(BOOKED);
        assertThat(column("SELECT to_char(start_ts AT TIME ZONE 'UTC', 'HH24:MI') FROM bookings"))
                .containsExactly("20:00");
    }

    @Test
    void a_card_of_an_earlier_session_is_an_old_card_too() {
        aSalon().in(database);
        TapAnswer before = core.tap(ANA, THREE_PM);
        clock.advance(TestCore.SESSION_LIFETIME);
        core.tap(ANA, "slot_2026-06-01_16:00_m123");
        assertThat(core.tap(ANA, firstButton(before)).outcome()).isEqualTo(OLD_CARD);
        assertThat(column("SELECT state FROM sessions ORDER BY started_at")).containsExactly("EXPIRED", "ACTIVE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "confirm_booking_temp",
                "confirm_booking_x",
                "confirm_booking_7c9e6679-7425-40de-944b-e07fc1f90ae7.1"
            })
    void a_token_that_nobody_knows_means_what_is_in_the_session(String buttonId) {
        aSalon().in(database);
        assertThat(core.tap(ANA, buttonId).outcome()).isEqualTo(SESSION_EXPIRED);
        core.tap(ANA, THREE_PM);
        assertThat(core.tap(ANA, buttonId).outcome()).isEqualTo(BOOKED);
    }

    @Test
    void the_token_of_another_customer_neither_books_nor_reveals_their_slot() {
        aSalon().in(database);
        TapAnswer bobsCard = core.tap(BOB, THREE_PM);
        assertThat(core.tap(ANA, firstButton(bobsCard)).outcome()).isEqualTo(SESSION_EXPIRED);
        TapAnswer booked = core.tap(BOB, firstButton(bobsCard));
        TapAnswer foreign = core.tap(ANA, firstButton(bobsCard));
        assertThat(foreign.outcome()).isEqualTo(SESSION_EXPIRED);
        assertThat(foreign.message().body()).doesNotContain(booked.bookingCode());
        assertThat(database.count("bookings")).isOne();
    }

    @Test
    void a_session_that_ran_out_is_told_so() {
        aSalon().in(database);
        TapAnswer card = core.tap(ANA, THREE_PM);
        clock.advance(TestCore.SESSION_LIFETIME.minusMillis(1));
        assertThat(core.sessions.expire(clock.instant())).isZero();
        clock.advance(Duration.ofMillis(1));
        TapAnswer answer = core.tap(ANA, firstButton(card));
        assertThat(answer.outcome()).isEqualTo(SESSION_EXPIRED);
        assertThat(answer.message().body()).isEqualTo("Session expired. Please select a time slot again.");
        assertThat(core.sessions.expire(clock.instant())).isOne();
        assertThat(core.sessions.expire(clock.instant())).isZero();
        assertThat(column("SELECT state FROM sessions")).containsExactly("EXPIRED");
    }

    @Test
    void a_session_outlives_the_process() {
        aSalon().in(database);
        TapAnswer card = core.tap(ANA, THREE_PM);
        TestCore restarted = node();
        assertThat(restarted.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);

        TapAnswer other = core.tap(BOB, "slot_2026-06-01_18:00_m123");
        TestCore again = node();
        again.sessions.reload(clock.instant());
        UUID bob = database.jdbc()
                .sql("SELECT id FROM customers WHERE phone = ?")
                .param(BOB)
                .query(UUID.class)
                .single();
        assertThat(again.store.find(bob + "_" + core.salon("aurora").id()))
                .get()
                .extracting(session -> session.token().toString())
                .isEqualTo(firstButton(other).substring("confirm_booking_".length()));
    }

    @Test
    void a_store_that_is_behind_is_noticed() {
        aSalon().in(database);
        core.tap(ANA, THREE_PM);
        // Another node shows a newer card; this one still has the old selection in memory.
        TestCore otherNode = node();
        otherNode.tap(ANA, "slot_2026-06-01_18:00_m123");
        assertThat(core.tap(ANA, "confirm_booking_temp").outcome()).isEqualTo(BOOKED);
        assertThat(column("SELECT to_char(start_ts AT TIME ZONE 'UTC', 'HH24:MI') FROM bookings"))
                .containsExactly("22:00");
    }

    @Test
    void change_time_offers_others_and_keeps_the_selection() {
        aSalon().in(database);
        TapAnswer card = core.tap(ANA, THREE_PM);
        TapAnswer others = core.tap(ANA, card.message().buttons().get(1).id());
        assertThat(others.outcome()).isEqualTo(TIMES_LISTED);
        assertThat(rows(others))
                .hasSize(10)
                .contains("slot_2026-06-01_08:30_m123_s456", "pick_day_s456_m123_2026-06-01_12:30")
                .endsWith("pick_master_s456_m123");
        assertThat(rows(core.tap(ANA, "pick_day_s456_m123_2026-06-01_12:30")))
                .startsWith("slot_2026-06-01_12:30_m123_s456");
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel-button", "slot_2026-02-30_15:00_m123", "slot_", "'; DROP TABLE bookings; --", "💥"})
    void a_malformed_button_is_told_so(String buttonId) {
        aSalon().in(database);
        TapAnswer answer = core.tap(ANA, buttonId);
        assertThat(answer.outcome()).isEqualTo(MALFORMED);
        assertThat(answer.message().body()).isEqualTo("Invalid button format. Please try again.");
        assertThat(column("SELECT kind || ' ' || outcome FROM tap_events")).containsExactly("unknown malformed");
    }

    @Test
    void masters_and_services_of_another_salon_are_unknown() {
        aSalon().in(database);
        TestSalon.Written other = aSalon().called("borealis", "106540352242999")
                .withMaster("m9", "Zoe Other")
                .withService("s9", 30)
                .in(database);
        for (String reference : List.of(
                "m9",
                other.master("m9").toString(),
                "m123_s9",
                "m123_" + other.service("s9"),
                UUID.randomUUID().toString())) {
            TapAnswer answer = core.tap(ANA, "slot_2026-06-01_15:00_" + reference);
            assertThat(answer.outcome()).as(reference).isEqualTo(UNKNOWN_PROVIDER);
            assertThat(answer.message().body()).isEqualTo("Service provider not found.");
        }
    }

    @Test
    void a_master_who_has_left_is_unknown() {
        aSalon().in(database);
        TapAnswer card = core.tap(ANA, THREE_PM);
        database.jdbc().sql("UPDATE masters SET active = FALSE").update();
        // The catalogue in memory does not know yet; the confirmation looks again under the lock.
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(UNKNOWN_PROVIDER);
        core.catalog.refresh();
        assertThat(core.tap(ANA, THREE_PM).outcome()).isEqualTo(UNKNOWN_PROVIDER);
        assertThat(database.count("bookings")).isZero();
    }

    @Test
    void a_salon_that_was_closed_for_good_after_the_card_is_not_booked() {
        aSalon().in(database);
        TapAnswer card = core.tap(ANA, THREE_PM);
        database.jdbc().sql("UPDATE salons SET active = FALSE").update();
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(TapOutcome.SALON_CLOSED);
        assertThat(database.count("bookings")).isZero();
    }

    @Test
    void hours_that_changed_after_the_card_are_respected_at_once() {
        aSalon().in(database);
        TapAnswer card = core.tap(ANA, THREE_PM);
        database.jdbc().sql("UPDATE working_hours SET to_minute = 720").update();
        TapAnswer answer = core.tap(ANA, firstButton(card));
        assertThat(answer.outcome()).isEqualTo(SLOT_TAKEN);
        assertThat(column("SELECT reason FROM tap_events WHERE outcome = 'slot_taken'"))
                .containsExactly("closed");
    }

    @Test
    void a_card_shown_in_time_can_be_confirmed_within_the_salons_notice() {
        aSalon().withNotice(60).in(database);
        clock.set(Instant.parse("2026-06-01T17:55:00Z"));
        TapAnswer card = core.tap(ANA, THREE_PM);
        clock.advance(Duration.ofMinutes(10));
        assertThat(core.tap(BOB, THREE_PM).outcome()).isEqualTo(SLOT_UNAVAILABLE);
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
    }

    @Test
    void a_card_whose_time_has_come_cannot_be_confirmed_any_more() {
        aSalon().in(database);
        clock.set(Instant.parse("2026-06-01T18:55:00Z"));
        TapAnswer card = core.tap(ANA, THREE_PM);
        clock.set(Instant.parse("2026-06-01T19:00:00Z"));
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(SLOT_TAKEN);
        assertThat(column("SELECT reason FROM tap_events WHERE outcome = 'slot_taken'"))
                .containsExactly("past");
    }

    @Test
    void the_price_on_the_card_is_the_price_of_the_booking() {
        aSalon().in(database);
        TapAnswer card = core.tap(ANA, THREE_PM);
        database.jdbc().sql("UPDATE services SET price = 9900, minutes = 90").update();
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
        assertThat(column("SELECT price || ' ' || (end_ts - start_ts) FROM bookings"))
                .containsExactly("5000 01:00:00");
    }

    @Test
    void a_button_may_name_the_service() {
        aSalon().withService("s456", 60).withService("s789", 30).in(database);
        core.tap(ANA, "slot_2026-06-01_15:00_m123_s789");
        assertThat(column("SELECT (end_ts - start_ts)::text FROM sessions")).containsExactly("00:30:00");
        // Without one it is the service in the session.
        core.tap(ANA, "slot_2026-06-01_16:00_m123");
        assertThat(column("SELECT (end_ts - start_ts)::text FROM sessions")).containsExactly("00:30:00");
    }

    @Test
    void a_tap_older_than_a_session_lives_is_answered_as_expired() {
        aSalon().in(database);
        Instant tapped = clock.instant().minus(TestCore.SESSION_LIFETIME).minusSeconds(1);
        TapAnswer answer = core.handler.handle(core.aTap(ANA, THREE_PM, "wamid.old", tapped));
        assertThat(answer.outcome()).isEqualTo(SESSION_EXPIRED);
        assertThat(database.count("sessions")).isZero();
    }

    @Test
    void a_redelivered_tap_is_answered_as_before_and_changes_nothing() {
        TestSalon.Written salon = aSalon().in(database);
        Tap pick = core.aTap(ANA, THREE_PM, "wamid.1", clock.instant());
        TapAnswer card = core.handler.handle(pick);
        Tap confirm = core.aTap(ANA, firstButton(card), "wamid.2", clock.instant());
        TapAnswer booked = core.handler.handle(confirm);
        clock.advance(Duration.ofDays(7));
        assertThat(core.handler.handle(confirm)).isEqualTo(booked);
        assertThat(core.handler.handle(pick)).isEqualTo(card);
        assertThat(salon.counter()).isOne();
        assertThat(database.count("outbound_messages")).isEqualTo(2);
        assertThat(database.count("tap_events")).isEqualTo(2);
    }

    @Test
    void the_language_of_a_tap_is_kept_for_the_next() {
        aSalon().in(database);
        TapAnswer german = core.handler.handle(core.aTap(ANA, "nonsense", "wamid.1", clock.instant(), "de-AT"));
        assertThat(german.message()).isEqualTo(core.tap(ANA, "nonsense").message());
        assertThat(german.message()).isNotEqualTo(core.tap(BOB, "nonsense").message());
    }

    private void book(String phone, String slot) {
        assertThat(core.tap(phone, firstButton(core.tap(phone, slot))).outcome())
                .isEqualTo(BOOKED);
    }

    private List<String> column(String sql) {
        return database.jdbc().sql(sql).query(String.class).list();
    }
}
