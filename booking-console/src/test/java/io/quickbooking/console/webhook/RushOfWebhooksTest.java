package io.quickbooking.console.webhook;

import static io.quickbooking.testing.WebhookBodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * More customers at once than there is room for, on a server that would let them all in, as one with virtual threads does.
 *
 * <p>Seen to fail with 1,000 turns instead of 100: 247 wait for the database.
 */
class RushOfWebhooksTest {
    private static final int CUSTOMERS = 250;
    private static final int CONNECTIONS = 5;

    @Test
    void no_more_than_a_hundred_wait_for_the_database_and_all_are_answered() throws Exception {
        try (TestDatabase database = TestDatabase.createEmpty();
                RunningConsole console = RunningConsole.on(
                        database,
                        Map.of(
                                "booking.database-url",
                                database.databaseUrl() + "?connection_limit=" + CONNECTIONS,
                                "server.tomcat.threads.max",
                                "400"))) {
            HikariPoolMXBean pool = console.bean(HikariDataSource.class).getHikariPoolMXBean();
            List<Callable<Integer>> customers = IntStream.range(0, CUSTOMERS)
                    .mapToObj(customer -> text("hello")
                            .from("1555010%04d".formatted(customer))
                            .wamid("wamid.rush." + customer)
                            .bytes())
                    .<Callable<Integer>>map(body -> () -> console.deliver(body).status())
                    .toList();
            CompletableFuture<List<Integer>> answers;
            int most = 0;
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE inbound_messages IN ACCESS EXCLUSIVE MODE");
                answers = CompletableFuture.supplyAsync(() -> Race.of(customers));
                Awaitility.await("the rush").until(() -> pool.getThreadsAwaitingConnection() > 50);
                for (int look = 0; look < 20; look++) {
                    Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
                    most = Math.max(most, pool.getThreadsAwaitingConnection());
                }
                connection.rollback();
            }
            assertThat(answers.get()).hasSize(CUSTOMERS).containsOnly(200);
            assertThat(most).isLessThanOrEqualTo(100);
            assertThat(database.count("inbound_messages WHERE message_id LIKE 'wamid.rush.%'"))
                    .isEqualTo(CUSTOMERS);
        }
    }
}
