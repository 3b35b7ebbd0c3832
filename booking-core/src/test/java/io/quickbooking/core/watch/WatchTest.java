package io.quickbooking.core.watch;

import static io.quickbooking.testing.TestCore.firstButton;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.analytics.Answers;
import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.MetricsQuery;
import io.quickbooking.core.analytics.MetricsQuery.Step;
import io.quickbooking.core.analytics.Period;
import io.quickbooking.core.analytics.Rate;
import io.quickbooking.core.analytics.SystemTotals;
import io.quickbooking.core.analytics.Tally;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.Statements;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Seen to fail when alarms that ring already are told again, when stale readings are shown, and when an outbox that nobody
 * empties alarms.
 */
@ExtendWith(OutputCaptureExtension.class)
class WatchTest {
    private final SettableClock clock = SettableClock.at("2024-10-21T12:00:00Z");
    private final TestDatabase database = TestDatabase.create(5);
    private final Statements.Kept statements = Statements.kept();
    private final TestCore core = core();
    private final BookingMetrics metrics = new BookingMetrics(
            new Mappers(database.dataSource(), statements), core.transactions, TestCore.SESSION_LIFETIME, clock);
    private long nanos;
    private final Watch watch = watch(true);

    private TestCore core() {
        TestSalon.aSalon().in(database);
        return new TestCore(database.dataSource(), clock);
    }

    private Watch watch(boolean sends) {
        return new Watch(
                new Mappers(database.dataSource(), statements), metrics, core.transactions, sends, clock, () -> nanos);
    }

    @AfterEach
    void close() {
        watch.close();
        database.close();
    }

    /** The test's clock is years apart from the database's. */
    private static List<Alarm> alarms(Watch watch) {
        return watch.alarms().stream()
                .filter(alarm -> alarm.kind() != AlarmKind.CLOCK_DIFFERENCE)
                .toList();
    }

    @Test
    void a_clock_that_is_not_the_databases_is_an_alarm(CapturedOutput output) {
        SettableClock right = SettableClock.at(Instant.now().toString());
        try (Watch seeing =
                new Watch(new Mappers(database.dataSource()), metrics, core.transactions, true, right, () -> nanos)) {
            seeing.look();
            assertThat(seeing.alarms()).isEmpty();
            assertThat(seeing.readings().orElseThrow().clockDifference()).isLessThan(30);
            right.advance(Duration.ofMinutes(20));
            seeing.look();
            assertThat(seeing.alarms()).extracting(Alarm::kind).containsExactly(AlarmKind.CLOCK_DIFFERENCE);
            assertThat(output.getOut()).contains("Alarm clock_difference: 1");
        }
    }

