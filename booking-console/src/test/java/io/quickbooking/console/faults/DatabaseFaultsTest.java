package io.quickbooking.console.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.quickbooking.console.faults.Patron.Delivery;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.TcpProxy;
import io.quickbooking.testing.TcpProxy.Fault;
import io.quickbooking.testing.TcpProxy.Strike;
import io.quickbooking.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What lies between the application and PostgreSQL breaks. Nobody measures time: without its guard an answer would take a
 * minute, and who asks gives up after half of it.
 *
 * <p>Seen to fail with each of these guards taken out:
 *
 * <ul>
 *   <li>The limit of {@code WebhookReceiver}: webhooks are not answered.
 *   <li>{@code idle_in_transaction_session_timeout}: who confirms again waits for what a lost connection has locked, and never
 *       gets there.
 *   <li>{@code RequestTimeLimit}: a page and a tap by the API wait for a minute.
 *   <li>Liveness without the database: a supervisor would kill what only waits for it.
 *   <li>The limit of the database's health: it says nothing for a minute.
 * </ul>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseFaultsTest {
    private static final int CONNECTIONS = 80;
    /** In each direction. From the first trip on that is too long for a confirmation, from the middle on it is not. */
    private static final Duration SLOWLY = Duration.ofMillis(600);

    private final AtomicInteger patrons = new AtomicInteger();
    private final TestDatabase database = TestDatabase.create();
    private final TcpProxy proxy = TcpProxy.to(TestDatabase.port());
    private final GraphApiStandIn graph = GraphApiStandIn.start();
    private final RunningConsole console = RunningConsole.on(
            database,
            Map.of(
                    "booking.database-url",
                    // Without named statements COMMIT goes over the wire in clear, for the proxy to see.
                    "postgresql://postgres@127.0.0.1:%d/%s?prepareThreshold=0&connection_limit=%d"
                            .formatted(proxy.port(), database.name(), CONNECTIONS),
                    "booking.whatsapp.access-token",
                    "fictional-token",
                    "booking.whatsapp.graph-url",
                    graph.url().toString()));

    @AfterAll
    void close() {
        proxy.thaw();
        proxy.close();
        proxy.breakAll();
        console.close();
        graph.close();
        database.close();
    }

    @Test
    void a_confirmation_that_is_struck_at_any_step_is_answered_in_time_and_made_once() {
        int steps = stepsOfAConfirmation();
        Map<Patron, Strike> struck = new LinkedHashMap<>();
        for (Fault fault : Fault.values()) {
            for (int step = 1; step <= steps && fault != Fault.NONE; step++) {
                Patron patron = withCard();
                struck.put(patron, proxy.strike(patron.phone(), step, fault, SLOWLY));
            }
        }

        Map<Patron, Delivery> first = confirmAtOnce(List.copyOf(struck.keySet()));

        first.forEach((patron, delivery) -> {
            Strike strike = struck.get(patron);
            assertThat(strike.hasStruck()).as("%s", strike).isTrue();
            isAnswered(delivery, strike.toString());
        });
        assertThat(first.entrySet())
                .filteredOn(entry -> struck.get(entry.getKey()).toString().startsWith("CUT"))
                .as("a connection that breaks is replaced within the request")
                .allMatch(entry -> entry.getValue().status() == 200);
        deliverAgain(first);
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> struck.keySet().forEach(patron -> patron.hasWhatTheyWereTold(graph)));
        works();
    }

    @Test
    void a_database_that_says_nothing_at_all_keeps_no_webhook_waiting_for_it() {
        List<Patron> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(withCard());
        }
        healthSays(200);
        proxy.freeze();
        try {
            healthSays(503);
            says(200, "/liveness");
            Map<Patron, Delivery> first = confirmAtOnce(all);
            assertThat(first.values()).allMatch(delivery -> delivery.status() == 503);
            proxy.thaw();
            deliverAgain(first);
        } finally {
            proxy.thaw();
        }
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> all.forEach(patron -> patron.hasWhatTheyWereTold(graph)));
        works();
    }

    @Test
    void a_database_that_says_nothing_keeps_neither_a_page_nor_the_api_for_long() {
        SignedInClient admin = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
        String customer = withCard().phone();
        assertThat(admin.get("/admin/bookings").status()).isEqualTo(200);
        proxy.freeze();
        try {
            Race.of(List.of(
                    () -> assertThat(admin.get("/admin/bookings").status()).isEqualTo(503),
                    () -> assertThat(console.postTap("""
                                    {"salon": "aurora", "customer": "+%s", "buttonId": "slot_2026-11-26_11:00_m123_s456"}
                                    """.formatted(customer)).status())
                            .isEqualTo(500)));
        } finally {
            proxy.thaw();
        }
        works();
    }

    @Test
    void without_a_free_connection_webhooks_are_refused_in_time_and_health_says_so() throws SQLException {
        List<Patron> all = List.of(withCard(), withCard(), withCard());
        HikariDataSource pool = console.bean(HikariDataSource.class);
        List<Connection> held = new ArrayList<>();
        try {
            while (held.size() < CONNECTIONS) {
                held.add(pool.getConnection());
            }
            Map<Patron, Delivery> first = confirmAtOnce(all);
            assertThat(first.values()).allMatch(delivery -> delivery.status() == 503);
            says(503, "");
            release(held);
            deliverAgain(first);
        } finally {
            release(held);
        }
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> all.forEach(patron -> patron.hasWhatTheyWereTold(graph)));
        works();
    }

    private static void release(List<Connection> held) throws SQLException {
        for (Connection connection : held) {
            connection.close();
        }
        held.clear();
    }

    private int stepsOfAConfirmation() {
        Patron patron = withCard();
        Strike counted = proxy.strike(patron.phone(), 1, Fault.NONE);
        assertThat(patron.confirm().status()).isEqualTo(200);
        assertThat(counted.trips()).as("five statements and COMMIT").isBetween(6, 8);
        return counted.trips();
    }

    private Patron withCard() {
        return Patron.withCard(console, database, patrons.incrementAndGet());
    }

    private static Map<Patron, Delivery> confirmAtOnce(List<Patron> patrons) {
        List<Callable<Delivery>> confirmations = new ArrayList<>();
        patrons.forEach(patron -> confirmations.add(patron::confirm));
        List<Delivery> deliveries = Race.of(confirmations);
        Map<Patron, Delivery> results = new LinkedHashMap<>();
        for (int i = 0; i < patrons.size(); i++) {
            results.put(patrons.get(i), deliveries.get(i));
        }
        return results;
    }

    private static void isAnswered(Delivery delivery, String fault) {
        assertThat(delivery.status()).as(fault).isIn(200, 503);
        if (delivery.status() == 200) {
            assertThat(delivery.safe()).as(fault).isTrue();
        }
    }

    /** As WhatsApp does with what was not accepted. */
    private static void deliverAgain(Map<Patron, Delivery> first) {
        List<Callable<Boolean>> again = new ArrayList<>();
        first.forEach((patron, delivery) -> {
            if (delivery.status() != 200) {
                again.add(() -> {
                    await().atMost(Duration.ofSeconds(30)).until(() -> {
                        Delivery next = patron.confirm();
                        isAnswered(next, "again");
                        return next.status() == 200;
                    });
                    return true;
                });
            }
        });
        if (!again.isEmpty()) {
            Race.of(again);
        }
    }

    private void healthSays(int status) {
        says(status, "");
        says(status, "/readiness");
    }

    private void says(int status, String part) {
        assertThat(console.get("/actuator/health" + part).status()).isEqualTo(status);
    }

    /** Everything goes on as before: nothing is held on either side, and who comes now is served. */
    private void works() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> healthSays(200));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(console.bean(HikariDataSource.class)
                                .getHikariPoolMXBean()
                                .getActiveConnections())
                        .isZero());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(database.jdbc()
                                .sql("""
                                        SELECT count(*)
                                        FROM pg_stat_activity
                                        WHERE datname = :name
                                          AND state LIKE 'idle in transaction%'
                                          AND state_change < clock_timestamp() - INTERVAL '7 seconds'
                                        """)
                                .param("name", database.name())
                                .query(Long.class)
                                .single())
                        .as("transactions that nobody will end")
                        .isZero());
        assertThat(database.count("""
                bookings b
                JOIN bookings o ON o.master_id = b.master_id AND o.id > b.id
                  AND o.busy_from < b.busy_until AND b.busy_from < o.busy_until""")).isZero();
        Patron next = withCard();
        assertThat(next.confirm().status()).isEqualTo(200);
    }
}
