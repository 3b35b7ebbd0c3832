package io.quickbooking.console.database;

import static io.quickbooking.testing.WebhookBodies.tap;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.PgBouncer;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two nodes with twenty connections each to a PgBouncer in transaction mode, which has five to the server: each transaction
 * finds itself on another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgBouncerTest {
    private static final int SERVER_CONNECTIONS = 5;
    private static final String LIMITS = "SET idle_in_transaction_session_timeout = 5001; SET lock_timeout = 5002";

    private final TestDatabase database = TestDatabase.createEmpty();
    private final PgBouncer bouncer = PgBouncer.start(SERVER_CONNECTIONS, LIMITS);
    // Both make the tables, or wait for the other to have made them.
    private final List<RunningConsole> nodes = Race.of(Collections.nCopies(
            2, () -> RunningConsole.on(database, Map.of("booking.database-url", bouncer.url(database)))));

    @AfterAll
    void close() {
        nodes.forEach(RunningConsole::close);
        bouncer.close();
        database.close();
    }

    @Test
    void customers_book_and_of_fifty_who_want_one_time_one_has_it() {
        String slot = nodes.get(0)
                .getAsAdmin("/api/v1/slots?salon=aurora&limit=1&master=m123")
                .json()
                .at("/slots/0/buttonId")
                .asString();
        List<Callable<Integer>> confirmations = IntStream.range(0, 50)
                .mapToObj("155501004%02d"::formatted)
                .<Callable<Integer>>map(phone -> {
                    assertThat(deliver(phone, slot)).isEqualTo(200);
                    return () -> deliver(phone, "confirm_booking_temp");
                })
                .toList();

        assertThat(Race.of(confirmations)).containsOnly(200);

        assertThat(database.count("bookings WHERE status = 'CONFIRMED'")).isOne();
        assertThat(database.count("tap_events WHERE outcome = 'slot_taken'")).isEqualTo(49);
        assertThat(nodes.get(1)
                        .getAsAdmin("/api/v1/slots?salon=aurora&limit=5&master=m123")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nothing_that_we_set_stays_on_a_connection() throws SQLException {
        List<Connection> all = new ArrayList<>();
        Set<String> servers = new HashSet<>();
        try {
            for (int i = 0; i < SERVER_CONNECTIONS; i++) {
                Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + bouncer.port()
                        + "/" + database.name() + "?user=postgres&prepareThreshold=0");
                all.add(connection);
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("""
                                SELECT pg_backend_pid(), current_setting('idle_in_transaction_session_timeout'),
                                       current_setting('lock_timeout')
                                """)) {
                    row.next();
                    servers.add(row.getString(1));
                    assertThat(row.getString(2)).isEqualTo("5001ms");
                    assertThat(row.getString(3)).isEqualTo("5002ms");
                }
            }
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
        assertThat(servers).hasSize(SERVER_CONNECTIONS);
    }

    @Test
    void when_it_has_been_killed_and_is_back_taps_are_handled_again_once() {
        String phone = "15550100499";
        bouncer.kill();
        byte[] body = tap("slot_2000-01-01_09:00_m123")
                .from(phone)
                .wamid("wamid.bouncer")
                .bytes();
        assertThat(nodes.get(0).deliver(body).status()).isEqualTo(503);
        bouncer.startAgain();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> nodes.get(0).deliver(body).status() == 200);
        assertThat(nodes.get(1).deliver(body).status()).isEqualTo(200);
        assertThat(database.count(
                        "tap_events WHERE customer_id = (SELECT id FROM customers WHERE phone = '" + phone + "')"))
                .isOne();
    }

    private int deliver(String phone, String button) {
        return nodes.get(Math.abs((phone + button).hashCode() % 2))
                .deliver(tap(button)
                        .from(phone)
                        .wamid("wamid." + phone + "." + button)
                        .bytes())
                .status();
    }
}
