package io.quickbooking.core.outbound;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.Statements;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.UnsteadyDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Answers to taps are written as leased to the relay of the node that decided them, which sends them without looking for
 * them. Where it cannot, they wait as every message does.
 */
class LeasedAnswersTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ANA = "15550100001";
    private static final String BEN = "15550100002";
    private static final String THREE_PM = "slot_2026-06-02_15:00_m123";
    private static final String FIVE_PM = "slot_2026-06-02_17:00_m123";

    private final TestDatabase database = TestDatabase.create(5);
    private final GraphApiStandIn graph = GraphApiStandIn.start();
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final UnsteadyDataSource connections = new UnsteadyDataSource(database.dataSource());
    private final TestCore core = new TestCore(connections, clock);
    private final Statements.Kept statements = Statements.kept();
    private final List<OutboxRelay> relays = new ArrayList<>();

    @BeforeEach
    void openSalon() {
        aSalon().in(database);
    }

    @AfterEach
    void close() {
        graph.close();
        relays.forEach(OutboxRelay::close);
        database.close();
    }

    @Test
    void answer_is_sent_without_being_looked_for() {
        startAndSettle(16);
        core.tap(ANA, THREE_PM);
        awaitSent(1);
        assertThat(statements.since()).hasSize(1).allMatch(sql -> sql.startsWith("WITH outcome"));
        assertThat(rows()).containsExactly(Map.of("state", "SENT", "attempts", 1));
    }

    @Test
    void answer_behind_another_one_waits_for_it() {
        CountDownLatch patience = new CountDownLatch(1);
        graph.answerNext(1, GraphApiStandIn.after(patience, GraphApiStandIn.accept()));
        startAndSettle(16);
        core.tap(ANA, THREE_PM);
        graph.await(1, SOON);
        core.tap(ANA, FIVE_PM);
        assertThat(attempts()).containsExactly(1, 0);
        patience.countDown();
        awaitSent(2);
        assertThat(attempts()).containsExactly(1, 1);
    }

    @Test
    void answer_that_a_busy_relay_cannot_take_is_found_when_it_has_room() {
        CountDownLatch patience = new CountDownLatch(1);
        graph.answerNext(1, GraphApiStandIn.after(patience, GraphApiStandIn.accept()));
        startAndSettle(1);
        core.tap(ANA, THREE_PM);
        graph.await(1, SOON);
        core.tap(BEN, FIVE_PM);
        assertThat(attempts()).containsExactly(1, 0);
        patience.countDown();
        awaitSent(2);
    }

    @Test
    void answer_from_a_number_that_pauses_is_given_back() {
        graph.answerNext(1, GraphApiStandIn.error(429, 130429, "Slower"));
        startAndSettle(16);
        core.tap(ANA, THREE_PM);
        await().atMost(SOON).until(() -> database.count("outbound_messages WHERE error_code IS NOT NULL") == 1);
        core.tap(BEN, FIVE_PM);
        await().atMost(SOON).until(() -> attempts().equals(List.of(1, 0)));
        clock.advance(Duration.ofMinutes(1));
        core.outbox.wake();
        awaitSent(2);
    }

    @Test
    void answers_from_one_number_go_at_its_pace() {
        startAndSettle(16);
        long began = System.nanoTime();
        IntStream.range(10, 100).forEach(number -> core.tap("155501000" + number, THREE_PM));
        graph.await(81, SOON);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        awaitSent(90);
        assertThat(graph.requests()).hasSize(90);
    }

    @Test
    void answer_of_a_node_that_dies_is_sent_by_another_when_the_lease_ends() {
        core.outbox.connect(new Outbox.Relay() {
            @Override
            public void wake() {
                // Dead.
            }

            @Override
            public boolean hasRoom() {
                return true;
            }

            @Override
            public void send(ClaimedMessage leased) {
                // Dead.
            }
        });
        core.tap(ANA, THREE_PM);
        OutboxRelay other = relay(16);
        assertThat(other.runOnce()).isZero();
        clock.advance(OutboxRelay.LEASE);
        assertThat(other.runOnce()).isOne();
        assertThat(rows()).containsExactly(Map.of("state", "SENT", "attempts", 2));
    }

    @Test
    void answer_whose_commit_was_not_heard_is_sent_at_once() {
        startAndSettle(16);
        Tap tap = core.aTap(ANA, THREE_PM, "test.unheard", clock.instant());
        connections.next(UnsteadyDataSource.Fate.LOST_AFTER);
        core.handler.handle(tap);
        awaitSent(1);
        assertThat(graph.requests()).hasSize(1);
    }

    @Test
    void without_a_relay_it_is_anybodys() {
        core.tap(ANA, THREE_PM);
        assertThat(attempts()).containsExactly(0);
        assertThat(relay(16).runOnce()).isOne();
    }

    @Test
    void what_a_relay_was_given_and_did_not_send_before_it_closed_is_anybodys() {
        CountDownLatch patience = new CountDownLatch(1);
        graph.answerNext(1, GraphApiStandIn.after(patience, GraphApiStandIn.accept()));
        OutboxRelay relay = startAndSettle(16);
        core.tap(ANA, THREE_PM);
        graph.await(1, SOON);
        Thread closer = new Thread(relay::close);
        closer.start();
        await().atMost(SOON).until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        core.tap(BEN, FIVE_PM);
        assertThat(attempts()).containsExactly(1, 0);
        patience.countDown();
        awaitSent(1);
        assertThat(relay(16).runOnce()).isOne();
    }

    /** A relay that looks for itself once an hour, and has done so. */
    private OutboxRelay startAndSettle(int parallel) {
        OutboxRelay relay = relay(parallel);
        relay.start();
        await().atMost(SOON).until(() -> !statements.since().isEmpty());
        return relay;
    }

    private OutboxRelay relay(int parallel) {
        OutboxRelay relay = new OutboxRelay(
                new Mappers(database.dataSource(), statements),
                core.outbox,
                new CloudApiClient(new CloudApiSettings(
                        graph.url(), "v26.0", "test-token", Duration.ofSeconds(3), Duration.ofSeconds(10))),
                core.signals,
                clock,
                new RelaySettings(Duration.ofHours(1), parallel),
                Measures.NONE,
                Traces.NONE);
        relays.add(relay);
        return relay;
    }

    private List<Map<String, Object>> rows() {
        return database.jdbc()
                .sql("SELECT state, attempts FROM outbound_messages ORDER BY id")
                .query()
                .listOfRows();
    }

    private List<Integer> attempts() {
        return database.jdbc()
                .sql("SELECT attempts FROM outbound_messages ORDER BY id")
                .query(Integer.class)
                .list();
    }

    private void awaitSent(int messages) {
        await().atMost(SOON).until(() -> database.count("outbound_messages WHERE state = 'SENT'") == messages);
    }
}