    @Test
    void figures_of_all_salons_are_those_of_the_pages() {
        String card = firstButton(core.tap("15550100201", "slot_2024-10-22_15:00_m123"));
        core.tap("15550100201", card);
        String late = firstButton(core.tap("15550100202", "slot_2024-10-22_16:00_m123"));
        clock.advance(TestCore.SESSION_LIFETIME.plusMinutes(1));
        core.tap("15550100202", late);
        core.tap("15550100202", late);
        core.tap("15550100203", "slot_2024-10-22_15:00_m123");
        database.jdbc()
                .sql("UPDATE outbound_messages SET state = 'SENT', sent_at = created_at + INTERVAL '3 seconds'")
                .update();
        database.jdbc()
                .sql("UPDATE tap_events SET attempts = 3 WHERE outcome = 'booked'")
                .update();
        clock.advance(Duration.ofMinutes(1));

        Period hour = new Period(clock.instant().minus(Watch.WINDOW), clock.instant());
        Period before = new Period(hour.from().minus(Watch.WINDOW), hour.from());
        SystemTotals all = metrics.systemTotals(hour);
        Tally tally = metrics.report(
                        new MetricsQuery(core.salon("aurora").id(), null, hour, before, ZoneOffset.UTC, Step.HOUR))
                .current();
        Answers answers = metrics.answers(core.salon("aurora").id(), hour);
        assertThat(all.confirmations()).isEqualTo(tally.share(Rate.CONFIRMATION_SUCCESS));
        assertThat(all.confirmations().whole()).isEqualTo(2);
        assertThat(all.expirations()).isEqualTo(tally.share(Rate.SESSION_EXPIRATION));
        assertThat(all.expirations().part()).isEqualTo(1);
        assertThat(all.failedAttempts()).isEqualTo(answers.failedAttempts());
        assertThat(all.failedAttempts().part()).isEqualTo(2);
        assertThat(all.answered()).isEqualTo(answers.sent()).isPositive();
        assertThat(all.latency()).isEqualTo(answers.average()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void an_alarm_is_told_when_it_begins_and_when_it_is_over(CapturedOutput output) {
        core.tap("15550100201", "slot_2024-10-22_15:00_m123");
        watch.look();
        assertThat(alarms(watch)).isEmpty();
        assertThat(watch.readings().orElseThrow().liveSessions()).isEqualTo(1);
        assertThat(watch.readings().orElseThrow().outboxWaiting()).isEqualTo(1);

        clock.advance(Duration.ofMinutes(16));
        watch.look();
        watch.look();
        watch.look();
        assertThat(alarms(watch)).extracting(Alarm::kind).containsExactly(AlarmKind.OUTBOX_AGE);
        assertThat(output.getOut()).containsOnlyOnce("Alarm outbox_age: 960.0, the limit is 900.0");

        database.jdbc()
                .sql("UPDATE outbound_messages SET state = 'SENT', sent_at = created_at")
                .update();
        watch.look();
        watch.look();
        assertThat(alarms(watch)).isEmpty();
        assertThat(output.getOut()).containsOnlyOnce("Alarm outbox_age resolved");
    }

    @Test
    void what_nobody_sends_may_wait() {
        core.tap("15550100201", "slot_2024-10-22_15:00_m123");
        clock.advance(Duration.ofMinutes(16));
        try (Watch trial = watch(false)) {
            trial.look();
            assertThat(trial.readings().orElseThrow().outboxAge()).isEqualTo(960);
            assertThat(alarms(trial)).isEmpty();
        }
    }

    @Test
    void a_database_that_says_nothing_is_an_alarm_and_its_old_readings_are_none(CapturedOutput output) {
        watch.look();
        database.jdbc().sql("ALTER TABLE sessions RENAME TO gone").update();
        pass(Duration.ofSeconds(59));
        watch.look();
        assertThat(watch.readings()).isPresent();
        assertThat(alarms(watch)).isEmpty();
        pass(Duration.ofSeconds(2));
        watch.look();
        assertThat(watch.readings()).isEmpty();
        assertThat(alarms(watch)).extracting(Alarm::kind).containsExactly(AlarmKind.DATABASE_AWAY);
        database.jdbc().sql("ALTER TABLE gone RENAME TO sessions").update();
        watch.look();
        assertThat(watch.readings()).isPresent();
        assertThat(alarms(watch)).isEmpty();
        assertThat(output.getOut())
                .containsOnlyOnce("Alarm database_away: 61.0")
                .contains("Alarm database_away resolved");
    }

    @Test
    void too_few_bookings_and_findings_of_the_audit_are_alarms() {
        core.tap("15550100201", "slot_2024-10-22_15:00_m123");
        database.jdbc().sql("""
                        INSERT INTO tap_events (
                          salon_id, realm, kind, button_id, customer_id, outcome, inbound_id, attempts,
                          tapped_at, received_at, decided_at)
                        SELECT salon_id, 'LIVE', 'booking_confirmation', '', customer_id, 'slot_taken', 1000 + n, 1,
                               tapped_at, received_at, decided_at
                        FROM tap_events, generate_series(1, 30) AS n
                        """).update();
        database.jdbc()
                .sql("INSERT INTO audit_runs (started_at, finished_at) VALUES (now(), now())")
                .update();
        database.jdbc()
                .sql("INSERT INTO audit_findings (run_id, kind, found) SELECT id, 'overlaps', 2 FROM audit_runs")
                .update();
        clock.advance(Duration.ofSeconds(1));
        watch.look();
        assertThat(alarms(watch))
                .containsExactly(
                        new Alarm(AlarmKind.CONFIRMATION_SUCCESS, 0, 30), new Alarm(AlarmKind.AUDIT_FINDINGS, 1, 0));
    }

    /** However many ask. */
    @Test
    void readings_are_one_statement_and_what_an_hour_brought_is_counted_once_a_minute() {
        watch.look();
        assertThat(statements.since()).hasSize(2);
        watch.readings();
        alarms(watch);
        watch.age();
        pass(Duration.ofSeconds(10));
        watch.look();
        assertThat(statements.since()).hasSize(1);
        pass(Duration.ofSeconds(50));
        watch.look();
        assertThat(statements.since()).hasSize(2);
    }

    private void pass(Duration time) {
        nanos += TimeUnit.NANOSECONDS.convert(time);
        clock.advance(time);
    }
}
