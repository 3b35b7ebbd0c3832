package io.quickbooking.core.admin.calendar;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.calendar.SalonCalendar.Entry;
import io.quickbooking.core.admin.calendar.SalonCalendar.Kind;
import io.quickbooking.core.admin.calendar.SalonCalendar.MasterDay;
import io.quickbooking.core.admin.calendar.SalonCalendar.Stretch;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CalendarsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-01");

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:10:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final Calendars calendars = new Calendars(
            new Mappers(database.dataSource()), core.transactions, core.catalog, core.availability, clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_day_shows_what_is_in_it_and_nothing_that_was_cancelled_or_simulated() {
        aSalon().open("09:00-18:00").in(database);
        String noon = book("15550100001", "slot_2026-06-01_12:00_m123");
        book("15550100002", "slot_2026-06-01_14:00_m123");
        String missed = book("15550100003", "slot_2026-06-01_15:00_m123");
        book("15550100004", "slot_2026-06-02_09:00_m123");
        String simulated = book("15550100005", "slot_2026-06-01_16:00_m123");
        core.tap("15550100006", "slot_2026-06-01_17:00_m123");
        set("status = 'CANCELLED'", "customer_phone = '15550100002'");
        set("status = 'NO_SHOW'", "booking_code = '" + missed + "'");
        set("realm = 'SIMULATED'", "booking_code = '" + simulated + "'");

        List<Entry> entries = only(DAY).entries();

        assertThat(entries).extracting(Entry::kind).containsExactly(Kind.CONFIRMED, Kind.NO_SHOW, Kind.CHOOSING);
        assertThat(entries).extracting(Entry::bookingCode).containsExactly(noon, missed, null);
        Entry choosing = entries.get(2);
        assertThat(choosing.customerPhone()).isEqualTo("15550100006");
        assertThat(choosing.service()).isEqualTo("Women's Haircut");
        assertThat(choosing.until()).isEqualTo(clock.instant().plus(TestCore.SESSION_LIFETIME));
        assertThat(choosing.sessionId()).isNotNull();
        clock.advance(TestCore.SESSION_LIFETIME);
        assertThat(only(DAY).entries()).as("a card that ran out").hasSize(2);
    }

    @Test
    void buffers_belong_to_a_visit_and_reach_into_the_day_before() {
        aSalon().in(database);
        database.jdbc()
                .sql("UPDATE services SET buffer_before_minutes = 30, buffer_after_minutes = 15")
                .update();
        book("15550100001", "slot_2026-06-02_00:00_m123");

        assertThat(only(DAY).entries()).as("from 23:30").singleElement().satisfies(visit -> {
            assertThat(visit.startTs()).isEqualTo("2026-06-02T04:00:00Z");
            assertThat(visit.busyFrom()).isEqualTo("2026-06-02T03:30:00Z");
            assertThat(visit.busyUntil()).isEqualTo("2026-06-02T05:15:00Z");
        });
        assertThat(only(DAY).busyTime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(only(DAY.plusDays(1)).busyTime()).isEqualTo(Duration.ofMinutes(75));
    }

    @Test
    void a_kept_slot_and_its_card_are_one_and_gone_when_its_time_is_up() {
        aSalon().in(database);
        core.tap("15550100001", "slot_2026-06-01_15:00_m123");
        database.jdbc()
                .sql("""
                        INSERT INTO bookings (salon_id, customer_id, customer_phone, service, service_id, master_id,
                                              start_ts, end_ts, status, price, currency, held_until)
                        SELECT s.salon_id, s.customer_id, '15550100001', 'Cut', s.service_id, s.master_id,
                               s.start_ts, s.end_ts, 'HELD', 0, 'USD', ?
                        FROM sessions s
                        """)
                .param(Timestamp.from(clock.instant().plusSeconds(300)))
                .update();

        assertThat(only(DAY).entries()).singleElement().satisfies(held -> {
            assertThat(held.kind()).isEqualTo(Kind.HELD);
            assertThat(held.sessionId()).isNotNull();
            assertThat(held.blocks()).isTrue();
        });
        clock.advance(Duration.ofSeconds(300));
        assertThat(only(DAY).entries()).extracting(Entry::kind).containsExactly(Kind.CHOOSING);
    }

    @Test
    void a_day_of_the_past_is_drawn_with_what_was_special_about_it() {
        aSalon().open("09:00-18:00").in(database);
        LocalDate closed = DAY.minusDays(40);
        database.jdbc().sql("""
                        INSERT INTO special_days (salon_id, kind, name, from_date, until_date, from_minute, to_minute)
                        SELECT id, 'OFF', 'Stocktaking', :day, :day, 0, 1440 FROM salons
                        """).param("day", closed).update();

        assertThat(only(closed).special()).isEqualTo("Stocktaking");
        assertThat(only(closed).workingTime()).isZero();
        assertThat(only(closed.plusDays(1)).workingTime()).isEqualTo(Duration.ofHours(9));
    }

    @Test
    void working_time_follows_the_wall_clock_on_the_days_on_which_it_changes() {
        aSalon().open("00:00-24:00").in(database);
        assertThat(only(LocalDate.parse("2026-03-08")).workingTime()).isEqualTo(Duration.ofHours(23));
        assertThat(only(LocalDate.parse("2026-11-01")).workingTime()).isEqualTo(Duration.ofHours(25));
        MasterDay change = only(LocalDate.parse("2026-11-01"));
        assertThat(change.working()).containsExactly(new Stretch(change.from(), change.until()));
    }

    @Test
    void breaks_and_days_off_are_as_the_slots_have_them() {
        aSalon().open("09:00-18:00").in(database);
        database.jdbc().sql("""
                        INSERT INTO breaks (salon_id, weekday, from_minute, to_minute)
                        SELECT id, 1, 720, 750 FROM salons
                        """).update();
        database.jdbc().sql("""
                        INSERT INTO special_days (salon_id, kind, name, from_date, until_date, from_minute, to_minute)
                        SELECT id, 'OFF', 'Stocktaking', DATE '2026-06-01', DATE '2026-06-01', 960, 1440 FROM salons
                        UNION ALL
                        SELECT id, 'OPEN', 'Long Monday', DATE '2026-06-01', DATE '2026-06-01', 1080, 1200 FROM salons
                        """).update();

        MasterDay day = only(DAY);

        assertThat(day.working())
                .containsExactly(
                        stretch("2026-06-01T13:00:00Z", "2026-06-01T16:00:00Z"),
                        stretch("2026-06-01T16:30:00Z", "2026-06-01T20:00:00Z"),
                        stretch("2026-06-01T22:00:00Z", "2026-06-02T00:00:00Z"));
        assertThat(day.special()).isEqualTo("Stocktaking · Long Monday");
        assertThat(day.off()).extracting(SalonCalendar.Off::name).containsOnly("Stocktaking");
        assertThat(only(DAY.plusDays(1)).special()).isNull();
    }

    @Test
    void somebody_who_has_left_is_shown_while_something_of_theirs_is() {
        aSalon().open("09:00-13:00,14:00-18:00")
                .withMaster("m123", "Sarah Johnson")
                .withMaster("m2", "Bo")
                .in(database);
        book("15550100001", "slot_2026-06-01_15:00_m2");
        database.jdbc()
                .sql("UPDATE masters SET active = FALSE WHERE code = 'm2'")
                .update();
        core.catalog.refresh();

        assertThat(calendars.read(salon(), null, DAY, DAY.plusDays(2)).on(DAY))
                .extracting(day -> day.master().code())
                .containsExactly("m123", "m2");
        assertThat(calendars
                        .read(salon(), null, DAY.plusDays(1), DAY.plusDays(2))
                        .days())
                .extracting(day -> day.master().code())
                .containsExactly("m123");
        assertThat(calendars
                        .read(salon(), salon().masters().get(0), DAY, DAY.plusDays(1))
                        .days())
                .singleElement()
                .satisfies(day -> {
                    assertThat(day.entries()).isEmpty();
                    assertThat(day.working())
                            .containsExactly(
                                    stretch("2026-06-01T13:00:00Z", "2026-06-01T17:00:00Z"),
                                    stretch("2026-06-01T18:00:00Z", "2026-06-01T22:00:00Z"));
                });
    }

    private static Stretch stretch(String from, String until) {
        return new Stretch(Instant.parse(from), Instant.parse(until));
    }

    private void set(String what, String where) {
        assertThat(database.jdbc()
                        .sql("UPDATE bookings SET " + what + " WHERE " + where)
                        .update())
                .isEqualTo(1);
    }

    private String book(String phone, String slot) {
        return core.tap(phone, firstButton(core.tap(phone, slot))).bookingCode();
    }

    private Salon salon() {
        return core.salon("aurora");
    }

    private MasterDay only(LocalDate date) {
        return calendars.read(salon(), null, date, date.plusDays(1)).on(date).get(0);
    }
}
