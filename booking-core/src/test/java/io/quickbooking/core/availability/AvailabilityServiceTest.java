package io.quickbooking.core.availability;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityServiceTest {
    private final TestDatabase database = TestDatabase.create(5);
    // A Monday, 8:00 in New York.
    private final TestCore core = new TestCore(database.dataSource(), SettableClock.at("2026-06-01T12:00:00Z"));

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-01T09:00, ",
        "2026-06-01T12:00, ",
        "2026-06-01T12:30, CLOSED",
        "2026-06-01T13:00, CLOSED",
        "2026-06-01T17:00, ",
        "2026-06-01T17:30, CLOSED",
        "2026-06-01T09:15, OFF_GRID",
        "2026-06-01T08:00, PAST",
        "2026-05-31T10:00, PAST",
        "2026-06-11T10:00, ",
        "2026-06-12T10:00, TOO_FAR",
    })
    void the_rules_of_a_salon_decide(String wallTime, Refusal expected) {
        aSalon().open("09:00-13:00,14:00-18:00").bookableFor(10).in(database);
        assertThat(check(wallTime)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2026-06-01T10:00, TOO_SOON", "2026-06-01T10:30, "})
    void a_salon_may_want_notice(String wallTime, Refusal expected) {
        aSalon().withNotice(150).in(database);
        assertThat(check(wallTime)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, BOOKED",
        "COMPLETED, BOOKED",
        "CANCELLED, ",
        "NO_SHOW, ",
    })
    void bookings_that_stand_block_and_others_do_not(String status, Refusal expected) {
        TestSalon.Written salon = aSalon().in(database);
        book(salon, "2026-06-01T19:00:00Z", status, "LIVE");
        assertThat(check("2026-06-01T15:00")).isEqualTo(expected);
        assertThat(check("2026-06-01T14:30")).isEqualTo(expected);
        assertThat(check("2026-06-01T15:30")).isEqualTo(expected);
        assertThat(check("2026-06-01T14:00")).isNull();
        assertThat(check("2026-06-01T16:00")).isNull();
    }

    @Test
    void simulated_bookings_are_invisible_to_real_customers_and_real_ones_block_the_simulation() {
        TestSalon.Written salon = aSalon().in(database);
        book(salon, "2026-06-01T19:00:00Z", "CONFIRMED", "SIMULATED");
        assertThat(check("2026-06-01T15:00", Realm.LIVE)).isNull();
        assertThat(check("2026-06-01T15:00", Realm.SIMULATED)).isEqualTo(Refusal.BOOKED);
        book(salon, "2026-06-01T21:00:00Z", "CONFIRMED", "LIVE");
        assertThat(check("2026-06-01T17:00", Realm.SIMULATED)).isEqualTo(Refusal.BOOKED);
    }

    @Test
    void alternatives_are_the_next_free_slots_of_the_same_master() {
        TestSalon.Written salon =
                aSalon().withMaster("m123", "Sarah").withMaster("m2", "Bo").in(database);
        book(salon, "2026-06-01T19:00:00Z", "CONFIRMED", "LIVE");
        assertThat(alternatives("2026-06-01T19:00:00Z"))
                .containsExactly("m123 2026-06-01T16:00", "m123 2026-06-01T16:30", "m123 2026-06-01T17:00");
    }

    @Test
    void slots_in_the_hands_of_others_come_last() {
        aSalon().in(database);
        core.tap("15550100001", "slot_2026-06-01_16:00_m123");
        assertThat(alternatives("2026-06-01T20:00:00Z"))
                .containsExactly("m123 2026-06-01T17:00", "m123 2026-06-01T17:30", "m123 2026-06-01T18:00");
    }

    @Test
    void a_slot_whose_session_has_run_out_is_in_nobodys_hands() {
        aSalon().in(database);
        core.tap("15550100001", "slot_2026-06-01_16:00_m123");
        core.clock.advance(TestCore.SESSION_LIFETIME);
        assertThat(alternatives("2026-06-01T20:00:00Z").get(0)).isEqualTo("m123 2026-06-01T16:00");
    }

    @Test
    void slots_in_the_hands_of_others_are_offered_when_there_are_no_more() {
        aSalon().open("16:00-17:30").bookableFor(1).in(database);
        core.tap("15550100001", "slot_2026-06-01_16:00_m123");
        assertThat(alternatives("2026-06-01T20:00:00Z"))
                .containsExactly("m123 2026-06-02T16:00", "m123 2026-06-02T16:30", "m123 2026-06-01T16:00");
    }

    @Test
    void other_masters_who_do_the_service_fill_up() {
        TestSalon.Written salon = aSalon().withMaster("m123", "Sarah")
                .withMaster("m2", "Bo")
                .open("16:00-17:30")
                .bookableFor(1)
                .in(database);
        book(salon, "2026-06-02T20:00:00Z", "CONFIRMED", "LIVE");
        assertThat(alternatives("2026-06-01T20:30:00Z"))
                .containsExactly("m123 2026-06-01T16:30", "m2 2026-06-01T16:30", "m2 2026-06-02T16:00");
    }

    @Test
    void nobody_is_offered_anything_beyond_the_horizon() {
        aSalon().open("16:00-17:00").bookableFor(1).in(database);
        assertThat(alternatives("2026-06-02T20:00:00Z")).containsExactly("m123 2026-06-02T16:00");
        assertThat(alternatives("2026-06-03T20:00:00Z")).isEmpty();
    }

    @Test
    void each_master_is_searched_on_their_own_terms() {
        TestSalon.Written salon = aSalon().withMaster("m123", "Sarah")
                .withMaster("m2", "Bo")
                .open("16:00-17:00")
                .in(database);
        database.jdbc()
                .sql("UPDATE master_services SET minutes = 30, price = 9900 WHERE master_id = ?")
                .param(salon.master("m2"))
                .update();
        Salon known = core.salon("aurora");
        SlotQuery query = new SlotQuery(
                known,
                known.service("s456").orElseThrow(),
                core.clock.instant(),
                null,
                Realm.LIVE,
                3,
                core.clock.instant());
        assertThat(core.availability.next(known.masters(), query))
                .extracting(slot -> slot.master().code() + " " + slot.start().toLocalTime() + " "
                        + slot.service().duration().toMinutes() + " min "
                        + slot.service().price())
                .containsExactly("m123 16:00 60 min 5000", "m2 16:00 30 min 9900", "m2 16:30 30 min 9900");
        assertThat(core.availability.freeOn(known, LocalDate.parse("2026-06-01"), core.clock.instant()))
                .extracting(FreeTimes::count)
                .containsExactly(1, 2);
    }

    @Test
    void staff_may_book_outside_hours_and_off_the_grid_but_never_what_is_taken_past_or_skipped() {
        TestSalon.Written salon =
                aSalon().open("09:00-17:00").withNotice(120).bookableFor(300).in(database);
        assertThat(waived("2026-06-02T20:00")).isEqualTo(Refusal.CLOSED);
        assertThat(waived("2026-06-02T20:00", Refusal.CLOSED)).isNull();
        assertThat(waived("2026-06-02T20:10", Refusal.CLOSED)).isEqualTo(Refusal.OFF_GRID);
        assertThat(waived("2026-06-02T20:10", Refusal.CLOSED, Refusal.OFF_GRID)).isNull();
        assertThat(waived("2028-06-02T10:00")).isEqualTo(Refusal.TOO_FAR);
        assertThat(waived("2028-06-02T10:00", Refusal.TOO_FAR)).isNull();
        core.clock.set(Instant.parse("2026-06-02T13:10:00Z"));
        assertThat(waived("2026-06-02T09:30")).isEqualTo(Refusal.TOO_SOON);
        assertThat(waived("2026-06-02T09:30", Refusal.TOO_SOON)).isNull();
        Refusal[] all = {Refusal.CLOSED, Refusal.OFF_GRID, Refusal.TOO_SOON, Refusal.TOO_FAR};
        assertThat(waived("2026-06-02T09:00", all)).isEqualTo(Refusal.PAST);
        assertThat(waived("2027-03-14T02:30", all)).as("skipped by the clock").isEqualTo(Refusal.CLOSED);
        assertThat(waived("2026-06-03T10:00:30", all)).isEqualTo(Refusal.OFF_GRID);
        book(salon, "2026-06-03T00:00:00Z", "CONFIRMED", "LIVE");
        assertThat(waived("2026-06-02T20:30", all)).isEqualTo(Refusal.BOOKED);
        assertThatThrownBy(() -> waived("2026-06-02T20:30", Refusal.BOOKED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_calendar_is_drawn_from_the_facts_that_decide() {
        TestSalon.Written salon = aSalon().open("09:00-17:00").in(database);
        database.jdbc().sql("""
                        INSERT INTO breaks (salon_id, weekday, from_minute, to_minute)
                        SELECT id, day, 12 * 60, 13 * 60 FROM salons, generate_series(1, 7) AS day
                        """).update();
        database.jdbc()
                .sql("""
                        INSERT INTO special_days (salon_id, master_id, kind, name, from_date, until_date, from_minute, to_minute, yearly)
                        VALUES (?, NULL, 'OFF', 'Holiday', '2020-06-02', '2020-06-02', 0, 1440, TRUE),
                               (?, ?, 'OPEN', 'Fair', '2026-06-02', '2026-06-02', 600, 720, FALSE),
                               (?, NULL, 'OFF', 'Inventory', '2026-06-03', '2026-06-03', 930, 1440, FALSE)
                        """)
                .params(salon.id(), salon.id(), salon.master("m123"), salon.id())
                .update();
        database.jdbc().sql("UPDATE masters SET works_until = '2026-06-03'").update();
        Salon known = core.salon("aurora");
        List<WorkingDay> days = core.availability.workingDays(
                known, known.masters(), LocalDate.parse("2026-06-01"), LocalDate.parse("2026-06-05"));
        assertThat(days)
                .extracting(day -> day.date().getDayOfMonth() + " works " + shown(day.works()) + " breaks "
                        + shown(day.breaks()) + " off " + shown(day.off()))
                .containsExactly(
                        "1 works 09:00-12:00 13:00-17:00  breaks 12:00-13:00  off ",
                        "2 works 10:00-12:00 Fair breaks  off 00:00-10:00 Holiday12:00-00:00 Holiday",
                        "3 works 09:00-12:00 13:00-15:30  breaks 12:00-13:00  off 15:30-00:00 Inventory",
                        "4 works  breaks  off ");
    }

    private static String shown(List<WorkingDay.Stretch> stretches) {
        ZoneId zone = ZoneId.of("America/New_York");
        return stretches.stream()
                .map(stretch -> LocalTime.ofInstant(stretch.from(), zone) + "-"
                        + LocalTime.ofInstant(stretch.until(), zone) + " " + stretch.name())
                .collect(Collectors.joining());
    }

    private Refusal waived(String wallTime, Refusal... waived) {
        Salon salon = core.salon("aurora");
        return core.availability
                .check(
                        salon,
                        salon.master("m123").orElseThrow(),
                        salon.service("s456").orElseThrow(),
                        LocalDateTime.parse(wallTime),
                        Realm.LIVE,
                        null,
                        core.clock.instant(),
                        Set.of(waived))
                .match(free -> null, AvailabilityCheckResult.Unavailable::reason);
    }

    private void book(TestSalon.Written salon, String start, String status, String realm) {
        database.jdbc()
                .sql("""
                        WITH customer AS (
                          INSERT INTO customers (salon_id, phone, realm)
                          VALUES (?, ?, ?)
                          RETURNING id)
                        INSERT INTO bookings (booking_code, salon_id, realm, customer_id, service, service_id, master_id,
                                              start_ts, end_ts, status, price, currency)
                        SELECT ?, ?, ?, id, 'x', ?, ?, CAST(? AS timestamptz),
                               CAST(? AS timestamptz) + INTERVAL '1 hour', ?, 0, 'USD'
                        FROM customer
                        """)
                .params(
                        salon.id(),
                        "1555010" + Math.abs((start + realm).hashCode() % 10_000),
                        realm,
                        start.substring(5, 13),
                        salon.id(),
                        realm,
                        salon.service("s456"),
                        salon.master("m123"),
                        start,
                        start,
                        status)
                .update();
    }

    private Refusal check(String wallTime) {
        return check(wallTime, Realm.LIVE);
    }

    private Refusal check(String wallTime, Realm realm) {
        Salon salon = core.salon("aurora");
        return core.availability
                .check(
                        salon,
                        salon.master("m123").orElseThrow(),
                        salon.service("s456").orElseThrow(),
                        LocalDateTime.parse(wallTime),
                        realm,
                        core.clock.instant())
                .match(free -> null, AvailabilityCheckResult.Unavailable::reason);
    }

    private List<String> alternatives(String from) {
        Salon salon = core.salon("aurora");
        SlotQuery query = new SlotQuery(
                salon,
                salon.service("s456").orElseThrow(),
                Instant.parse(from),
                null,
                Realm.LIVE,
                3,
                core.clock.instant());
        return core.availability.alternatives(salon.master("m123").orElseThrow(), query).stream()
                .map(slot -> slot.master().code() + " " + slot.start().toLocalDateTime())
                .toList();
    }
}
