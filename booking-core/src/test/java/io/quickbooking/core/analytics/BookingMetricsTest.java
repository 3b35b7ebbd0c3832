package io.quickbooking.core.analytics;

import static io.quickbooking.core.analytics.Rate.CONFIRMATION_SUCCESS;
import static io.quickbooking.core.analytics.Rate.SELECTION_SUCCESS;
import static io.quickbooking.core.analytics.Rate.SESSION_EXPIRATION;
import static io.quickbooking.core.analytics.Rate.SLOT_CONFLICTS;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quickbooking.core.analytics.Conflict.Next;
import io.quickbooking.core.analytics.MetricsQuery.Step;
import io.quickbooking.core.analytics.MetricsReport.Contested;
import io.quickbooking.core.analytics.MetricsReport.Point;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BookingMetricsTest {
    private static final String ANA = "15550100001";
    private static final String BOB = "15550100002";
    private static final String CEM = "15550100003";
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T16:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final BookingMetrics metrics =
            new BookingMetrics(new Mappers(database.dataSource()), core.transactions, TestCore.SESSION_LIFETIME, clock);
    private final TestSalon.Written salon =
            aSalon().withMaster("m123", "Sarah Johnson").withMaster("m2", "Bo").in(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void every_metric_is_what_one_counts_by_hand() {
        aDayOfTaps();

        MetricsReport report = report(null);
        Tally day = report.current();
        // card 2x, taken 1x, off the grid 1x, unknown master 1x, card for the one who leaves 1x, after losing 1x
        assertThat(day.share(SELECTION_SUCCESS)).isEqualTo(new Share(4, 7));
        // booked 2x, taken 1x, after the session 1x; not: repeated, on an older card, the second tap of who lost
        assertThat(day.share(CONFIRMATION_SUCCESS)).isEqualTo(new Share(2, 4));
        assertThat(day.share(SESSION_EXPIRATION)).isEqualTo(new Share(1, 4));
        assertThat(day.share(SLOT_CONFLICTS)).isEqualTo(new Share(2, 7));
        // Ana 9 s, Bob 20 s
        assertThat(day.timeToConfirm()).isEqualTo(new TimeToConfirm(2, Duration.ofSeconds(29)));
        assertThat(report.confirmP50()).isEqualTo(Duration.ofMillis(14_500));
        assertThat(report.confirmP95()).isEqualTo(Duration.ofMillis(19_450));
    }

    /** Two bookings, two conflicts, one session that runs out, one repetition, one slip. */
    private void aDayOfTaps() {
        TapAnswer anasCard = tap(ANA, "slot_2026-06-02_15:00_m123");
        TapAnswer bobsCard = tap(BOB, "slot_2026-06-02_15:00_m123");
        after(7);
        assertThat(tap(ANA, firstButton(anasCard)).outcome()).isEqualTo(TapOutcome.BOOKED);
        assertThat(tap(ANA, firstButton(anasCard)).outcome()).isEqualTo(TapOutcome.REPEATED);
        assertThat(tap(BOB, firstButton(bobsCard)).outcome()).isEqualTo(TapOutcome.SLOT_TAKEN);
        assertThat(tap(BOB, firstButton(bobsCard)).outcome()).isEqualTo(TapOutcome.SESSION_EXPIRED);
        assertThat(tap(CEM, "slot_2026-06-02_15:30_m123").outcome()).isEqualTo(TapOutcome.SLOT_UNAVAILABLE);
        assertThat(tap(CEM, "slot_2026-06-02_15:10_m123").outcome()).isEqualTo(TapOutcome.SLOT_UNAVAILABLE);
        assertThat(tap(CEM, "slot_2026-06-02_15:00_m9").outcome()).isEqualTo(TapOutcome.UNKNOWN_PROVIDER);
        assertThat(tap(CEM, "nonsense").outcome()).isEqualTo(TapOutcome.MALFORMED);
        TapAnswer cemsCard = tap(CEM, "slot_2026-06-02_18:00_m123");
        TapAnswer bobsNext = tap(BOB, "slot_2026-06-02_16:00_m123");
        after(19);
        assertThat(tap(BOB, firstButton(bobsNext)).outcome()).isEqualTo(TapOutcome.BOOKED);
        clock.advance(TestCore.SESSION_LIFETIME);
        core.sessions.expire(clock.instant());
        assertThat(tap(CEM, firstButton(cemsCard)).outcome()).isEqualTo(TapOutcome.SESSION_EXPIRED);
    }

    @Test
    void the_ledger_balances() {
        aDayOfTaps();
        assertThat(database.count("tap_events")).isEqualTo(database.count("inbound_messages"));
        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM tap_events WHERE outcome = 'booked'")
                        .query(Long.class)
                        .single())
                .isEqualTo(database.count("bookings"))
                .isEqualTo(salon.counter());
        MetricsReport report = report(null);
        assertThat(report.series().stream().map(Point::tally).mapToLong(Tally::selections))
                .satisfies(counts -> assertThat(
                                counts.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(report.current().selections()));
        assertThat(report.contested().stream().mapToLong(Contested::conflicts).sum())
                .isEqualTo(report.current().conflicts())
                .isEqualTo(list(null, null).size());
    }

    @Test
    void who_was_only_offered_times_has_not_let_a_session_run_out() {
        tap(ANA, "slot_2026-06-02_15:00_m123");
        core.write(BOB, "hello");
        tap(CEM, "more_times");
        clock.advance(TestCore.SESSION_LIFETIME);
        assertThat(core.sessions.expire(clock.instant())).isEqualTo(3);
        assertThat(report(null).current().share(SESSION_EXPIRATION)).isEqualTo(new Share(1, 1));
    }

    @Test
    void a_redelivered_tap_changes_nothing() {
        TapAnswer card = tap(ANA, "slot_2026-06-02_15:00_m123");
        Tap confirm = core.aTap(ANA, firstButton(card), "wamid.once", clock.instant());
        core.handler.handle(confirm);
        MetricsReport once = report(null);
        core.handler.handle(confirm);
        core.handler.handle(confirm);
        assertThat(report(null)).isEqualTo(once);
        assertThat(once.current().share(CONFIRMATION_SUCCESS)).isEqualTo(new Share(1, 1));
    }

    @Test
    void a_simulated_flow_changes_nothing() {
        aDayOfTaps();
        MetricsReport before = report(null);
        TapAnswer card = simulatedTap("15550100009", "slot_2026-06-02_19:00_m123");
        simulatedTap("15550100009", firstButton(card));
        simulatedTap("15550100009", "slot_2026-06-02_15:00_m123");
        assertThat(database.count("tap_events WHERE realm = 'SIMULATED'")).isEqualTo(3);
        assertThat(report(null)).isEqualTo(before);
        assertThat(list(null, null)).hasSize(2);
        assertThat(metrics.answers(salon.id(), day()).attempts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(database.count("tap_events WHERE realm = 'LIVE'"));
    }

    @Test
    void who_taps_a_time_they_have_booked_themselves_loses_nothing() {
        TapAnswer card = tap(ANA, "slot_2026-06-02_15:00_m123");
        tap(ANA, firstButton(card));
        assertThat(tap(ANA, "slot_2026-06-02_15:00_m123").outcome()).isEqualTo(TapOutcome.SLOT_UNAVAILABLE);
        assertThat(tap(ANA, "slot_2026-06-02_15:30_m123").outcome()).isEqualTo(TapOutcome.SLOT_UNAVAILABLE);
        assertThat(report(null).current().conflicts()).isZero();
        assertThat(list(null, null)).isEmpty();
    }

    @Test
    void an_older_card_is_no_confirmation() {
        TapAnswer first = tap(ANA, "slot_2026-06-02_15:00_m123");
        tap(ANA, "slot_2026-06-02_16:00_m123");
        assertThat(tap(ANA, firstButton(first)).outcome()).isEqualTo(TapOutcome.OLD_CARD);
        Tally day = report(null).current();
        assertThat(day.share(CONFIRMATION_SUCCESS)).isEqualTo(new Share(0, 0));
        assertThat(day.share(SELECTION_SUCCESS)).isEqualTo(new Share(2, 2));
        assertThat(day.sessions()).isOne();
    }

    @Test
    void a_session_that_has_run_out_counts_before_the_sweep_has_marked_it() {
        tap(ANA, "slot_2026-06-02_15:00_m123");
        assertThat(report(null).current().share(SESSION_EXPIRATION)).isEqualTo(new Share(0, 1));
        clock.advance(TestCore.SESSION_LIFETIME);
        assertThat(report(null).current().share(SESSION_EXPIRATION)).isEqualTo(new Share(1, 1));
    }

    @Test
    void one_master_can_be_looked_at_alone() {
        aDayOfTaps();
        tap(ANA, "slot_2026-06-02_15:00_m2");
        assertThat(report("m2").current().share(SELECTION_SUCCESS)).isEqualTo(new Share(1, 1));
        assertThat(report("m2").current().conflicts()).isZero();
        assertThat(report("m123").current().conflicts()).isEqualTo(2);
        assertThat(list("m2", null)).isEmpty();
    }

    @Test
    void a_period_is_compared_with_the_one_before_and_cut_into_days() {
        core.tap(ANA, "slot_2026-06-05_15:00_m123");
        clock.set(Instant.parse("2026-06-02T03:59:59Z"));
        core.tap(BOB, "slot_2026-06-05_16:00_m123");
        clock.set(Instant.parse("2026-06-02T04:00:00Z"));
        core.tap(CEM, "slot_2026-06-05_17:00_m123");
        MetricsReport report = metrics.report(new MetricsQuery(
                salon.id(),
                null,
                period("2026-06-02T04:00:00Z", "2026-06-04T04:00:00Z"),
                period("2026-05-31T04:00:00Z", "2026-06-02T04:00:00Z"),
                NEW_YORK,
                Step.DAY));
        assertThat(report.before().selections()).isEqualTo(2);
        assertThat(report.before().sessions()).isEqualTo(2);
        assertThat(report.current().selections()).isOne();
        assertThat(report.series())
                .extracting(Point::start, point -> point.tally().selections())
                .containsExactly(
                        tuple(Instant.parse("2026-06-02T04:00:00Z"), 1L),
                        tuple(Instant.parse("2026-06-03T04:00:00Z"), 0L));
    }

    @Test
    void the_day_on_which_the_clock_goes_back_has_25_hours() {
        MetricsReport report = metrics.report(new MetricsQuery(
                salon.id(),
                null,
                period("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"),
                period("2026-10-31T04:00:00Z", "2026-11-01T04:00:00Z"),
                NEW_YORK,
                Step.HOUR));
        assertThat(report.series()).hasSize(25);
    }

    @Test
    void a_conflict_names_winner_loser_and_what_came_of_it() {
        aDayOfTaps();
        List<Conflict> list = list(null, null);
        Conflict picked = list.get(0);
        Conflict confirmed = list.get(1);
        String code = database.jdbc()
                .sql("SELECT booking_code FROM bookings ORDER BY created_at LIMIT 1")
                .query(String.class)
                .single();
        String bobsCode = database.jdbc()
                .sql("SELECT booking_code FROM bookings ORDER BY created_at DESC LIMIT 1")
                .query(String.class)
                .single();

        assertThat(confirmed.atConfirmation()).isTrue();
        assertThat(confirmed.slotStart()).isEqualTo(Instant.parse("2026-06-02T19:00:00Z"));
        assertThat(confirmed.loserPhone()).isEqualTo(BOB);
        assertThat(confirmed.winner()).isEqualTo(new Conflict.Winner(code, "Ana Test", Duration.ofSeconds(2)));
        assertThat(confirmed.alternatives()).containsExactly("4:00 PM - Sarah", "4:30 PM - Sarah", "5:00 PM - Sarah");
        assertThat(confirmed.next()).isEqualTo(Next.BOOKED_ANOTHER);
        assertThat(confirmed.nextCode()).isEqualTo(bobsCode);
        assertThat(confirmed.losers()).isOne();
        assertThat(sessionState(confirmed.sessionId())).isEqualTo("LOST");

        assertThat(picked.atConfirmation()).isFalse();
        assertThat(picked.loserPhone()).isEqualTo(CEM);
        assertThat(picked.winner()).extracting(Conflict.Winner::bookingCode).isEqualTo(code);
        assertThat(picked.next()).isEqualTo(Next.LEFT);
        assertThat(sessionState(picked.sessionId())).isEqualTo("EXPIRED");
    }

    @Test
    void who_has_just_lost_a_slot_is_still_choosing() {
        TapAnswer card = tap(ANA, "slot_2026-06-02_15:00_m123");
        tap(ANA, firstButton(card));
        tap(BOB, "slot_2026-06-02_15:00_m123");
        assertThat(list(null, null)).extracting(Conflict::next).containsExactly(Next.CHOOSING);
        clock.advance(TestCore.SESSION_LIFETIME);
        assertThat(list(null, null)).extracting(Conflict::next).containsExactly(Next.LEFT);
    }

    @Test
    void the_winner_is_who_had_the_slot_then_also_when_it_was_cancelled_since() {
        TapAnswer card = tap(ANA, "slot_2026-06-02_15:00_m123");
        String code = tap(ANA, firstButton(card)).bookingCode();
        tap(BOB, "slot_2026-06-02_15:00_m123");
        after(60);
        database.jdbc()
                .sql("UPDATE bookings SET status = 'CANCELLED', updated_at = CAST(? AS timestamptz)")
                .param(clock.instant().toString())
                .update();
        TapAnswer cems = tap(CEM, "slot_2026-06-02_15:00_m123");
        tap(CEM, firstButton(cems));
        assertThat(list(null, null))
                .extracting(conflict -> conflict.winner().bookingCode())
                .containsExactly(code);
    }

    @Test
    void who_lost_to_a_hold_lost_to_the_card_of_another_however_late_that_was_confirmed() {
        database.jdbc().sql("UPDATE salons SET hold_minutes = 5").update();
        core.catalog.refresh();
        TapAnswer card = tap(ANA, "slot_2026-06-02_15:00_m123");
        after(1);
        tap(BOB, "slot_2026-06-02_15:30_m123");
        UUID anas = database.jdbc()
                .sql("SELECT session_id FROM customers WHERE phone = ?")
                .param(ANA)
                .query(UUID.class)
                .single();
        after(60);
        assertThat(tap(ANA, firstButton(card)).outcome()).isEqualTo(TapOutcome.BOOKED);
        after(1);
        tap(CEM, "slot_2026-06-02_15:00_m123");

        List<Conflict> list = list(null, null);
        assertThat(list).extracting(Conflict::loserPhone).containsExactly(CEM, BOB);
        assertThat(list.get(0).winner()).isNotNull();
        assertThat(list.get(0).heldIn()).isNull();
        assertThat(list.get(1).winner()).isNull();
        assertThat(list.get(1).heldIn()).isEqualTo(anas);

        database.jdbc().sql("UPDATE salons SET hold_minutes = 0").update();
        assertThat(list(null, null)).extracting(Conflict::heldIn).containsOnlyNulls();
    }

    @Test
    void conflicts_are_paged_and_found_by_weekday_and_hour_of_their_slot() {
        TapAnswer card = tap(ANA, "slot_2026-06-02_15:00_m123");
        tap(ANA, firstButton(card));
        tap(BOB, "slot_2026-06-02_15:00_m123");
        tap(CEM, "slot_2026-06-02_15:30_m123");
        tap(BOB, "slot_2026-06-02_14:30_m123");
        List<Conflict> all = list(null, null);
        assertThat(all).hasSize(3);
        assertThat(metrics.conflicts(query(null, null, null, all.get(0).position()), 1))
                .containsExactly(all.get(1));
        // 2 June 2026 is a Tuesday.
        assertThat(metrics.conflicts(query(null, 2, 15, null), 10)).hasSize(2);
        assertThat(metrics.conflicts(query(null, 2, 14, null), 10)).containsExactly(all.get(0));
        assertThat(metrics.conflicts(query(null, 3, 15, null), 10)).isEmpty();
        assertThat(report(null).contested()).containsExactly(new Contested(2, 14, 1), new Contested(2, 15, 2));
    }

    @Test
    void answers_are_timed_from_the_webhook_to_the_hand_over() {
        aDayOfTaps();
        assertThat(metrics.answers(salon.id(), day()).sent()).isZero();
        // 100 ms, 200 ms, ... after the tap came in.
        database.jdbc().sql("""
                        UPDATE outbound_messages o
                        SET state = 'SENT',
                            sent_at = e.received_at + o.id * INTERVAL '100 milliseconds'
                        FROM tap_events e
                        WHERE e.outbound_id = o.id
                          AND o.id <= 10
                        """).update();
        database.jdbc().sql("UPDATE tap_events SET attempts = 3 WHERE id = 1").update();
        database.jdbc()
                .sql("UPDATE tap_events SET attempts = 6, outcome = 'failed' WHERE id = 2")
                .update();
        Answers answers = metrics.answers(salon.id(), day());
        assertThat(answers.sent()).isEqualTo(10);
        assertThat(answers.average()).isEqualTo(Duration.ofMillis(550));
        assertThat(answers.p50()).isEqualTo(Duration.ofMillis(550));
        assertThat(answers.p95()).isEqualTo(Duration.ofMillis(955));
        assertThat(answers.p99()).isEqualTo(Duration.ofMillis(991));
        long others = database.count("tap_events") - 2;
        assertThat(answers.attempts()).containsOnlyKeys(1, 3, 6).containsEntry(1, others);
        assertThat(answers.failedAttempts()).isEqualTo(new Share(2 + 6, others + 3 + 6));
    }

    @Test
    void too_few_samples_never_alarm() {
        assertThat(CONFIRMATION_SUCCESS.alarms(new Share(0, 29))).isFalse();
        assertThat(CONFIRMATION_SUCCESS.alarms(new Share(28, 30))).isTrue();
        assertThat(CONFIRMATION_SUCCESS.alarms(new Share(95, 100))).isFalse();
        assertThat(SESSION_EXPIRATION.alarms(new Share(10, 100))).isFalse();
        assertThat(SESSION_EXPIRATION.alarms(new Share(11, 100))).isTrue();
        assertThat(SLOT_CONFLICTS.alarms(new Share(100, 100))).isFalse();
        assertThat(SELECTION_SUCCESS.isMet(new Share(96, 100))).isTrue();
        assertThat(SELECTION_SUCCESS.isMet(new Share(95, 100))).isFalse();
    }

    private TapAnswer tap(String phone, String button) {
        after(1);
        return core.tap(phone, button);
    }

    private TapAnswer simulatedTap(String phone, String button) {
        after(1);
        Tap tap = core.aTap(phone, button, "sim." + UUID.randomUUID(), clock.instant());
        return core.handler.handle(
                new Tap(tap.salonId(), Realm.SIMULATED, tap.message(), tap.language(), tap.receivedAt()));
    }

    private void after(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    private String sessionState(@Nullable UUID session) {
        return database.jdbc()
                .sql("SELECT state FROM sessions WHERE id = ?")
                .param(session)
                .query(String.class)
                .single();
    }

    private static Period period(String from, String until) {
        return new Period(Instant.parse(from), Instant.parse(until));
    }

    private static Period day() {
        return period("2026-06-01T04:00:00Z", "2026-06-02T04:00:00Z");
    }

    private MetricsReport report(@Nullable String master) {
        return metrics.report(new MetricsQuery(
                salon.id(),
                master == null ? null : salon.master(master),
                day(),
                period("2026-05-31T04:00:00Z", "2026-06-01T04:00:00Z"),
                NEW_YORK,
                Step.HOUR));
    }

    private List<Conflict> list(@Nullable String master, ConflictsQuery.@Nullable Position olderThan) {
        return metrics.conflicts(query(master, null, null, olderThan), 50);
    }

    private ConflictsQuery query(
            @Nullable String master,
            @Nullable Integer weekday,
            @Nullable Integer hour,
            ConflictsQuery.@Nullable Position olderThan) {
        return new ConflictsQuery(
                salon.id(), master == null ? null : salon.master(master), day(), NEW_YORK, weekday, hour, olderThan);
    }
}
