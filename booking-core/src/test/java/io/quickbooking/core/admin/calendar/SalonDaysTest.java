package io.quickbooking.core.admin.calendar;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.calendar.SalonDay.LiveSession;
import io.quickbooking.core.admin.calendar.SalonDay.Visit;
import io.quickbooking.core.availability.FreeTimes;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SalonDaysTest {
    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T16:10:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final SalonDays days =
            new SalonDays(new Mappers(database.dataSource()), core.transactions, core.availability, clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void visits_are_those_of_today_that_are_not_over() {
        aSalon().in(database);
        String soon = book("15550100001", "slot_2026-06-01_12:30_m123");
        String evening = book("15550100002", "slot_2026-06-01_20:00_m123");
        String cancelled = book("15550100003", "slot_2026-06-01_17:00_m123");
        book("15550100004", "slot_2026-06-02_00:00_m123");
        database.jdbc()
                .sql("UPDATE bookings SET status = 'CANCELLED' WHERE booking_code = ?")
                .param(cancelled)
                .update();

        assertThat(codes(10)).containsExactly(soon, evening);
        assertThat(days.visits(core.salon("aurora"), 1).left()).isEqualTo(2);
        assertThat(codes(1)).containsExactly(soon);
        clock.set(Instant.parse("2026-06-01T17:29:59Z"));
        assertThat(codes(10)).as("under way").containsExactly(soon, evening);
        clock.set(Instant.parse("2026-06-01T17:30:00Z"));
        assertThat(codes(10)).containsExactly(evening);
        database.jdbc().sql("UPDATE bookings SET realm = 'SIMULATED'").update();
        assertThat(codes(10)).isEmpty();
    }

    @Test
    void free_times_are_those_that_can_be_booked_and_no_others() {
        aSalon().open("09:00-15:00")
                .withMaster("m123", "Sarah Johnson")
                .withMaster("m2", "Bo")
                .in(database);
        // Ten past twelve: 12:30, 13:00, 13:30 and 14:00 are left of a day that ends at three.
        assertThat(free()).extracting(FreeTimes::count).containsExactly(4, 4);
        book("15550100001", "slot_2026-06-01_13:00_m123");
        List<FreeTimes> free = free();
        assertThat(free).extracting(FreeTimes::count).containsExactly(1, 4);
        assertThat(free.get(0).next().from()).isEqualTo(Instant.parse("2026-06-01T18:00:00Z"));
        book("15550100002", "slot_2026-06-01_14:00_m123");
        assertThat(free().get(0)).extracting(FreeTimes::works, FreeTimes::next).containsExactly(true, null);
    }

    @Test
    void live_sessions_are_those_that_have_time_left_the_latest_first() {
        aSalon().in(database);
        core.tap("15550100001", "slot_2026-06-01_15:00_m123");
        clock.advance(Duration.ofMinutes(10));
        core.tap("15550100002", "slot_2026-06-01_16:00_m123");
        assertThat(days.sessions(core.salon("aurora").id(), 1).count()).isEqualTo(2);
        assertThat(days.sessions(core.salon("aurora").id(), 5).latest())
                .extracting(LiveSession::customerPhone)
                .containsExactly("15550100002", "15550100001");
        clock.advance(Duration.ofMinutes(5));
        assertThat(days.sessions(core.salon("aurora").id(), 5).latest())
                .extracting(LiveSession::customerPhone)
                .containsExactly("15550100002");
    }

    @Test
    void messages_that_wait_and_that_failed_of_late_are_counted() {
        aSalon().in(database);
        core.tap("15550100001", "slot_2026-06-01_15:00_m123");
        core.tap("15550100001", "slot_2026-06-01_16:00_m123");
        core.tap("15550100001", "slot_2026-06-01_17:00_m123");
        database.jdbc().sql("""
                        UPDATE outbound_messages
                        SET state = 'FAILED',
                            failed_at = CAST(? AS timestamptz) - id * INTERVAL '4 days'
                        WHERE id < 3
                        """).param(clock.instant().toString()).update();
        SalonDay.Messages messages = days.messages(core.salon("aurora").id());
        assertThat(messages).isEqualTo(new SalonDay.Messages(1, clock.instant(), 1));
    }

    private String book(String phone, String slot) {
        return core.tap(phone, firstButton(core.tap(phone, slot))).bookingCode();
    }

    private List<String> codes(int limit) {
        return days.visits(core.salon("aurora"), limit).next().stream()
                .map(Visit::bookingCode)
                .toList();
    }

    private List<FreeTimes> free() {
        return days.freeTimes(core.salon("aurora"));
    }
}
