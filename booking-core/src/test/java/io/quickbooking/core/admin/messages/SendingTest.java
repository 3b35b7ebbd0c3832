package io.quickbooking.core.admin.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How sending is, judged by messages that no relay sends. */
class SendingTest {
    private final SettableClock clock = SettableClock.at("2024-10-21T12:00:00Z");
    private final TestDatabase database = TestDatabase.create(5);
    private final TestSalon.Written salon = TestSalon.aSalon().in(database);
    private final TestSalon.Written other =
            TestSalon.aSalon().called("nova", "5550101").in(database);
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final Sending sending = new Sending(new Mappers(database.dataSource()), core.transactions, clock, true);

    @BeforeEach
    void writeTwoMessages() {
        core.tap("15550100201", "slot_2024-10-22_15:00_m123");
        core.tap("15550100201", "slot_2024-10-22_16:00_m123");
        // Refused for a while as too many for one customer; the second waits for the first.
        set("next_attempt_at = '2024-10-21T13:00:00Z', error_code = 131056", "min");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void set(String what, String which) {
        database.jdbc()
                .sql("UPDATE outbound_messages SET " + what + " WHERE id = (SELECT " + which
                        + "(id) FROM outbound_messages)")
                .update();
    }

    private Sending.State state() {
        return sending.of(salon.id());
    }

    @Test
    void a_message_that_is_overdue_for_a_minute_delays_its_salon_and_no_other() {
        core.tap("15550100202", "slot_2024-10-22_17:00_m123");
        clock.advance(Duration.ofSeconds(55));
        assertThat(state()).isEqualTo(Sending.State.WORKS);
        clock.advance(Duration.ofSeconds(10));
        assertThat(state()).isEqualTo(Sending.State.DELAYED);
        assertThat(sending.of(other.id())).isEqualTo(Sending.State.WORKS);
    }

    @Test
    void a_younger_message_that_waits_for_an_older_one_of_its_customer_is_not_overdue() {
        clock.advance(Duration.ofMinutes(30));
        assertThat(state()).isEqualTo(Sending.State.WORKS);
        clock.advance(Duration.ofMinutes(32));
        assertThat(state()).isEqualTo(Sending.State.DELAYED);
    }

    @Test
    void a_number_that_is_stopped_outweighs_what_is_late() {
        set("error_code = 130429", "min");
        assertThat(state()).isEqualTo(Sending.State.DELAYED);
        set("error_code = 190", "max");
        assertThat(state()).isEqualTo(Sending.State.NUMBER_STOPPED);
    }
}
