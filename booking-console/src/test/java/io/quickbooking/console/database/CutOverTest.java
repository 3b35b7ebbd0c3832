package io.quickbooking.console.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.console.testing.ConsoleClient;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.admin.health.SystemHealth;
import io.quickbooking.core.database.UnfitDatabaseException;
import io.quickbooking.testing.CutOver;
import io.quickbooking.testing.WebhookBodies;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A salon moves from PostgreSQL 15 to 18 by logical replication while its customers write, whose webhooks are delivered until they
 * are answered 200, as WhatsApp does.
 *
 * <p>Seen to fail with {@code ON CONFLICT DO NOTHING} in {@code InboxMapper} and no {@code catchUp} of {@code Identities}: messages
 * that were answered 200 are missing.
 */
@ExtendWith(OutputCaptureExtension.class)
class CutOverTest {
    private static final int CUSTOMERS = 4;
    private static final int MESSAGES = 60;
    /** Patience with a busy machine. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final AtomicReference<ConsoleClient> node = new AtomicReference<>();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile boolean over;
    private volatile boolean abandoned;

    @Test
    void nothing_that_was_answered_200_is_missing_after_a_cut_over_under_load(CapturedOutput output) throws Exception {
        try (CutOver cutOver = CutOver.prepare()) {
            RunningConsole before = RunningConsole.on(cutOver.oldUrl(), Map.of());
            String booked = book(before, "15550100001");
            String slot = freeSlot(before);
            String card = before.tap("15550100002", slot).button(0);
            node.set(before);
            List<Thread> customers =
                    IntStream.range(0, CUSTOMERS).mapToObj(this::customer).toList();
            try {
                awaitReceived(MESSAGES);
                cutOver.follow();
                awaitReceived(received.size() + MESSAGES);

                assertThatThrownBy(() -> RunningConsole.on(cutOver.newUrl(), Map.of()))
                        .as("a start beside the old node")
                        .hasRootCauseInstanceOf(UnfitDatabaseException.class)
                        .rootCause()
                        .hasMessageContaining("subscription booking");

                before.close();
                cutOver.catchUp();
                cutOver.part();
                try (RunningConsole after = RunningConsole.on(cutOver.newUrl(), Map.of())) {
                    node.set(after);
                    awaitReceived(received.size() + MESSAGES);
                    end(customers);
                    assertThat(received).hasSize(sent.get());
                    assertThat(cutOver.target()
                                    .jdbc()
                                    .sql("SELECT message_id FROM inbound_messages WHERE message_id LIKE 'wamid.load.%'")
                                    .query(String.class)
                                    .list())
                            .containsExactlyInAnyOrderElementsOf(received);
                    assertThat(cutOver.target()
                                    .count("inbound_messages i WHERE state <> 'DONE' OR NOT EXISTS ("
                                            + "SELECT FROM tap_events e WHERE e.inbound_id = i.id)"))
                            .isZero();
                    assertThat(output).contains("The identity of inbound_messages was behind its rows");
                    assertThat(after.bean(SystemHealth.class).numbers())
                            .isEqualTo(new SystemHealth.Numbers(List.of(), List.of()));
                    goesOn(after, booked, card, slot);
                }
            } finally {
                abandoned = true;
                end(customers);
                before.close();
            }
        }
    }

    /** What the old node has shown can be confirmed, and what it has booked is booked. */
    private static void goesOn(RunningConsole after, String booked, String card, String slot) {
        assertThat(after.getAsAdmin("/api/v1/bookings/" + booked).status()).isEqualTo(200);
        assertThat(after.tap("15550100002", card).json().at("/bookingCode").asString())
                .startsWith("BK");
        assertThat(after.tap("15550100003", slot).json().at("/outcome").asString())
                .isEqualTo("slot_unavailable");
    }

    private Thread customer(int number) {
        Thread thread = new Thread(() -> write(number), "customer-" + number);
        thread.start();
        return thread;
    }

    private void write(int number) {
        for (int i = 0; !over; i++) {
            String wamid = "wamid.load." + number + "." + i;
            byte[] body = WebhookBodies.text("help")
                    .from("1555010010" + number)
                    .wamid(wamid)
                    .sentAt(Instant.now())
                    .bytes();
            sent.incrementAndGet();
            Awaitility.await(wamid).atMost(LONGEST).until(() -> abandoned || isReceived(body));
            if (!abandoned) {
                received.add(wamid);
            }
        }
    }

    private boolean isReceived(byte[] body) {
        try {
            return node.get().deliver(body).status() == 200;
        } catch (UncheckedIOException nobodyThere) {
            return false;
        }
    }

    private void awaitReceived(int messages) {
        Awaitility.await(messages + " messages").atMost(LONGEST).until(() -> received.size() >= messages);
    }

    private void end(List<Thread> customers) throws InterruptedException {
        over = true;
        for (Thread customer : customers) {
            customer.join();
        }
    }

    private static String freeSlot(RunningConsole console) {
        return console.getAsAdmin("/api/v1/slots?salon=aurora&limit=1")
                .json()
                .at("/slots/0/buttonId")
                .asString();
    }

    private static String book(RunningConsole console, String customer) {
        String confirm = console.tap(customer, freeSlot(console)).button(0);
        return console.tap(customer, confirm).json().at("/bookingCode").asString();
    }
}
