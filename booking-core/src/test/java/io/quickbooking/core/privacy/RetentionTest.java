package io.quickbooking.core.privacy;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.MetricsQuery;
import io.quickbooking.core.analytics.MetricsReport;
import io.quickbooking.core.analytics.Period;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.EveryColumn;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is kept for its time; each row stays and counts. Seen to fail with what was tapped left in the inbox, with the trigger that
 * knows emptied messages off, and with batches that go beyond what is old.
 */
class RetentionTest {
    private static final String ANA = "15550100001";
    private static final Instant BEGIN = Instant.parse("2026-06-01T16:00:00Z");

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at(BEGIN.toString());
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final Mappers mappers = new Mappers(database.dataSource());
    private final BookingMetrics metrics =
            new BookingMetrics(mappers, core.transactions, TestCore.SESSION_LIFETIME, clock);
    private final Retention retention = new Retention(
            mappers,
            core.transactions,
            new RetentionPeriods(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(730)),
            clock);
    private UUID salonId;

    @BeforeEach
    void live() {
        salonId = aSalon().in(database).id();
        core.webhook.receive(
                WebhookBodies.text("my secret wish").from(ANA).sentAt(BEGIN).bytes());
        core.tap(ANA, firstButton(core.tap(ANA, "slot_2026-06-02_15:00_m123")));
        core.tap("15550100002", "slot_2026-06-02_15:00_m123");
        core.write("15550100003", "hello");
        core.webhook.receive("no JSON".getBytes(StandardCharsets.UTF_8));
        database.jdbc()
                .sql(
                        "UPDATE outbound_messages SET state = 'SENT', attempts = 1, wamid = 'wamid.' || id, sent_at = created_at + INTERVAL '1 second' WHERE id % 2 = 0")
                .update();
        clock.advance(TestCore.SESSION_LIFETIME.plusSeconds(1));
        core.sessions.expire(clock.instant());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void each_kind_is_emptied_when_its_time_is_over_and_not_before() {
        at(Duration.ofDays(29));
        assertThat(retention.run().isEmpty()).isTrue();

        at(Duration.ofDays(31));
        assertThat(retention.run()).isEqualTo(new Retention.Report(5, 1, 0, 0, 0));
        assertThat(EveryColumn.with(database, "secret wish")).isEmpty();
        assertThat(
                        database.count(
                                "inbound_messages WHERE phone IS NOT NULL OR name IS NOT NULL OR payload <> '{}' OR button_id <> ''"))
                .isZero();
        assertThat(database.count("outbound_messages WHERE payload = '{}'")).isZero();
        assertThat(database.count("unhandled_events")).isZero();
        assertThat(retention.run().isEmpty()).isTrue();

        at(Duration.ofDays(91));
        assertThat(retention.run()).isEqualTo(new Retention.Report(0, 0, 5, 0, 0));
        assertThat(database.count("outbound_messages WHERE payload <> '{}' OR wamid IS NOT NULL OR state = 'PENDING'"))
                .isZero();
        assertThat(database.count("tap_events WHERE button_id = ''")).isLessThan(4);

        at(Duration.ofDays(731));
        Retention.Report last = retention.run();
        assertThat(last.taps()).isEqualTo(4);
        assertThat(last.sessions()).isGreaterThanOrEqualTo(1);
        assertThat(database.count("sessions WHERE selection = 0")).isZero();
        assertThat(database.count("customers WHERE phone = '" + ANA + "'")).isEqualTo(1);
        assertThat(database.count("bookings WHERE customer_phone = '" + ANA + "'"))
                .isEqualTo(1);
    }

    @Test
    void no_figure_changes_by_it() {
        MetricsReport before = report();
        assertThat(before.current().selections()).isEqualTo(2);
        at(Duration.ofDays(2000));
        MetricsReport kept = report();
        assertThat(retention.run().isEmpty()).isFalse();
        assertThat(report()).isEqualTo(kept).isEqualTo(before);
    }

    @Test
    void a_message_that_was_emptied_is_still_known_when_it_is_delivered_again() {
        core.handler.handle(core.aText(ANA, "hello", "wamid.AGAIN", clock.instant()));
        at(Duration.ofDays(31));
        retention.run();
        long customers = database.count("customers");
        assertThat(core.handler.accept(core.aText("15550100009", "hello", "wamid.AGAIN", clock.instant())))
                .isFalse();
        assertThat(database.count("inbound_messages WHERE message_id = 'wamid.AGAIN'"))
                .isZero();
        assertThat(database.count("customers")).isEqualTo(customers);
    }

    @Test
    void many_rows_are_emptied_in_batches() {
        int many = Retention.BATCH * 2 + 7;
        database.jdbc()
                .sql("""
                        INSERT INTO inbound_messages (
                          salon_id, message_id, phone, kind, payload, state, sent_at, received_at)
                        SELECT ?, 'many.' || n, '15550100009', 'image', '{"n": 1}', 'IGNORED', ?, ?
                        FROM generate_series(1, ?) AS n
                        """)
                .params(salonId, java.sql.Timestamp.from(BEGIN), java.sql.Timestamp.from(BEGIN), many)
                .update();
        at(Duration.ofDays(31));
        core.write("15550100010", "just now");
        assertThat(retention.run().payloads()).isEqualTo(5 + many);
        assertThat(database.count("inbound_messages WHERE payload <> '{}'")).isEqualTo(1);
    }

    private void at(Duration later) {
        clock.set(BEGIN.plus(later));
    }

    private MetricsReport report() {
        Instant midnight = Instant.parse("2026-06-01T04:00:00Z");
        return metrics.report(new MetricsQuery(
                salonId,
                null,
                new Period(midnight, midnight.plus(Duration.ofDays(1))),
                new Period(midnight.minus(Duration.ofDays(1)), midnight),
                ZoneId.of("America/New_York"),
                MetricsQuery.Step.HOUR));
    }
}
