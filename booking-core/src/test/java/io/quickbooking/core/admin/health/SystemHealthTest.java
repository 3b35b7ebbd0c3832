package io.quickbooking.core.admin.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.health.SystemHealth.Audit;
import io.quickbooking.core.admin.health.SystemHealth.ErrorCount;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemHealthTest {
    private final SettableClock clock = SettableClock.at("2024-10-21T12:00:00Z");
    private final TestDatabase database = TestDatabase.create(5);
    private final TestSalon.Written salon = TestSalon.aSalon().in(database);
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final SystemHealth health = new SystemHealth(new Mappers(database.dataSource()), core.transactions, clock);
    private final Set<UUID> salons = Set.of(salon.id());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_salon_at_work_is_well() {
        book("15550100201", "slot_2024-10-22_15:00_m123");
        book("15550100202", "slot_2024-10-22_16:00_m123");
        core.tap("15550100203", "slot_2024-10-22_17:00_m123");
        assertThat(health.audit(salons)).isEqualTo(new Audit(0, 0, clock.instant()));
        assertThat(health.liveSessions(salons)).isEqualTo(1);
        assertThat(health.inbox(salons).waiting()).isZero();
        assertThat(health.errors(salons)).isEmpty();
        clock.advance(Duration.ofMinutes(3));
        assertThat(health.outbox(salons).waiting()).isEqualTo(5);
        assertThat(health.outbox(salons).age()).isEqualTo(Duration.ofMinutes(3));
        assertThat(health.outbox(Set.of()).waiting()).isZero();
        assertThat(health.migration()).isNotBlank();
        assertThat(health.database().skew()).isGreaterThan(Duration.ofDays(365));
    }

    @Test
    void a_double_booking_is_noticed_even_where_the_constraint_is_gone() {
        book("15550100201", "slot_2024-10-22_15:00_m123");
        database.jdbc()
                .sql("ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap")
                .update();
        insertTwin("CONFIRMED", "LIVE", "BK000001");
        assertThat(health.audit(salons).overlaps()).isEqualTo(1);
        // Neither of these takes anybody's time.
        insertTwin("CANCELLED", "LIVE", "BK000002");
        insertTwin("CONFIRMED", "SIMULATED", "BK000003");
        clock.advance(Duration.ofMinutes(5));
        assertThat(health.audit(salons)).isEqualTo(new Audit(1, 2, clock.instant()));
        clock.advance(Duration.ofDays(3));
        assertThat(health.audit(salons).overlaps()).isZero();
    }

    @Test
    void bookings_are_read_through_every_five_minutes_and_not_for_everybody_who_looks() {
        Audit first = health.audit(salons);
        database.jdbc().sql("UPDATE salons SET usage_current_bookings = 7").update();
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(health.audit(salons)).isEqualTo(first);
        clock.advance(Duration.ofMillis(1));
        assertThat(health.audit(salons).counterDrift()).isEqualTo(7);
    }

    @Test
    void errors_are_counted_by_code_those_that_failed_lately_and_those_that_wait() {
        core.tap("15550100201", "slot_2024-10-22_15:00_m123");
        core.tap("15550100202", "slot_2024-10-22_16:00_m123");
        core.tap("15550100203", "slot_2024-10-22_17:00_m123");
        database.jdbc().sql("""
                        UPDATE outbound_messages
                        SET state = 'FAILED',
                            error_code = 131026,
                            failed_at = CAST(? AS timestamptz) - INTERVAL '1 hour'
                        WHERE id = (SELECT min(id) FROM outbound_messages)
                        """).param(clock.instant().toString()).update();
        database.jdbc().sql("""
                        UPDATE outbound_messages
                        SET error_code = 190
                        WHERE id = (SELECT max(id) FROM outbound_messages)
                        """).update();
        assertThat(health.errors(salons))
                .containsExactlyInAnyOrder(new ErrorCount(131026, false, 1), new ErrorCount(190, true, 1));
        clock.advance(Duration.ofHours(24));
        assertThat(health.errors(salons)).containsExactly(new ErrorCount(190, true, 1));
    }

    private void book(String phone, String slot) {
        core.tap(phone, TestCore.firstButton(core.tap(phone, slot)));
    }

    private void insertTwin(String status, String realm, String code) {
        database.jdbc().sql("""
                        INSERT INTO bookings (booking_code, salon_id, realm, customer_id, service, service_id, master_id,
                                              start_ts, end_ts, status, price, currency)
                        SELECT ?, salon_id, ?, customer_id, service, service_id, master_id,
                               start_ts + INTERVAL '15 minutes', end_ts, ?, price, currency
                        FROM bookings
                        WHERE booking_code NOT LIKE 'BK00000_'
                        """).params(code, realm, status).update();
    }
}
