package io.quickbooking.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.testing.PostgresPair;
import io.quickbooking.testing.TcpProxy;
import io.quickbooking.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Reading from a real standby. Seen to fail: without the wait for the position ({@code reaches}), {@code
 * nobody_reads_what_is_older_than_the_question}; without the age that a replica may have, {@code a_replica_that_has_stopped
 * ...}; without the look at what it is, {@code a_database_that_is_no_copy_is_not_asked}; without the limit of time, {@code
 * a_silent_replica_costs_a_moment_once}.
 */
class ReplicaTest {
    private static PostgresPair servers;

    private final TcpProxy way = TcpProxy.to(servers.standbyPort());
    private @Nullable ReplicatedDataSource dataSource;

    interface Notes {
        @Insert("INSERT INTO notes (text) VALUES (#{text})")
        void add(String text);

        @Select("SELECT count(*) FROM notes")
        int count();

        @Select("SELECT pg_is_in_recovery()")
        boolean onReplica();
    }

    @BeforeAll
    static void start() {
        servers = PostgresPair.start();
        servers.jdbc().sql("CREATE TABLE notes (text text)").update();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void follow() {
        servers.jdbc().sql("TRUNCATE notes").update();
    }

    @AfterEach
    void close() throws Exception {
        if (dataSource != null) {
            dataSource.close();
        }
        way.close();
    }

    private final class Node {
        private final Transactions transactions;
        private final Notes notes;
        private final Replica replica;

        Node(HikariDataSource copy, ReplicaSettings settings) {
            ReplicatedDataSource both =
                    new ReplicatedDataSource(servers.pool(), copy, settings, InstantSource.system());
            dataSource = both;
            replica = both.replica();
            notes = new Mappers(both).get(Notes.class);
            transactions =
                    new Transactions(new JdbcTransactionManager(both), 3, Duration.ofMillis(10), Measures.NONE, both);
        }

        boolean readsOnReplica() {
            return transactions.read(notes::onReplica);
        }

        void awaitFollowing() {
            await().until(() -> replica.state().kind() == Replica.Kind.FOLLOWS);
        }
    }

    private Node node() {
        return node(ReplicaSettings.DEFAULT);
    }

    private Node node(ReplicaSettings settings) {
        Node node = new Node(PostgresPair.pool(way.port()), settings);
        node.awaitFollowing();
        return node;
    }

    /** Whose replica may be as old and as slow as it likes, so that nothing else keeps old answers away. */
    private Node trustingNode() {
        ReplicaSettings usual = ReplicaSettings.DEFAULT;
        return node(new ReplicaSettings(
                usual.pollInterval(),
                Duration.ofHours(1),
                usual.catchUpTimeout(),
                usual.readTimeout(),
                usual.readTimeout()));
    }

    @Test
    void reads_go_to_the_replica_and_writes_to_the_database() {
        Node node = node();
        assertThat(node.readsOnReplica()).isTrue();
        assertThat(node.transactions.run(node.notes::onReplica)).isFalse();
        assertThat(node.replica.answered()).isOne();
        assertThat(node.transactions.run(() -> {
                    node.notes.add("within what writes, what it has written is read");
                    return node.transactions.read(node.notes::count);
                }))
                .isOne();
    }

    @Test
    void nobody_reads_what_is_older_than_the_question() {
        Node node = trustingNode();
        for (int written = 1; written <= 200; written++) {
            node.transactions.runVoid(() -> node.notes.add("new"));
            assertThat(node.transactions.read(node.notes::count)).isEqualTo(written);
        }
        assertThat(node.replica.answered()).isGreaterThan(20);

        servers.pauseReplay();
        try {
            node.transactions.runVoid(() -> node.notes.add("unknown to the replica"));
            assertThat(node.transactions.read(node.notes::count)).isEqualTo(201);
            assertThat(node.replica.passedOver()).isPositive();
        } finally {
            servers.resumeReplay();
        }
    }

    @Test
    void what_is_asked_aside_is_read_on_the_replica_if_that_is_new_enough() {
        Node node = trustingNode();
        assertThat(node.transactions.run(() -> node.transactions.readIf(() -> true, node.notes::onReplica)))
                .isTrue();
        assertThat(node.transactions.run(() -> node.transactions.readIf(() -> false, node.notes::onReplica)))
                .isFalse();
        assertThat(node.transactions.run(() -> {
                    node.notes.add("of a transaction that goes on");
                    node.transactions.readIf(() -> true, node.notes::onReplica);
                    return node.notes.count();
                }))
                .isOne();
    }

    @Test
    void a_replica_that_has_stopped_to_follow_is_not_asked_until_it_has_caught_up() {
        Node node = node();
        servers.pauseReplay();
        try {
            node.transactions.runVoid(() -> node.notes.add("unknown to the replica"));
            await().until(() -> node.replica.state().kind() == Replica.Kind.BEHIND);
            assertThat(node.transactions.readIf(() -> true, node.notes::count)).isOne();
            assertThat(node.replica.behind()).isGreaterThan(ReplicaSettings.DEFAULT.maxLag());
        } finally {
            servers.resumeReplay();
        }
        node.awaitFollowing();
        assertThat(node.transactions.readIf(() -> true, node.notes::count)).isOne();
        assertThat(node.readsOnReplica()).isTrue();
    }

    @Test
    void a_replica_that_dies_is_done_without_and_asked_again_when_it_is_back() {
        Node node = node();
        servers.stopStandby();
        try {
            assertThat(node.readsOnReplica()).isFalse();
            await().until(() -> node.replica.state().kind() == Replica.Kind.AWAY);
            assertThat(node.readsOnReplica()).isFalse();
        } finally {
            servers.startStandby();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> node.replica.state().kind() == Replica.Kind.FOLLOWS);
        await().until(node::readsOnReplica);
    }

    @Test
    void a_silent_replica_costs_a_moment_once() {
        Node node = node();
        assertThat(node.readsOnReplica()).isTrue();
        way.freeze();
        // Longer would be kept from the customer whose tap it is by the lock on their row.
        assertThat(TimeLimit.within(
                        Duration.ofSeconds(3),
                        () -> node.transactions.run(() -> node.transactions.readIf(() -> true, node.notes::onReplica))))
                .isFalse();
        await().until(() -> node.replica.state().kind() == Replica.Kind.AWAY);
        assertThat(node.readsOnReplica()).isFalse();
        way.thaw();
        await().atMost(Duration.ofSeconds(20)).until(() -> node.replica.state().kind() == Replica.Kind.FOLLOWS);
        await().until(node::readsOnReplica);
    }

    @Test
    void while_nobody_can_tell_how_old_the_replica_is_it_is_not_asked() throws Exception {
        try (TcpProxy wayToDatabase = TcpProxy.to(servers.port());
                ReplicatedDataSource both = new ReplicatedDataSource(
                        PostgresPair.pool(wayToDatabase.port()),
                        PostgresPair.pool(servers.standbyPort()),
                        InstantSource.system())) {
            Replica replica = both.replica();
            await().until(() -> replica.state().kind() == Replica.Kind.FOLLOWS);
            wayToDatabase.freeze();
            await().until(() -> replica.behind().compareTo(ReplicaSettings.DEFAULT.maxLag()) > 0);
            assertThat(replica.readIf(() -> true, () -> "old", work -> work.get()))
                    .isEmpty();
        }
    }

    /** Seen to fail without the pause: each tap would wait for as long as the first. */
    @Test
    void a_replica_that_has_been_too_slow_is_left_alone_for_a_moment() {
        Node node = node();
        node.transactions.readIf(
                () -> {
                    throw new QueryTimeoutException("slow", new SQLException("slow", "57014"));
                },
                node.notes::onReplica);
        AtomicInteger asked = new AtomicInteger();
        BooleanSupplier ask = () -> asked.incrementAndGet() > 0;
        assertThat(node.transactions.readIf(ask, node.notes::onReplica)).isFalse();
        assertThat(asked).hasValue(0);
        await().until(() -> node.transactions.readIf(ask, node.notes::onReplica));
    }

    @Test
    void work_that_fails_on_the_replica_is_done_on_the_database() {
        Node node = node();
        int count = node.transactions.read(() -> {
            node.notes.add("no replica takes this");
            return node.notes.count();
        });
        assertThat(count).isOne();
    }

    @Test
    void a_database_that_is_no_copy_is_not_asked() {
        Node itself = new Node(servers.pool(), ReplicaSettings.DEFAULT);
        await().until(() -> itself.replica.state().kind() == Replica.Kind.NO_COPY);
        assertThat(itself.replica.state().reason()).contains("accepts writes");
        itself.readsOnReplica();
        assertThat(itself.replica.answered()).isZero();
    }

    @Test
    void a_copy_of_another_database_is_not_asked() throws Exception {
        try (TestDatabase other = TestDatabase.create();
                ReplicatedDataSource both = new ReplicatedDataSource(
                        other.dataSource(), PostgresPair.pool(servers.standbyPort()), InstantSource.system())) {
            Replica replica = both.replica();
            await().until(() -> replica.state().kind() == Replica.Kind.NO_COPY);
            assertThat(replica.state().reason()).contains("another database");
        }
    }
}
