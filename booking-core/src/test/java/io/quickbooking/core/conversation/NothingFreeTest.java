package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.DAYS_LISTED;
import static io.quickbooking.core.conversation.TapOutcome.NOTHING_FREE;
import static io.quickbooking.core.conversation.TapOutcome.TIMES_LISTED;
import static io.quickbooking.core.conversation.TapOutcome.TIMES_OFFERED;
import static io.quickbooking.testing.TestCore.rows;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.message.InteractiveMessage.Button;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.Statements;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That nothing is free is said only where nothing is, and leads on. */
class NothingFreeTest {
    private static final String ANA = "15550100001";

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final Statements.Kept statements = Statements.kept();
    private final TestCore core = new TestCore(database.dataSource(), clock, statements);

    @AfterEach
    void close() {
        database.close();
    }

    /** Lea does the first twenty services, Tom the others; Lea is away for as long as can be booked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                INSERT INTO special_days (salon_id, master_id, kind, name, from_date, until_date, from_minute,
                                          to_minute)
                SELECT salon_id, id, 'OFF', 'Leave', DATE '2026-06-01', DATE '2026-12-31', 0, 1440
                FROM masters WHERE code = 'lea'
                """,
                // Booked out, which only a look at every booking tells.
                """
                INSERT INTO bookings (salon_id, booking_code, customer_id, master_id, service_id, service, start_ts, end_ts,
                                      price, currency, created_at, updated_at)
                SELECT m.salon_id, 'BK' || (100000 + n), c.id, m.id, v.id, v.name,
                       TIMESTAMPTZ '2026-06-01T00:00Z' + n * INTERVAL '1 day',
                       TIMESTAMPTZ '2026-06-01T00:00Z' + (n + 1) * INTERVAL '1 day', 0, 'USD', now(), now()
                FROM masters m
                JOIN services v ON v.salon_id = m.salon_id AND v.code = 's01'
                JOIN customers c ON c.salon_id = m.salon_id
                CROSS JOIN generate_series(0, 20) AS n
                WHERE m.code = 'lea'
                """
            })
    void when_the_first_master_has_no_time_another_service_is_offered(String away) {
        TestSalon salon = aSalon().open("09:00-18:00")
                .bookableFor(14)
                .withMaster("lea", "Lea")
                .withMaster("tom", "Tom");
        for (int i = 1; i <= 22; i++) {
            salon = salon.withService("s%02d".formatted(i), 30);
        }
        salon.in(database);
        database.jdbc().sql("""
                        DELETE FROM master_services d
                        USING masters m, services s
                        WHERE m.id = d.master_id AND s.id = d.service_id AND (m.code = 'lea') = (s.code > 's20')
                        """).update();
        database.jdbc()
                .sql("INSERT INTO customers (salon_id, phone) SELECT id, '15550100009' FROM salons")
                .update();
        assertThat(database.jdbc().sql(away).update()).isPositive();
        statements.since();
        TapAnswer answer = core.write(ANA, "book");
        assertThat(answer.outcome()).isEqualTo(TIMES_OFFERED);
        assertThat(answer.message().buttons())
                .extracting(Button::id)
                .containsExactly("slot_2026-06-01_09:00_tom_s21", "slot_2026-06-01_09:30_tom_s21", "more_times");
        assertThat(answer.message().body()).contains("s21");
        assertThat(statements.since().stream().filter(sql -> sql.contains("in_hand")))
                .as("searches, not one for each service")
                .hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void when_nothing_at_all_is_free_the_ledger_says_so_and_there_is_a_way_on() {
        aSalon().open("").withService("s1", 30).withService("s2", 30).in(database);
        for (TapAnswer answer : List.of(core.write(ANA, "book"), core.tap(ANA, "next_times"))) {
            assertThat(answer.outcome()).isEqualTo(NOTHING_FREE);
            assertThat(answer.message().body()).contains("no free times");
            assertThat(answer.message().buttons()).extracting(Button::id).containsExactly("more_times", "my_bookings");
        }
        assertThat(database.count("tap_events WHERE outcome = 'nothing_free'")).isEqualTo(2);
    }

    @Test
    void a_page_of_days_that_are_full_by_now_leads_to_those_that_are_not() {
        aSalon().open("09:00-10:00").bookableFor(12).in(database);
        assertThat(rows(core.tap(ANA, "pick_master_s456_m123"))).contains("pick_master_s456_m123_2026-06-09");
        assertThat(core.tap(ANA, "pick_master_s456_m123_2026-06-20").outcome()).isEqualTo(DAYS_LISTED);
    }

    @Test
    void a_page_of_times_that_are_taken_by_now_leads_to_those_that_are_not() {
        aSalon().open("09:00-12:00").in(database);
        TapAnswer answer = core.tap(ANA, "pick_day_s456_m123_2026-06-02_17:00");
        assertThat(answer.outcome()).isEqualTo(TIMES_LISTED);
        assertThat(rows(answer)).startsWith("slot_2026-06-02_09:00_m123_s456");
    }
}
