package io.quickbooking.core.conversation;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions in memory, of a process that ends and one that begins. */
class ReloadedSessionsTest {
    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void thousands_of_sessions_outlive_the_process() {
        aSalon().in(database);
        core.tap("15550100001", "slot_2026-06-01_15:00_m123");
        // Many of them run out at the same moment.
        database.jdbc().sql("""
                        INSERT INTO customers (salon_id, phone)
                        SELECT salon_id, '155501' || lpad(n::TEXT, 9, '0')
                        FROM customers
                        CROSS JOIN generate_series(1, 2500) n
                        """).update();
        database.jdbc().sql("""
                        INSERT INTO sessions (salon_id, customer_id, selection, master_id, service_id, start_ts, end_ts, price,
                                              language, started_at, selected_at, expires_at)
                        SELECT s.salon_id, c.id, 1, s.master_id, s.service_id, s.start_ts, s.end_ts, s.price,
                               s.language, s.started_at, s.selected_at, s.expires_at
                        FROM sessions s
                        JOIN customers c ON c.phone LIKE '155501%'
                        WHERE NOT EXISTS (SELECT FROM sessions of WHERE of.customer_id = c.id)
                        """).update();
        TestCore again = new TestCore(database.dataSource(), clock);
        again.sessions.reload(clock.instant());
        assertThat(database.jdbc()
                        .sql("SELECT customer_id || '_' || salon_id FROM sessions WHERE state = 'ACTIVE'")
                        .query(String.class)
                        .list())
                .hasSizeGreaterThan(2_500)
                .allMatch(key -> again.store.find(key).isPresent());
    }
}
