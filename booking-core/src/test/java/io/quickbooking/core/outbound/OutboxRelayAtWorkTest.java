package io.quickbooking.core.outbound;

import static io.quickbooking.core.outbound.OutboxFixture.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.GraphApiStandIn.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The relay as it runs: its threads, how fast it is, and several relays on one database. */
class OutboxRelayAtWorkTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final RelaySettings NEVER_POLLS = new RelaySettings(Duration.ofHours(1), 16);
    private static final RelaySettings POLLS_OFTEN = new RelaySettings(Duration.ofMillis(50), 16);

    private final OutboxFixture fixture = new OutboxFixture();
    private final GraphApiStandIn graph = fixture.graph;
    private final List<OutboxRelay> relays = new ArrayList<>();

    @AfterEach
    void close() {
        graph.close();
        relays.forEach(OutboxRelay::close);
        fixture.close();
    }

    @Test
    void woken_relay_sends_without_looking_by_itself() {
        UUID customer = fixture.customer(1);
        start(NEVER_POLLS);
        fixture.add(customer, "warms up");
        fixture.outbox.wake();
        graph.await(1, SOON);
        awaitSent(1);
        fixture.add(customer, "hello");
        fixture.outbox.wake();
        graph.await(2, SOON);
    }

    @Test
    void relay_that_nobody_wakes_looks_by_itself() {
        start(POLLS_OFTEN);
        fixture.add(fixture.customer(1), "hello");
        graph.await(1, SOON);
    }

    @Test
    void customers_get_their_messages_in_order_and_side_by_side() {
        Random random = new Random(11);
        List<UUID> customers =
                IntStream.range(0, 20).mapToObj(fixture::customer).toList();
        customers.forEach(customer -> addMessages(customer, 5));
        for (int i = 0; i < 100; i++) {
            graph.answerNext(1, GraphApiStandIn.delay(Duration.ofMillis(random.nextInt(40)), GraphApiStandIn.accept()));
        }
        start(NEVER_POLLS);
        awaitSent(100);
        assertInOrder(20, 5);
        assertThat(graph.mostOpen()).isBetween(2, 16);
    }

    /** Without a look at the numbers that were left out, the relay sleeps on as if nothing were due. */
    @Test
    void number_whose_pause_ends_while_messages_are_leased_is_not_forgotten() {
        graph.answerNext(
                1, GraphApiStandIn.delay(Duration.ofMillis(200), GraphApiStandIn.error(429, 130429, "Slower")));
        fixture.add(fixture.customer(1), "hello");
        AtomicInteger readings = new AtomicInteger();
        // A pause of 1 to 1.2 s still lasts when the messages are leased, and is over a reading later.
        start(() -> fixture.clock.instant().plusMillis(700L * readings.incrementAndGet()), NEVER_POLLS);
        awaitSent(1);
    }

    @Test
    void two_relays_share_the_work_without_sending_anything_twice() {
        List<UUID> customers =
                IntStream.range(0, 40).mapToObj(fixture::customer).toList();
        customers.forEach(customer -> addMessages(customer, 3));
        start(POLLS_OFTEN);
        start(POLLS_OFTEN);
        awaitSent(120);
        assertInOrder(40, 3);
        assertThat(fixture.database.count("outbound_messages WHERE attempts <> 1"))
                .isZero();
    }

    @Test
    void number_sends_no_more_than_80_messages_in_a_second() {
        IntStream.range(0, 90).forEach(number -> fixture.add(fixture.customer(number), "hello"));
        long began = System.nanoTime();
        start(NEVER_POLLS);
        graph.await(81, SOON);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        awaitSent(90);
    }

    @Test
    void slow_recipient_holds_up_nobody_else() {
        CountDownLatch patience = new CountDownLatch(1);
        graph.answer(to(0), GraphApiStandIn.after(patience, GraphApiStandIn.accept()));
        long slow = fixture.add(fixture.customer(0), "hello");
        for (int number = 1; number <= 20; number++) {
            UUID customer = fixture.customer(number);
            fixture.add(customer, "first");
            fixture.add(customer, "second");
        }
        start(NEVER_POLLS);
        awaitSent(40);
        assertThat(fixture.state(slow)).isEqualTo("PENDING");
        patience.countDown();
        awaitSent(41);
    }

    @Test
    void closing_relay_writes_down_what_was_on_its_way() {
        CountDownLatch closing = new CountDownLatch(1);
        graph.answer(to(1), GraphApiStandIn.after(closing, GraphApiStandIn.accept()));
        UUID customer = fixture.customer(1);
        long first = fixture.add(customer, "on its way");
        long second = fixture.add(customer, "for the next relay");
        OutboxRelay relay = start(NEVER_POLLS);
        graph.await(1, SOON);
        Thread closer = new Thread(relay::close);
        closer.start();
        await().atMost(SOON).until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        closing.countDown();
        await().atMost(Duration.ofSeconds(5)).until(() -> !closer.isAlive());
        assertThat(fixture.state(first)).isEqualTo("SENT");
        assertThat(fixture.row(second)).containsEntry("state", "PENDING").containsEntry("attempts", 0);
    }

    @Test
    void closing_relay_does_not_wait_for_a_database_that_is_gone() {
        graph.answer(to(1), (exchange, standIn) -> {
            rename("outbound_messages", "away");
            GraphApiStandIn.accept().answer(exchange, standIn);
        });
        fixture.add(fixture.customer(1), "hello");
        OutboxRelay relay = start(POLLS_OFTEN);
        graph.await(1, SOON);
        await().atMost(SOON).until(() -> fixture.database.count("pg_tables WHERE tablename = 'away'") == 1);
        Thread closer = new Thread(relay::close);
        closer.start();
        await().atMost(SOON).until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        relay.databaseIsGone();
        await().atMost(Duration.ofSeconds(5)).until(() -> !closer.isAlive());
    }

    @Test
    void answer_is_written_down_when_the_database_is_back() {
        long id = fixture.add(fixture.customer(1), "hello");
        graph.answer(to(1), (exchange, standIn) -> {
            rename("outbound_messages", "away");
            GraphApiStandIn.accept().answer(exchange, standIn);
        });
        start(POLLS_OFTEN);
        graph.await(1, SOON);
        await().atMost(SOON).until(() -> fixture.database.count("pg_tables WHERE tablename = 'away'") == 1);
        rename("away", "outbound_messages");
        awaitSent(1);
        assertThat(fixture.row(id)).containsEntry("attempts", 1);
        assertThat(graph.requests()).hasSize(1);
    }

    @Test
    void relay_starts_only_once() {
        OutboxRelay relay = start(NEVER_POLLS);
        assertThatThrownBy(relay::start).isInstanceOf(IllegalStateException.class);
    }

    private OutboxRelay start(RelaySettings settings) {
        return start(fixture.clock, settings);
    }

    private OutboxRelay start(InstantSource clock, RelaySettings settings) {
        OutboxRelay relay = fixture.relay(clock, settings);
        relays.add(relay);
        relay.start();
        return relay;
    }

    private void addMessages(UUID customer, int count) {
        IntStream.range(0, count).forEach(n -> fixture.add(customer, "message " + n));
    }

    private void rename(String table, String to) {
        fixture.database.jdbc().sql("ALTER TABLE " + table + " RENAME TO " + to).update();
    }

    private void awaitSent(int messages) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> fixture.database.count("outbound_messages WHERE state = 'SENT'") == messages);
    }

    private void assertInOrder(int customers, int messages) {
        List<String> expected =
                IntStream.range(0, messages).mapToObj(n -> "message " + n).toList();
        for (int number = 0; number < customers; number++) {
            assertThat(graph.requestsTo(to(number))).extracting(Request::text).isEqualTo(expected);
        }
    }
}
