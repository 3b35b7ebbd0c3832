package io.quickbooking.core.outbound;

import static io.quickbooking.core.outbound.OutboxFixture.NOON;
import static io.quickbooking.core.outbound.OutboxFixture.NUMBER;
import static io.quickbooking.core.outbound.StatusUpdate.Status.DELIVERED;
import static io.quickbooking.core.outbound.StatusUpdate.Status.FAILED;
import static io.quickbooking.core.outbound.StatusUpdate.Status.READ;
import static io.quickbooking.core.outbound.StatusUpdate.Status.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.InteractiveMessage.Button;
import io.quickbooking.core.outbound.StatusUpdate.Status;
import io.quickbooking.testing.GraphApiStandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

class OutboxTest {
    private static final InteractiveMessage CARD = new InteractiveMessage(
            "Haircut with Zoë — 15:00? \"Yes\" ✂️", List.of(new Button("confirm_booking_a1", "Confirm")));

    private final OutboxFixture fixture = new OutboxFixture();
    private final Outbox outbox = fixture.outbox;
    private final UUID customer = fixture.customer(1);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void message_waits_in_the_form_of_the_cloud_api() {
        long id = outbox.add(fixture.message(customer, Realm.LIVE, CARD));
        assertThat(fixture.row(id))
                .containsEntry("state", "PENDING")
                .containsEntry("attempts", 0)
                .containsEntry("kind", "test");
        assertThat(fixture.time(id, "next_attempt_at")).isEqualTo(NOON);
        JsonMapper json = JsonMapper.shared();
        assertThat(json.readTree(fixture.row(id).get("payload").toString())).isEqualTo(json.readTree("""
                        {"type": "interactive", "interactive": {
                            "type": "button",
                            "body": {"text": "Haircut with Zoë — 15:00? \\"Yes\\" ✂️"},
                            "action": {"buttons": [
                                {"type": "reply", "reply": {"id": "confirm_booking_a1", "title": "Confirm"}}]}}}
                        """));
    }

