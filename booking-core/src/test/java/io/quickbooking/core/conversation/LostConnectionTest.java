package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TcpProxy;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection to the database breaks in the middle of a tap. */
class LostConnectionTest {
    private static final String ANA = "15550100001";
    private static final String THREE_PM = "slot_2026-06-02_15:00_m123";

    private final TestDatabase database = TestDatabase.create();
    private final TcpProxy proxy = TcpProxy.to(TestDatabase.port());
    private final HikariDataSource throughProxy = throughProxy();
    private final TestCore core = new TestCore(throughProxy, SettableClock.at("2026-06-01T12:00:00Z"));

    private HikariDataSource throughProxy() {
        HikariConfig config = new HikariConfig();
        // Without named statements COMMIT goes over the wire in clear, for the proxy to see.
        config.setJdbcUrl(
                "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + database.name() + "?prepareThreshold=0");
        config.setUsername("postgres");
        config.setMaximumPoolSize(3);
        return new HikariDataSource(config);
    }

    @AfterEach
    void close() {
        throughProxy.close();
        proxy.close();
        database.close();
    }

    @Test
    void during_commit_ends_in_one_booking_and_one_confirmation() {
        TestSalon.Written salon = aSalon().in(database);
        TapAnswer card = core.tap(ANA, THREE_PM);
        proxy.cutOnAnswerTo("COMMIT");
        TapAnswer answer = core.tap(ANA, firstButton(card));
        assertThat(proxy.cuts()).isOne();
        assertThat(answer.outcome()).isEqualTo(BOOKED);
        assertThat(answer.bookingCode()).isNotNull();
        assertThat(answer.message().body()).contains(answer.bookingCode());
        assertThat(database.count("bookings WHERE booking_code = '" + answer.bookingCode() + "'"))
                .isOne();
        assertThat(database.count("outbound_messages WHERE kind = 'booked'")).isOne();
        assertThat(salon.counter()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM customers",
                "INSERT INTO inbound_messages",
                "FOR SHARE",
                "INSERT INTO bookings",
                "INSERT INTO outbound_messages",
                "INSERT INTO tap_events",
                "UPDATE salons",
            })
    void at_any_step_before_is_as_if_it_had_not_happened(String statement) {
        TestSalon.Written salon = aSalon().in(database);
        TapAnswer card = core.tap(ANA, THREE_PM);
        proxy.cutOnAnswerTo(statement);
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
        assertThat(proxy.cuts()).isOne();
        assertThat(database.count("bookings")).isOne();
        assertThat(database.count("outbound_messages WHERE kind = 'booked'")).isOne();
        assertThat(database.count("tap_events WHERE outcome = 'booked' AND attempts = 2"))
                .isOne();
        assertThat(salon.counter()).isOne();
    }

    @Test
    void during_the_commit_of_a_selection_the_card_still_books() {
        aSalon().in(database);
        // Reads the catalogue, whose commit would be the first otherwise.
        core.tap("15550100002", "nonsense");
        proxy.cutOnAnswerTo("COMMIT");
        TapAnswer card = core.tap(ANA, THREE_PM);
        assertThat(proxy.cuts()).isOne();
        assertThat(card.outcome()).isEqualTo(CARD_SHOWN);
        assertThat(database.count("tap_events WHERE outcome = 'card_shown' AND attempts = 1"))
                .as("the first attempt took effect, the second found it")
                .isOne();
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
        assertThat(database.count("bookings")).isOne();
    }
}
