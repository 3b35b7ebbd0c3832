package io.quickbooking.core.admin.sessions;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.sessions.CheckMade.Check;
import io.quickbooking.core.admin.sessions.TimelineStep.Decided;
import io.quickbooking.core.admin.sessions.TimelineStep.Holder;
import io.quickbooking.core.admin.sessions.TimelineStep.Place;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import io.quickbooking.testing.WebhookBodies;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimelinesTest {
    private static final String ANA = "15550100001";
    private static final String BEN = "15550100002";
    private static final String AT_THREE = "slot_2026-06-02_15:00_m123";

    private final TestDatabase database = TestDatabase.create(5);
    private final TestSalon.Written salon = aSalon().in(database);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final Timelines timelines =
            new Timelines(new Mappers(database.dataSource()), core.transactions, clock, TestCore.SESSION_LIFETIME);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_booking_is_two_steps_with_what_was_asked_decided_and_sent() {
        TapAnswer card = core.tap(ANA, AT_THREE);
        clock.advance(Duration.ofSeconds(20));
        TapAnswer booked = core.tap(ANA, firstButton(card));

        Timeline timeline = onlySessionOf(ANA);

        assertThat(timeline.session().state()).isEqualTo("BOOKED");
        assertThat(timeline.session().bookingCode()).isEqualTo(booked.bookingCode());
        assertThat(timeline.session().start()).isEqualTo(Instant.parse("2026-06-02T19:00:00Z"));
        assertThat(timeline.steps()).extracting(TimelineStep::number).containsExactly(1, 2);
        assertThat(outcomes(timeline)).containsExactly("card_shown", "booked");
        TimelineStep confirmation = timeline.steps().get(1);
        assertThat(Objects.requireNonNull(confirmation.received()).said()).isEqualTo("Confirm");
        assertThat(decided(confirmation).bookingCode()).isEqualTo(booked.bookingCode());
        assertThat(decided(confirmation).checks())
                .allMatch(CheckMade::passed)
                .last()
                .extracting(CheckMade::check)
                .isEqualTo(Check.TIME_FREE);
        assertThat(confirmation.sent()).singleElement().satisfies(sent -> {
            assertThat(Objects.requireNonNull(sent.content()).body())
                    .isEqualTo(booked.message().body());
            assertThat(sent.state()).isEqualTo("PENDING");
        });
        assertThat(Objects.requireNonNull(timeline.steps().get(0).sent().get(0).content())
                        .buttons())
                .extracting(SentContent.Button::title)
                .containsExactly("Confirm", "Change time");
    }

    @Test
    void a_lost_time_names_who_has_it() {
        TapAnswer anas = core.tap(ANA, AT_THREE);
        TapAnswer bens = core.tap(BEN, AT_THREE);
        clock.advance(Duration.ofSeconds(30));
        TapAnswer booked = core.tap(ANA, firstButton(anas));
        clock.advance(Duration.ofMillis(140));
        core.tap(BEN, firstButton(bens));

        Timeline lost = onlySessionOf(BEN);

        assertThat(lost.session().state()).isEqualTo("LOST");
        assertThat(outcomes(lost)).containsExactly("card_shown", "slot_taken");
        Decided refusal = decided(lost.steps().get(1));
        assertThat(refusal.reason()).isEqualTo("booked");
        assertThat(refusal.checks()).last().isEqualTo(new CheckMade(Check.TIME_FREE, false));
        Holder winner = refusal.holders().get(0);
        assertThat(refusal.holders()).hasSize(1);
        assertThat(winner.bookingCode()).isEqualTo(booked.bookingCode());
        assertThat(winner.customerName()).isEqualTo("Ana Test");
        assertThat(winner.sameCustomer()).isFalse();
        assertThat(Duration.between(winner.bookedAt(), refusal.at())).isEqualTo(Duration.ofMillis(140));
        assertThat(winner.sessionId()).isEqualTo(sessionOf(ANA));
    }

    @Test
    void a_time_lost_to_a_hold_names_the_session_whose_card_kept_it() {
        database.jdbc().sql("UPDATE salons SET hold_minutes = 5").update();
        core.catalog.refresh();
        TapAnswer card = core.tap(ANA, AT_THREE);
        UUID anas = sessionOf(ANA);
        clock.advance(Duration.ofSeconds(5));
        core.tap(BEN, AT_THREE);
        clock.advance(Duration.ofSeconds(60));
        core.tap(ANA, firstButton(card));

        assertThat(timelines.ofCustomer(customerOf(BEN))).singleElement().satisfies(step -> {
            assertThat(decided(step).holders()).isEmpty();
            assertThat(decided(step).keptIn()).isEqualTo(anas);
        });
        clock.advance(Duration.ofSeconds(1));
        core.tap("15550100003", AT_THREE);
        assertThat(timelines.ofCustomer(customerOf("15550100003")))
                .singleElement()
                .satisfies(step -> assertThat(decided(step).keptIn()).isNull());
    }

    @Test
    void who_had_the_time_is_told_after_that_booking_was_cancelled_and_another_made() {
        String lostTo = book(ANA, AT_THREE);
        core.tap(BEN, AT_THREE);
        clock.advance(Duration.ofMinutes(1));
        database.jdbc()
                .sql("UPDATE bookings SET status = 'CANCELLED', updated_at = ?")
                .param(Timestamp.from(clock.instant()))
                .update();
        clock.advance(Duration.ofMinutes(1));
        book("15550100003", AT_THREE);

        assertThat(timelines.ofCustomer(customerOf(BEN)))
                .singleElement()
                .extracting(step -> decided(step).holders())
                .asInstanceOf(InstanceOfAssertFactories.list(Holder.class))
                .singleElement()
                .satisfies(holder -> {
                    assertThat(holder.bookingCode()).isEqualTo(lostTo);
                    assertThat(holder.status()).isEqualTo("CANCELLED");
                });
    }

    @Test
    void the_refused_tap_that_led_to_a_session_stands_before_it() {
        book(ANA, AT_THREE);
        TapAnswer refused = core.tap(BEN, AT_THREE);
        clock.advance(Duration.ofSeconds(10));
        core.tap(BEN, firstButton(refused));

        Timeline timeline = onlySessionOf(BEN);

        assertThat(outcomes(timeline)).containsExactly("slot_unavailable", "card_shown");
        assertThat(timeline.steps()).extracting(TimelineStep::place).containsExactly(Place.BEFORE, Place.WITHIN);
        assertThat(Objects.requireNonNull(timeline.steps().get(1).received()).said())
                .isEqualTo(refused.message().buttons().get(0).title());
    }

    @Test
    void a_session_that_ran_out_has_its_end_and_the_tap_that_came_too_late() {
        TapAnswer card = core.tap(ANA, AT_THREE);
        clock.advance(TestCore.SESSION_LIFETIME);
        assertThat(onlySessionOf(ANA).session().state())
                .as("before anybody has swept it")
                .isEqualTo("EXPIRED");
        core.sessions.expire(clock.instant());
        clock.advance(Duration.ofMinutes(1));
        core.tap(ANA, firstButton(card));

        Timeline timeline = onlySessionOf(ANA);

        assertThat(timeline.session().state()).isEqualTo("EXPIRED");
        assertThat(timeline.session().endedAt()).isEqualTo(Instant.parse("2026-06-01T12:15:00Z"));
        assertThat(outcomes(timeline)).containsExactly("card_shown", "session_expired");
        assertThat(timeline.steps().get(1).place()).isEqualTo(Place.AFTER);
        assertThat(decided(timeline.steps().get(1)).checks())
                .last()
                .isEqualTo(new CheckMade(Check.SESSION_ALIVE, false));
    }

    @Test
    void old_cards_and_repeats_are_told_apart() {
        TapAnswer first = core.tap(ANA, AT_THREE);
        clock.advance(Duration.ofSeconds(5));
        TapAnswer second = core.tap(ANA, "slot_2026-06-02_16:00_m123");
        clock.advance(Duration.ofSeconds(5));
        core.tap(ANA, firstButton(first));
        clock.advance(Duration.ofSeconds(5));
        core.tap(ANA, firstButton(second));
        clock.advance(Duration.ofSeconds(5));
        core.tap(ANA, firstButton(second));

        Timeline timeline = onlySessionOf(ANA);

        assertThat(outcomes(timeline)).containsExactly("card_shown", "card_shown", "old_card", "booked", "repeated");
        assertThat(timeline.steps())
                .extracting(step ->
                        decided(step).checks().get(decided(step).checks().size() - 1))
                .contains(new CheckMade(Check.CARD_CURRENT, false), new CheckMade(Check.NOT_BOOKED_BEFORE, false));
    }

    @Test
    void a_lost_session_knows_the_one_that_followed_it() {
        TapAnswer anas = core.tap(ANA, AT_THREE);
        TapAnswer bens = core.tap(BEN, AT_THREE);
        clock.advance(Duration.ofSeconds(1));
        core.tap(ANA, firstButton(anas));
        TapAnswer lost = core.tap(BEN, firstButton(bens));
        UUID before = sessionOf(BEN);
        clock.advance(Duration.ofSeconds(9));
        core.tap(BEN, firstButton(lost));
        UUID after = sessionOf(BEN);

        assertThat(after).isNotEqualTo(before);
        assertThat(timelines.ofSession(before).orElseThrow().next()).isEqualTo(after);
        assertThat(timelines.ofSession(after).orElseThrow().previous()).isEqualTo(before);
        assertThat(timelines.ofSession(after).orElseThrow().steps()).hasSize(1);
    }

    @Test
    void texts_of_the_customer_stand_between_the_taps() {
        core.tap(ANA, AT_THREE);
        clock.advance(Duration.ofSeconds(5));
        receive(WebhookBodies.text("is it still free?").from(ANA).sentAt(clock.instant()));
        clock.advance(Duration.ofSeconds(5));
        receive(WebhookBodies.text("hello").from(BEN).sentAt(clock.instant()));

        Timeline timeline = onlySessionOf(ANA);

        assertThat(timeline.steps()).hasSize(2);
        TimelineStep text = timeline.steps().get(1);
        assertThat(Objects.requireNonNull(text.decided()).outcome()).isEqualTo("times_offered");
        assertThat(text.decided().checks()).isEmpty();
        assertThat(text.sent()).hasSize(1);
        assertThat(Objects.requireNonNull(text.received()).kind()).isEqualTo("text");
        assertThat(text.received().buttonId()).isNull();
        assertThat(text.received().said()).isEqualTo("is it still free?");
        assertThat(text.received().waiting()).isFalse();
    }

    @Test
    void what_nobody_asked_for_is_a_step_of_its_own() {
        core.tap(ANA, AT_THREE);
        clock.advance(Duration.ofSeconds(5));
        database.jdbc()
                .sql("""
                        INSERT INTO outbound_messages (salon_id, customer_id, kind, payload, next_attempt_at, created_at)
                        VALUES (?, ?, 'reminder', '{"type": "template"}', ?, ?)
                        """)
                .params(salon.id(), customerOf(ANA), Timestamp.from(clock.instant()), Timestamp.from(clock.instant()))
                .update();

        TimelineStep unasked = onlySessionOf(ANA).steps().get(1);

        assertThat(unasked.received()).isNull();
        assertThat(unasked.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.kind()).isEqualTo("reminder");
            assertThat(sent.content()).isNull();
        });
        assertThat(timelines.ofCustomer(customerOf(ANA))).hasSize(2);
    }

    @Test
    void there_is_no_timeline_of_what_does_not_exist() {
        assertThat(timelines.ofSession(UUID.randomUUID())).isEmpty();
        assertThat(timelines.ofCustomer(UUID.randomUUID())).isEmpty();
    }

    private void receive(WebhookBodies.Message message) {
        core.webhook.receive(message.to(salon.phoneNumberId()).bytes());
    }

    private String book(String phone, String slot) {
        return Objects.requireNonNull(
                core.tap(phone, firstButton(core.tap(phone, slot))).bookingCode());
    }

    private Timeline onlySessionOf(String phone) {
        return timelines.ofSession(sessionOf(phone)).orElseThrow();
    }

    private UUID sessionOf(String phone) {
        return database.jdbc()
                .sql("SELECT id FROM sessions WHERE customer_id = ? ORDER BY started_at DESC LIMIT 1")
                .param(customerOf(phone))
                .query(UUID.class)
                .single();
    }

    private UUID customerOf(String phone) {
        return database.jdbc()
                .sql("SELECT id FROM customers WHERE phone = ?")
                .param(phone)
                .query(UUID.class)
                .single();
    }

    private static Decided decided(TimelineStep step) {
        return Objects.requireNonNull(step.decided());
    }

    private static List<String> outcomes(Timeline timeline) {
        return timeline.steps().stream().map(step -> decided(step).outcome()).toList();
    }
}