    @Test
    void message_shares_the_fate_of_its_transaction() {
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(fixture.database.dataSource()));
        transaction.executeWithoutResult(status -> {
            outbox.add(fixture.message(customer, Realm.LIVE, CARD));
            status.setRollbackOnly();
        });
        assertThat(fixture.database.count("outbound_messages")).isZero();
    }

    @Test
    void simulated_message_is_kept_and_not_sent() {
        long id = outbox.add(fixture.message(customer, Realm.SIMULATED, CARD));
        assertThat(fixture.state(id)).isEqualTo("SIMULATED");
        assertThat(fixture.relay().runOnce()).isZero();
        assertThat(outbox.sendAgain(id)).isFalse();
        assertThat(fixture.graph.requests()).isEmpty();
    }

    @Test
    void last_answer_to_an_inbound_message_can_be_found() {
        UUID session = UUID.randomUUID();
        UUID booking = UUID.randomUUID();
        reply(5, null, null, InteractiveMessage.text("first"));
        reply(5, session, booking, CARD);
        reply(6, null, null, InteractiveMessage.text("another's"));
        assertThat(outbox.replyTo(6)).contains(InteractiveMessage.text("another's"));
        assertThat(outbox.replyTo(5)).contains(CARD);
        assertThat(outbox.replyTo(7)).isEmpty();
    }

    @Test
    void statuses_carry_a_message_from_sent_to_read() {
        long id = sentMessage("wamid.A");
        assertThat(outbox.apply(List.of(status(id, "wamid.A", SENT, 1)))).isZero();
        assertThat(outbox.apply(List.of(status(id, "wamid.A", DELIVERED, 2)))).isOne();
        assertThat(fixture.state(id)).isEqualTo("DELIVERED");
        assertThat(outbox.apply(List.of(status(id, "wamid.A", READ, 3)))).isOne();
        assertThat(fixture.state(id)).isEqualTo("READ");
        assertThat(fixture.time(id, "sent_at")).as("the relay's own time").isEqualTo(NOON);
        assertThat(fixture.time(id, "delivered_at")).isEqualTo(NOON.plusSeconds(2));
        assertThat(fixture.time(id, "read_at")).isEqualTo(NOON.plusSeconds(3));
    }

    @Test
    void repeated_statuses_change_nothing() {
        long id = sentMessage("wamid.A");
        List<StatusUpdate> statuses = List.of(status(id, "wamid.A", DELIVERED, 2), status(id, "wamid.A", READ, 3));
        outbox.apply(statuses);
        var before = fixture.row(id);
        assertThat(outbox.apply(statuses)).isZero();
        assertThat(fixture.row(id)).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void message_never_goes_back() {
        long id = sentMessage("wamid.A");
        outbox.apply(List.of(status(id, "wamid.A", READ, 3)));
        outbox.apply(List.of(status(id, "wamid.A", DELIVERED, 2)));
        outbox.apply(List.of(status(id, "wamid.A", SENT, 1)));
        outbox.apply(List.of(status(id, "wamid.A", FAILED, 4)));
        assertThat(fixture.row(id)).containsEntry("state", "READ").containsEntry("error_code", null);
        assertThat(fixture.time(id, "delivered_at")).isEqualTo(NOON.plusSeconds(2));
        assertThat(fixture.time(id, "failed_at")).isNull();
    }

    @Test
    void failure_is_final_and_says_why() {
        long id = sentMessage("wamid.A");
        outbox.apply(List.of(new StatusUpdate(
                NUMBER, "wamid.A", "qb-" + id, FAILED, NOON.plusSeconds(1), 131047, "Re-engage\0ment message")));
        outbox.apply(List.of(status(id, "wamid.A", DELIVERED, 2)));
        assertThat(fixture.row(id))
                .containsEntry("state", "FAILED")
                .containsEntry("error_code", 131047)
                .containsEntry("error", "Re-engagement message");
        assertThat(fixture.time(id, "failed_at")).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void order_within_a_batch_does_not_matter() {
        Random random = new Random(7);
        for (int round = 0; round < 24; round++) {
            long read = sentMessage("wamid.R" + round);
            long failed = sentMessage("wamid.F" + round);
            List<StatusUpdate> batch = new ArrayList<>(List.of(
                    status(read, "wamid.R" + round, SENT, 1),
                    status(read, "wamid.R" + round, DELIVERED, 2),
                    status(read, "wamid.R" + round, READ, 3),
                    status(read, "wamid.R" + round, DELIVERED, 2),
                    status(failed, "wamid.F" + round, SENT, 1),
                    status(failed, "wamid.F" + round, FAILED, 2)));
            Collections.shuffle(batch, random);
            assertThat(outbox.apply(batch)).isEqualTo(2);
            assertThat(fixture.state(read)).isEqualTo("READ");
            assertThat(fixture.state(failed)).isEqualTo("FAILED");
        }
    }

    @Test
    void status_without_callback_data_is_matched_by_wamid() {
        long id = sentMessage("wamid.A");
        outbox.apply(List.of(new StatusUpdate(NUMBER, "wamid.A", null, DELIVERED, NOON, null, null)));
        assertThat(fixture.state(id)).isEqualTo("DELIVERED");
        outbox.apply(List.of(new StatusUpdate(NUMBER, "wamid.A", "somebody else's", READ, NOON, null, null)));
        assertThat(fixture.state(id)).isEqualTo("READ");
    }

    @Test
    void statuses_of_another_number_are_ignored() {
        fixture.salon("boreal", "20002");
        long id = sentMessage("wamid.A");
        assertThat(outbox.apply(List.of(
                        new StatusUpdate("20002", "wamid.A", "qb-" + id, READ, NOON, null, null),
                        new StatusUpdate("20002", "wamid.A", null, READ, NOON, null, null),
                        new StatusUpdate("30003", "wamid.A", "qb-" + id, READ, NOON, null, null))))
                .isZero();
        assertThat(fixture.state(id)).isEqualTo("SENT");
    }

    @Test
    void status_that_is_faster_than_the_relay_counts_and_stops_a_resend() {
        long id = fixture.add(customer, "hello");
        fixture.graph.answerNext(1, (exchange, standIn) -> {
            outbox.apply(List.of(status(id, "wamid.EARLY", DELIVERED, 1)));
            GraphApiStandIn.cut().answer(exchange, standIn);
        });
        fixture.relay().runOnce();
        assertThat(fixture.row(id)).containsEntry("state", "DELIVERED").containsEntry("wamid", "wamid.EARLY");
        fixture.clock.advance(OutboxRelay.LEASE.multipliedBy(2));
        assertThat(fixture.relay().runOnce()).isZero();
    }

    @Test
    void status_that_is_faster_than_the_relay_stays_when_the_relay_records() {
        long id = fixture.add(customer, "hello");
        fixture.graph.answerNext(1, (exchange, standIn) -> {
            outbox.apply(List.of(status(id, "wamid.EARLY", READ, 1)));
            GraphApiStandIn.accept("wamid.EARLY").answer(exchange, standIn);
        });
        fixture.relay().runOnce();
        assertThat(fixture.state(id)).isEqualTo("READ");
        assertThat(fixture.time(id, "sent_at")).isEqualTo(NOON);
    }

    @Test
    void status_of_a_message_never_handed_out_is_not_about_it() {
        long id = fixture.add(customer, "hello");
        assertThat(outbox.apply(List.of(status(id, "wamid.OLD", SENT, 1)))).isZero();
        assertThat(fixture.state(id)).isEqualTo("PENDING");
    }

    @Test
    void late_failure_of_an_earlier_attempt_does_not_undo_the_repetition() {
        long id = sentMessage("wamid.A");
        StatusUpdate failure = status(id, "wamid.A", FAILED, 1);
        outbox.apply(List.of(failure));
        assertThat(outbox.sendAgain(id)).isTrue();
        fixture.graph.answerNext(1, GraphApiStandIn.accept("wamid.B"));
        fixture.relay().runOnce();
        assertThat(outbox.apply(List.of(failure))).isZero();
        assertThat(fixture.row(id)).containsEntry("state", "SENT").containsEntry("wamid", "wamid.B");
    }

    @Test
    void concurrent_deliveries_of_the_same_statuses_count_once() throws Exception {
        List<StatusUpdate> statuses = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            statuses.add(status(sentMessage("wamid." + i), "wamid." + i, DELIVERED, 1));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CyclicBarrier together = new CyclicBarrier(8);
        List<Callable<Integer>> deliveries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<StatusUpdate> shuffled = new ArrayList<>(statuses);
            Collections.shuffle(shuffled, new Random(i));
            deliveries.add(() -> {
                together.await();
                return outbox.apply(shuffled);
            });
        }
        int changed = 0;
        for (Future<Integer> delivery : threads.invokeAll(deliveries)) {
            changed += delivery.get();
        }
        threads.shutdown();
        assertThat(changed).isEqualTo(200);
    }

    @Test
    void only_failed_messages_can_be_sent_again() {
        long id = sentMessage("wamid.A");
        assertThat(outbox.sendAgain(id)).isFalse();
        assertThat(outbox.sendAgain(id + 1)).isFalse();
        outbox.apply(List.of(status(id, "wamid.A", FAILED, 1)));
        fixture.clock.advance(Duration.ofMinutes(5));
        assertThat(outbox.sendAgain(id)).isTrue();
        assertThat(fixture.row(id))
                .containsEntry("state", "PENDING")
                .containsEntry("attempts", 0)
                .containsEntry("wamid", null)
                .containsEntry("error", null)
                .containsEntry("failed_at", null);
    }

    @Test
    void kind_must_fit() {
        assertThatThrownBy(() -> new OutboundMessage(
                        fixture.salon, Realm.LIVE, customer, null, null, null, "k".repeat(31), CARD, NOON))
                .hasMessageContaining("1 to 30");
    }

    private long reply(long inboundId, @Nullable UUID session, @Nullable UUID booking, InteractiveMessage content) {
        return outbox.add(new OutboundMessage(
                fixture.salon, Realm.LIVE, customer, inboundId, session, booking, "test", content, NOON));
    }

    private long sentMessage(String wamid) {
        long id = fixture.add(customer, "hello");
        fixture.database
                .jdbc()
                .sql("UPDATE outbound_messages SET state = 'SENT', attempts = 1, wamid = ?,"
                        + " sent_at = created_at WHERE id = ?")
                .params(wamid, id)
                .update();
        return id;
    }

    private static StatusUpdate status(long id, String wamid, Status status, int second) {
        return new StatusUpdate(NUMBER, wamid, "qb-" + id, status, NOON.plusSeconds(second), null, null);
    }
}
