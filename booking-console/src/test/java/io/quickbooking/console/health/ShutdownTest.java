package io.quickbooking.console.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.application.DiskSpaceHealthIndicator;

/**
 * A node is told to end while a webhook and a message to WhatsApp are on their way. Seen to fail without the delay, and with a
 * server that does not end gracefully.
 */
class ShutdownTest {
    private static final String BEN = "15550100124";

    @Test
    void what_is_answered_while_a_node_ends_is_safe_and_the_rest_is_refused() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        try (TestDatabase database = TestDatabase.create();
                GraphApiStandIn graph = GraphApiStandIn.start()) {
            RunningConsole console = RunningConsole.on(
                    database,
                    Map.of(
                            "booking.shutdown-delay", "3000",
                            "booking.whatsapp.access-token", "fictional-token",
                            "booking.whatsapp.graph-url", graph.url().toString()));
            assertThat(console.bean(DiskSpaceHealthIndicator.class)).isNotNull();
            graph.answer("+" + WebhookBodies.ANA, GraphApiStandIn.after(sent, GraphApiStandIn.accept()));
            assertThat(deliver(console, WebhookBodies.ANA, "wamid.one").status())
                    .isEqualTo(200);
            graph.await(1, Duration.ofSeconds(20));
            assertThat(console.get("/actuator/health/readiness").status()).isEqualTo(200);

            List<String> safe = new ArrayList<>(List.of("wamid.one", "wamid.two"));
            CompletableFuture<Answer> inHand;
            CompletableFuture<Void> end;
            try (Connection other = database.dataSource().getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("SELECT FROM customers FOR UPDATE");
                inHand = CompletableFuture.supplyAsync(() -> deliver(console, WebhookBodies.ANA, "wamid.two"));
                await().until(() -> database.count("pg_stat_activity WHERE wait_event_type = 'Lock'") > 0);
                end = CompletableFuture.runAsync(console::close);
                await().atMost(Duration.ofSeconds(2))
                        .until(() -> console.get("/actuator/health/readiness").status() == 503);
                assertThat(console.get("/actuator/health/liveness").status()).isEqualTo(200);
                assertThat(deliver(console, BEN, "wamid.three").status()).isEqualTo(200);
                safe.add("wamid.three");
                await().pollInterval(Duration.ofMillis(50)).until(() -> refuses(console, safe));
                assertThat(inHand).isNotDone();
                other.rollback();
            }
            assertThat(inHand.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
            sent.countDown();
            end.get(20, TimeUnit.SECONDS);

            assertThat(database.jdbc()
                            .sql("SELECT message_id FROM inbound_messages")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrderElementsOf(safe);
            assertThat(database.count("outbound_messages WHERE state = 'SENT' AND attempts = 1"))
                    .isPositive();
            assertThat(database.count("outbound_messages WHERE attempts > 0 AND state <> 'SENT'"))
                    .isZero();
        }
    }

    /** WhatsApp takes both for a reason to deliver again. */
    private static boolean refuses(RunningConsole console, List<String> safe) {
        String id = "wamid.later" + safe.size();
        try {
            int status = deliver(console, BEN, id).status();
            if (status == 200) {
                safe.add(id);
            }
            return status == 503;
        } catch (UncheckedIOException refused) {
            return true;
        }
    }

    private static Answer deliver(RunningConsole console, String from, String id) {
        return console.deliver(WebhookBodies.text("hello").from(from).wamid(id).bytes());
    }
}
