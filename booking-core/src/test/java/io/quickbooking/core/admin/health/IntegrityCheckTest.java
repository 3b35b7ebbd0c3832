package io.quickbooking.core.admin.health;

import static io.quickbooking.core.admin.health.IntegrityKind.COUNTER_DRIFT;
import static io.quickbooking.core.admin.health.IntegrityKind.HOLDS_LEFT;
import static io.quickbooking.core.admin.health.IntegrityKind.IDENTITIES;
import static io.quickbooking.core.admin.health.IntegrityKind.LEDGER;
import static io.quickbooking.core.admin.health.IntegrityKind.MESSAGES_CLAIMED;
import static io.quickbooking.core.admin.health.IntegrityKind.MESSAGES_WAITING;
import static io.quickbooking.core.admin.health.IntegrityKind.OVERLAPS;
import static io.quickbooking.core.admin.health.IntegrityKind.TAPS_WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.health.IntegrityRun.Finding;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.Statements;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntegrityCheckTest {
    private static final LocalTime THREE = LocalTime.of(3, 0);

    private final SettableClock clock = SettableClock.at("2024-10-21T12:00:00Z");
    private final TestDatabase database = TestDatabase.create(5);
    private final Statements.Kept statements = Statements.kept();
    private final TestCore core = core();
    private final IntegrityCheck audit = node(true);

    private TestCore core() {
        TestSalon.aSalon().holdingFor(5).in(database);
        return new TestCore(database.dataSource(), clock);
    }

    private IntegrityCheck node(boolean sends) {
        Mappers mappers = new Mappers(database.dataSource(), statements);
        return new IntegrityCheck(
                mappers, core.transactions, new AuditLog(mappers, core.transactions, clock), sends, clock);
    }

    @BeforeEach
    void workAtTheSalon() {
        book("15550100201", "slot_2024-10-22_15:00_m123");
        book("15550100202", "slot_2024-10-22_16:00_m123");
        core.tap("15550100203", "slot_2024-10-22_17:00_m123");
        core.write("15550100204", "help");
        sql("UPDATE outbound_messages SET state = 'SENT', sent_at = created_at");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void books_in_order_have_nothing_but_zeros() {
        assertThat(audit.last()).isEmpty();
        finds(Map.of());
        IntegrityRun run = audit.last().orElseThrow();
        assertThat(run.startedAt()).isEqualTo(clock.instant());
        assertThat(run.finishedAt()).isEqualTo(clock.instant());
        assertThat(run.askedBy()).isEqualTo("admin");
        assertThat(database.jdbc()
                        .sql("SELECT act FROM audit_log")
                        .query(String.class)
                        .list())
                .containsExactly("books_audited");
    }

    @Test
    void a_double_booking_is_found_without_the_constraint_and_its_index_whenever_it_was() {
        sql("ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap");
        sql(twin("BK000001", "LIVE", "CONFIRMED"));
        sql(twin("BK000002", "LIVE", "CANCELLED"));
        sql(twin("BK000003", "SIMULATED", "CONFIRMED"));
        clock.advance(Duration.ofDays(30));
        sweepHolds();
        // The counter knows neither of the two live ones.
        finds(Map.of(OVERLAPS, 1L, COUNTER_DRIFT, 2L));
    }

    @Test
    void counters_that_differ_are_taken_together() {
        sql("UPDATE salons SET usage_current_bookings = usage_current_bookings + 3");
        finds(Map.of(COUNTER_DRIFT, 3L));
    }

    @Test
    void a_message_that_a_relay_took_and_left_is_found() {
        sql(
                "UPDATE outbound_messages SET state = 'PENDING', attempts = 1 WHERE id = (SELECT min(id) FROM outbound_messages)");
        clock.advance(Duration.ofMinutes(15));
        sweepHolds();
        finds(Map.of());
        clock.advance(Duration.ofSeconds(1));
        finds(Map.of(MESSAGES_CLAIMED, 1L));
    }

    @Test
    void messages_that_are_overdue_or_tried_for_a_day_are_found_where_they_are_sent_at_all() {
        sql("UPDATE outbound_messages SET state = 'PENDING' WHERE id = (SELECT min(id) FROM outbound_messages)");
        sql("""
                UPDATE outbound_messages
                SET state = 'PENDING', attempts = 9, error_code = 4, created_at = created_at - INTERVAL '25 hours',
                    next_attempt_at = next_attempt_at + INTERVAL '1 hour'
                WHERE id = (SELECT max(id) FROM outbound_messages)
                """);
        clock.advance(Duration.ofMinutes(16));
        sweepHolds();
        finds(Map.of(MESSAGES_WAITING, 2L));
        assertThat(found(node(false))).containsEntry(MESSAGES_WAITING, 0L);
    }

    @Test
    void a_tap_that_waits_for_long_is_found() {
        sql("""
                INSERT INTO inbound_messages (salon_id, message_id, phone, kind, button_id, payload, state, next_attempt_at,
                                              sent_at, received_at)
                SELECT salon_id, 'test.waits', phone, kind, button_id, payload, 'PENDING', received_at, sent_at, received_at
                FROM inbound_messages
                ORDER BY id
                LIMIT 1
                """);
        finds(Map.of());
        clock.advance(Duration.ofMinutes(16));
        sweepHolds();
        finds(Map.of(TAPS_WAITING, 1L));
    }

    @Test
    void a_time_that_is_still_kept_after_its_end_is_found() {
        clock.advance(Duration.ofMinutes(10));
        finds(Map.of());
        clock.advance(Duration.ofSeconds(1));
        finds(Map.of(HOLDS_LEFT, 1L));
        sweepHolds();
        finds(Map.of());
    }

    @Test
    void each_way_in_which_ledger_and_bookings_may_differ_is_found() {
        sql("DELETE FROM tap_events WHERE id = (SELECT min(id) FROM tap_events WHERE outcome = 'booked')");
        // A booking that no tap made, and a confirmation that was handled and came to nothing.
        finds(Map.of(LEDGER, 2L));
        sql("UPDATE tap_events SET booking_id = gen_random_uuid() WHERE outcome = 'booked'");
        // The other booking as well, and a tap that booked what is not there.
        finds(Map.of(LEDGER, 4L));
        sql("UPDATE bookings SET made_by = 'staff'");
        finds(Map.of(LEDGER, 2L));
    }

    @Test
    void numbers_that_come_next_and_are_taken_are_found() {
        sql("ALTER TABLE inbound_messages ALTER COLUMN id RESTART");
        sql("ALTER TABLE tap_events ALTER COLUMN id RESTART");
        finds(Map.of(IDENTITIES, 2L));
    }

    @Test
    void what_cannot_be_asked_has_no_answer_and_the_rest_has() {
        sql("ALTER TABLE tap_events RENAME TO tap_events_gone");
        assertThat(audit.ask("admin")).isTrue();
        IntegrityRun run = audit.last().orElseThrow();
        assertThat(run.isClean()).isFalse();
        assertThat(run.findings()).contains(new Finding(LEDGER, null), new Finding(OVERLAPS, 0L));
    }

    @Test
    void it_runs_once_a_night_on_one_node_and_not_when_people_are_awake() {
        IntegrityCheck other = node(true);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        clock.set(Instant.parse("2024-10-22T00:59:59Z"));
        assertThat(audit.runIfDue(THREE, berlin)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(audit.runIfDue(THREE, berlin)).isTrue();
        assertThat(audit.runIfDue(THREE, berlin)).isFalse();
        assertThat(other.runIfDue(THREE, berlin)).isFalse();
        clock.set(Instant.parse("2024-10-23T09:00:00Z"));
        assertThat(other.runIfDue(THREE, berlin)).isFalse();
        clock.set(Instant.parse("2024-10-24T01:30:00Z"));
        assertThat(other.runIfDue(THREE, berlin)).isTrue();
        assertThat(database.count("audit_runs")).isEqualTo(2);
    }

    @Test
    void one_that_runs_keeps_others_away_until_it_is_clear_that_it_died() {
        sql("INSERT INTO audit_runs (night, started_at) VALUES ('2024-10-22', '2024-10-22T03:00:00Z')");
        clock.set(Instant.parse("2024-10-22T03:59:00Z"));
        assertThat(audit.ask("admin")).isFalse();
        assertThat(audit.runIfDue(THREE, ZoneOffset.UTC)).isFalse();
        assertThat(database.count("audit_log")).isZero();
        clock.advance(Duration.ofMinutes(2));
        assertThat(audit.runIfDue(THREE, ZoneOffset.UTC)).isTrue();
    }

    @Test
    void the_night_of_a_node_that_died_is_taken_over_within_half_a_minute() {
        clock.set(Instant.parse("2024-10-22T03:00:00Z"));
        sql("INSERT INTO audit_runs (night, started_at, alive_at)"
                + " VALUES ('2024-10-22', '2024-10-22T02:59:00Z', '2024-10-22T03:00:00Z')");
        clock.advance(Duration.ofSeconds(20));
        assertThat(audit.runIfDue(THREE, ZoneOffset.UTC)).isFalse();
        assertThat(audit.runningSince()).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(audit.runningSince()).isEmpty();
        assertThat(audit.runIfDue(THREE, ZoneOffset.UTC)).isTrue();
        assertThat(node(true).runIfDue(THREE, ZoneOffset.UTC)).isFalse();
    }

    @Test
    void who_takes_long_shows_that_it_lives() {
        List<Runnable> later = new ArrayList<>();
        audit.workOn(later::add);
        assertThat(audit.ask("admin")).isTrue();
        clock.advance(Duration.ofMinutes(5));
        Awaitility.await("a sign of life")
                .atMost(Duration.ofSeconds(30))
                .until(() -> node(true).runningSince().isPresent());
        later.forEach(Runnable::run);
        assertThat(audit.last().orElseThrow().isClean()).isTrue();
    }

    @Test
    void who_asks_does_not_wait_and_everybody_sees_that_it_runs() {
        List<Runnable> later = new ArrayList<>();
        audit.workOn(later::add);
        assertThat(audit.ask("admin")).isTrue();
        clock.advance(Duration.ofSeconds(15));
        IntegrityCheck other = node(true);
        assertThat(other.runningSince()).contains(clock.instant().minusSeconds(15));
        assertThat(other.last()).isEmpty();
        assertThat(other.ask("admin")).isFalse();
        later.forEach(Runnable::run);
        assertThat(other.runningSince()).isEmpty();
        assertThat(other.last().orElseThrow().isClean()).isTrue();
        sql("INSERT INTO audit_runs (started_at) VALUES ('2024-10-21T11:00:00Z')");
        assertThat(other.runningSince()).isEmpty();
    }

    @Test
    void it_asks_as_many_questions_of_many_rows_as_of_few() {
        statements.since();
        audit.ask("admin");
        int few = statements.since().size();
        sql("""
                INSERT INTO tap_events (salon_id, realm, kind, button_id, customer_id, outcome, inbound_id, tapped_at,
                                        received_at, decided_at)
                SELECT salon_id, realm, kind, button_id, customer_id, 'malformed', -n, tapped_at, received_at, decided_at
                FROM (SELECT * FROM tap_events LIMIT 1) tap
                CROSS JOIN generate_series(1, 10000) n
                """);
        audit.ask("admin");
        assertThat(statements.since()).hasSize(few).hasSizeLessThan(30);
    }

    private void finds(Map<IntegrityKind, Long> wrong) {
        Map<IntegrityKind, Long> expected = new TreeMap<>(wrong);
        Arrays.stream(IntegrityKind.values()).forEach(kind -> expected.putIfAbsent(kind, 0L));
        assertThat(found(audit)).isEqualTo(expected);
    }

    private Map<IntegrityKind, Long> found(IntegrityCheck node) {
        assertThat(node.ask("admin")).isTrue();
        Map<IntegrityKind, Long> found = new TreeMap<>();
        node.last().orElseThrow().findings().forEach(finding -> found.put(finding.kind(), finding.found()));
        return found;
    }

    private void sweepHolds() {
        core.transactions.run(() -> core.bookings.removeEndedHolds(clock.instant()));
    }

    private void book(String phone, String slot) {
        core.tap(phone, TestCore.firstButton(core.tap(phone, slot)));
    }

    private void sql(String statement) {
        database.jdbc().sql(statement).update();
    }

    private static String twin(String code, String realm, String status) {
        return """
                INSERT INTO bookings (booking_code, salon_id, realm, customer_id, service, service_id, master_id,
                                      start_ts, end_ts, status, price, currency, made_by)
                SELECT '%s', salon_id, '%s', customer_id, service, service_id, master_id,
                       start_ts + INTERVAL '15 minutes', start_ts + INTERVAL '20 minutes', '%s', price, currency, 'test'
                FROM bookings
                WHERE booking_code NOT LIKE 'BK00000_'
                ORDER BY start_ts
                LIMIT 1
                """.formatted(code, realm, status);
    }
}
