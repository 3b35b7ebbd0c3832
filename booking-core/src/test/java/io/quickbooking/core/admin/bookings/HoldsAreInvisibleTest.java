package io.quickbooking.core.admin.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.AdminFixture;
import io.quickbooking.core.admin.calendar.SalonDays;
import io.quickbooking.core.admin.health.SystemHealth;
import io.quickbooking.core.admin.lookup.BookingFilter;
import io.quickbooking.core.admin.sessions.Timelines;
import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.ConflictsQuery;
import io.quickbooking.core.analytics.MetricsQuery;
import io.quickbooking.core.analytics.Period;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.database.Mappers;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What staff reads is the same with a hold among the bookings as without; only free times know of it. */
class HoldsAreInvisibleTest {
    private static final String BEN = "15550100002";

    private final AdminFixture desk = new AdminFixture();
    private final Mappers mappers = new Mappers(desk.database.dataSource());
    private final UUID salonId = desk.salon.id();
    private UUID carl = UUID.randomUUID();

    @BeforeEach
    void arrange() {
        desk.booked("slot_2026-06-01_15:00_m123");
        carl = desk.customer("15550100003", "Carl Hold");
        hold();
        assertThat(desk.core.tap(BEN, "slot_2026-06-01_17:00_m123").outcome()).isEqualTo(TapOutcome.SLOT_UNAVAILABLE);
        release();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void hold() {
        desk.database.jdbc().sql("""
                        INSERT INTO bookings (status, held_until, salon_id, customer_id, customer_phone, customer_name,
                                              service, service_id, master_id, start_ts, end_ts, price, currency,
                                              session_token, created_at, updated_at)
                        SELECT 'HELD', CAST(? AS timestamptz) + INTERVAL '5 minutes', salon_id, ?, '15550100003', 'Carl Hold',
                               service, service_id, master_id, start_ts + INTERVAL '2 hours', end_ts + INTERVAL '2 hours',
                               price, currency, 'held.1', ?, CAST(? AS timestamptz) + INTERVAL '1 minute'
                        FROM bookings
                        """).params(now(), carl, now(), now()).update();
    }

    private Timestamp now() {
        return Timestamp.from(desk.clock.instant());
    }

    private void release() {
        desk.database.jdbc().sql("DELETE FROM bookings WHERE status = 'HELD'").update();
    }

    private Map<String, Object> everythingThatIsRead() {
        ZoneId zone = ZoneId.of("America/New_York");
        LocalDate today = LocalDate.of(2026, 6, 1);
        Period period = new Period(
                desk.clock.instant().minus(Duration.ofDays(1)),
                desk.clock.instant().plus(Duration.ofDays(1)));
        BookingFilter all = new BookingFilter(salonId, null, null, null, null, null, false);
        SalonDays days = new SalonDays(mappers, desk.core.transactions, desk.core.availability, desk.clock);
        SystemHealth health = new SystemHealth(mappers, desk.core.transactions, desk.clock);
        BookingMetrics metrics =
                new BookingMetrics(mappers, desk.core.transactions, Duration.ofMinutes(15), desk.clock);
        UUID ben = desk.search.customers(BEN, salonId, 1).get(0);
        Map<String, Object> read = new LinkedHashMap<>();
        read.put("list", desk.bookings.page(all, null, 50).rows());
        read.put("count", desk.bookings.count(all));
        read.put(
                "visits of the customer",
                desk.bookings
                        .page(BookingFilter.ofCustomer(salonId, carl), null, 9)
                        .rows());
        read.put("search", desk.search.search("Carl", List.of(salonId)));
        read.put("profile", desk.customers.byId(carl));
        read.put("today", days.visits(desk.core.salon("aurora"), 50));
        read.put("audit", health.audit(List.of(salonId)));
        read.put(
                "timeline",
                new Timelines(mappers, desk.core.transactions, desk.clock, Duration.ofMinutes(15)).ofCustomer(ben));
        read.put(
                "metrics",
                metrics.report(MetricsQuery.ofDays(
                        salonId, null, today, today, zone, MetricsQuery.Step.DAY, desk.clock.instant())));
        read.put("conflicts", metrics.conflicts(new ConflictsQuery(salonId, null, period, zone, null, null, null), 50));
        return read;
    }

    @Test
    void a_hold_changes_nothing_that_staff_reads() {
        Map<String, Object> without = everythingThatIsRead();
        assertThat(without.get("audit")).isEqualTo(new SystemHealth.Audit(0, 0, desk.clock.instant()));
        hold();
        assertThat(desk.database.count("bookings")).isEqualTo(2);
        Map<String, Object> with = everythingThatIsRead();
        without.forEach((what, answer) ->
                assertThat(with.get(what)).as(what).usingRecursiveComparison().isEqualTo(answer));
    }

    @Test
    void only_the_free_times_know_of_it() {
        SalonDays days = new SalonDays(mappers, desk.core.transactions, desk.core.availability, desk.clock);
        int free = days.freeTimes(desk.core.salon("aurora")).get(0).count();
        hold();
        // An hour on a grid of half hours: the slot itself and those that begin half an hour before and after.
        assertThat(days.freeTimes(desk.core.salon("aurora")).get(0).count()).isEqualTo(free - 3);
    }
}
