package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A statement is prepared once on each connection, whichever of its values are null. Fails without the types of nulls, and
 * without one of the statements' parameters in one record: then the ids of prepared statements go on.
 */
class PreparedOnceTest {
    private final TestDatabase database = TestDatabase.create(1);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_booking_prepares_nothing_anew() {
        aSalon().in(database);
        assertPreparedOnce(this::book);
    }

    @Test
    void taps_of_every_kind_prepare_nothing_anew() {
        aSalon().in(database);
        assertPreparedOnce(customer -> {
            core.write(phone(customer), "hello");
            book(customer);
            core.tap(phone(customer), slot(customer));
            core.tap(phone(customer), "what is this");
            core.write(phone(customer), "stop");
        });
    }

    private void assertPreparedOnce(IntConsumer customers) {
        // A driver prepares what it has been asked for five times.
        IntStream.range(0, 8).forEach(customers);
        Map<String, String> before = prepared();
        assertThat(before).hasSizeGreaterThanOrEqualTo(5);
        IntStream.range(8, 12).forEach(customers);
        assertThat(prepared()).isEqualTo(before);
    }

    private void book(int customer) {
        String confirm = firstButton(core.tap(phone(customer), slot(customer)));
        assertThat(core.tap(phone(customer), confirm).outcome()).isEqualTo(BOOKED);
    }

    private static String phone(int customer) {
        return "155501001" + (10 + customer);
    }

    private static String slot(int customer) {
        return "slot_2026-06-%02d_15:00_m123".formatted(2 + customer);
    }

    /** Of the one connection: the statements by which taps are taken in and written. */
    private Map<String, String> prepared() {
        Map<String, String> byText = new TreeMap<>();
        database.jdbc().sql("""
                        SELECT name, statement
                        FROM pg_prepared_statements
                        WHERE statement LIKE 'WITH reply%'
                           OR statement LIKE 'INSERT INTO inbound_messages%'
                           OR statement LIKE 'INSERT INTO customers%'
                           OR statement LIKE 'INSERT INTO bookings%'
                           OR statement LIKE '%FROM customers%FOR NO KEY UPDATE%'
                        """).query(row -> {
            byText.put(row.getString("statement"), row.getString("name"));
        });
        return byText;
    }
}
