package io.quickbooking.core.database;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seen to fail without {@code ReadCommitted.begin}: most of the customers meet a failure. */
class ReadCommittedTest {
    @ParameterizedTest
    @ValueSource(strings = {"serializable", "repeatable read", "read committed"})
    void those_who_want_one_time_at_once_are_all_answered_whatever_the_default(String isolation) {
        try (TestDatabase database = TestDatabase.create()) {
            aSalon().in(database);
            database.jdbc()
                    .sql("ALTER DATABASE " + database.name() + " SET default_transaction_isolation = '" + isolation
                            + "'")
                    .update();
            database.reconnect();
            assertThat(database.jdbc()
                            .sql("SHOW transaction_isolation")
                            .query(String.class)
                            .single())
                    .isEqualTo(isolation);
            TestCore core = new TestCore(database.dataSource(), SettableClock.at("2026-06-01T12:00:00Z"));
            List<String> confirmations = IntStream.range(0, 8)
                    .mapToObj(i -> TestCore.firstButton(core.tap("1555010010" + i, "slot_2026-06-02_15:00_m123")))
                    .toList();
            List<Callable<TapAnswer>> customers = IntStream.range(0, 8)
                    .<Callable<TapAnswer>>mapToObj(i -> () -> core.tap("1555010010" + i, confirmations.get(i)))
                    .toList();
            assertThat(Race.of(customers))
                    .extracting(TapAnswer::outcome)
                    .containsOnlyOnce(TapOutcome.BOOKED)
                    .containsOnly(TapOutcome.BOOKED, TapOutcome.SLOT_TAKEN);
            assertThat(core.transactions.run(() -> database.count("bookings"))).isEqualTo(1);
        }
    }
}
