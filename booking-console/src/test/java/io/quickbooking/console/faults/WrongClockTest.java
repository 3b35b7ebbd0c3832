package io.quickbooking.console.faults;

import static io.quickbooking.testing.TestSalon.aSalon;
import static io.quickbooking.testing.WebhookBodies.tap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.console.testing.ConsoleClient;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.admin.health.SystemHealth;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node's clock is wrong by five minutes, either way; those of the database and of WhatsApp are right.
 *
 * <p>Seen to fail where the database's clock instead of the node's decides whether a message is due.
 */
class WrongClockTest {
    private static final String ANA = "15550100001";
    private static final String BEN = "15550100002";
    private static final String CLEO = "15550100003";

    private final TestDatabase database = TestDatabase.create();
    private final GraphApiStandIn graph = GraphApiStandIn.start();
    private final TestSalon.Written salon = aSalon().holdingFor(5).in(database);

    @AfterEach
    void close() {
        graph.close();
        database.close();
    }

    private RunningConsole node(WrongClock clock) {
        return RunningConsole.on(
                database,
                Map.of(
                        "booking.demo",
                        "false",
                        "booking.whatsapp.access-token",
                        "fictional-token",
                        "booking.whatsapp.graph-url",
                        graph.url().toString()),
                clock);
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void everything_that_ends_ends_after_its_time_and_not_before(int minutes) {
        WrongClock clock = new WrongClock(Duration.ofMinutes(minutes));
        try (RunningConsole console = node(clock)) {
            assertThat(console.bean(SystemHealth.class).database().skew().abs())
                    .as("what the page Health says")
                    .isBetween(Duration.ofSeconds(290), Duration.ofSeconds(310));
            deliver(console, ANA, slot("15:00"));
            deliver(console, BEN, slot("15:00"));
            assertThat(outcomes(BEN)).as("a time that is kept for another").containsExactly("slot_unavailable");

            byte[] confirmation = body(ANA, "confirm_booking_temp");
            assertThat(console.deliver(confirmation).status()).isEqualTo(200);
            assertThat(console.deliver(confirmation).status()).isEqualTo(200);
            assertThat(outcomes(ANA)).containsExactly("card_shown", "booked");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(database.count("outbound_messages WHERE state <> 'SENT'"))
                            .isZero());
            assertThat(graph.requests()).hasSize(3);

            deliver(console, CLEO, slot("18:00"));
            clock.advance(Duration.ofMinutes(4));
            deliver(console, BEN, slot("18:00"));
            assertThat(outcomes(BEN)).as("after four minutes of five").endsWith("slot_unavailable");
            clock.advance(Duration.ofMinutes(2));
            deliver(console, BEN, slot("18:00"));
            assertThat(outcomes(BEN)).as("after six minutes").endsWith("card_shown");
            clock.advance(Duration.ofMinutes(10));
            deliver(console, CLEO, "confirm_booking_temp");
            assertThat(outcomes(CLEO)).as("after sixteen minutes of fifteen").endsWith("session_expired");
            assertThat(salon.counter()).isOne();
        }
    }

    @Test
    void nodes_that_are_ten_minutes_apart_make_each_booking_once() {
        try (RunningConsole fast = node(new WrongClock(Duration.ofMinutes(5)));
                RunningConsole slow = node(new WrongClock(Duration.ofMinutes(-5)))) {
            bookOverBoth(ANA, "15:00", fast, slow);
            bookOverBoth(BEN, "17:00", slow, fast);
            assertThat(salon.counter()).isEqualTo(2);
            assertThat(database.count("bookings WHERE status = 'CONFIRMED'")).isEqualTo(2);
            assertThat(database.count("outbound_messages WHERE kind = 'booked'"))
                    .isEqualTo(2);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(database.count("outbound_messages WHERE state <> 'SENT'"))
                            .isZero());
        }
    }

    private void bookOverBoth(String phone, String time, ConsoleClient first, ConsoleClient second) {
        deliver(first, phone, slot(time));
        byte[] confirmation = body(phone, "confirm_booking_temp");
        assertThat(second.deliver(confirmation).status()).isEqualTo(200);
        assertThat(first.deliver(confirmation).status()).isEqualTo(200);
        assertThat(outcomes(phone)).containsExactly("card_shown", "booked");
    }

    private static String slot(String time) {
        return "slot_%s_%s_m123"
                .formatted(LocalDate.now(ZoneId.of("America/New_York")).plusDays(2), time);
    }

    private static void deliver(ConsoleClient console, String phone, String button) {
        assertThat(console.deliver(body(phone, button)).status()).isEqualTo(200);
    }

    /** WhatsApp's clock is right. */
    private static byte[] body(String phone, String button) {
        return tap(button)
                .from(phone)
                .wamid("wamid." + UUID.randomUUID())
                .sentAt(Instant.now())
                .bytes();
    }

    private List<String> outcomes(String phone) {
        return database.jdbc().sql("""
                        SELECT event.outcome
                        FROM tap_events event
                        JOIN customers customer ON customer.id = event.customer_id
                        WHERE customer.phone = ?
                        ORDER BY event.id
                        """).param(phone).query(String.class).list();
    }

    /** Goes as fast as the right one. */
    private static final class WrongClock implements InstantSource {
        private final AtomicReference<Duration> ahead;

        WrongClock(Duration ahead) {
            this.ahead = new AtomicReference<>(ahead);
        }

        void advance(Duration by) {
            ahead.updateAndGet(before -> before.plus(by));
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead.get());
        }
    }
}
