package io.quickbooking.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.redis.Redis;
import io.quickbooking.core.redis.RedisUrl;
import io.quickbooking.testing.RedisServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two nodes with a real Redis between them.
 *
 * <p>Seen to fail with: a node that listens to itself; each change in a message of its own; no word when Redis is back.
 */
class RedisSignalsTest {
    private static final UUID AURORA = UUID.randomUUID();
    private static final UUID BOREALIS = UUID.randomUUID();

    private final RedisServer server = RedisServer.start();
    private final Node here = new Node();
    private final Node there = new Node();

    /** Signals of one node and what its pages hear. */
    private final class Node implements SignalListener {
        final Redis redis = new Redis(RedisUrl.parse(server.url()), InstantSource.system());
        final Signals signals = new Signals();
        final RedisSignals shared = new RedisSignals(redis, signals);
        final List<String> heard = new CopyOnWriteArrayList<>();
        final AtomicInteger missed = new AtomicInteger();

        Node() {
            shared.start();
            signals.addListener(this);
        }

        @Override
        public void changed(UUID salonId, Set<Topic> topics) {
            heard.add((salonId.equals(AURORA) ? "aurora" : "borealis") + " " + EnumSet.copyOf(topics));
        }

        @Override
        public void missed() {
            missed.incrementAndGet();
        }

        void close() {
            shared.close();
            redis.close();
        }
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        server.close();
    }

    @Test
    void a_change_is_told_on_each_node_once() {
        tell(here, AURORA, there);
        tell(there, BOREALIS, here);
    }

    /** On a busy machine Redis may seem to be away for a moment, and word is lost. */
    private static void tell(Node teller, UUID salon, Node listener) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            teller.heard.clear();
            listener.heard.clear();
            teller.signals.publish(salon, Topic.BOOKINGS, Topic.SESSIONS);
            awaitQuiet();
            assertThat(teller.heard).hasSize(1);
            assertThat(listener.heard).isEqualTo(teller.heard);
        });
    }

    @Test
    void many_changes_at_once_are_one_message() {
        AtomicInteger messages = new AtomicInteger();
        there.redis.subscribe("quickbooking:changed", message -> messages.incrementAndGet());
        for (int i = 0; i < 500; i++) {
            here.signals.publish(i % 2 == 0 ? AURORA : BOREALIS, i < 250 ? Topic.SESSIONS : Topic.BOOKINGS);
        }
        Awaitility.await().until(() -> there.heard.size() >= 2);
        awaitQuiet();
        assertThat(here.heard).hasSize(500);
        assertThat(messages).hasPositiveValue().hasValueLessThan(50);
        assertThat(String.join(" ", there.heard)).contains("aurora", "borealis", "SESSIONS", "BOOKINGS");
    }

    @Test
    void what_was_said_while_redis_was_away_is_looked_up_again() {
        server.kill();
        here.signals.publish(AURORA, Topic.BOOKINGS);
        assertThat(here.heard).containsExactly("aurora [BOOKINGS]");
        Awaitility.await()
                .until(() -> there.redis.awaySince().isPresent()
                        && here.redis.awaySince().isPresent());
        server.startAgain();
        Awaitility.await().until(() -> there.missed.get() == 1 && here.missed.get() == 1);
        assertThat(there.heard).isEmpty();
        Awaitility.await().until(() -> {
            here.signals.publish(AURORA, Topic.SESSIONS);
            return there.heard.contains("aurora [SESSIONS]");
        });
    }

    @Test
    void what_another_version_says_is_understood_as_far_as_it_goes() {
        String salon = "\"" + AURORA + "\"";
        for (String message : List.of(
                "",
                "[]",
                "null",
                "{}",
                "{\"node\":\"" + UUID.randomUUID() + "\"}",
                "{\"node\":\"x\",\"changes\":{}}",
                "{\"node\":\"" + UUID.randomUUID() + "\",\"changes\":{" + salon + ":[\"weather\"]}}",
                "{\"node\":\"" + UUID.randomUUID() + "\",\"more\":1,\"changes\":{" + salon
                        + ":[\"weather\",\"catalog\"]}}")) {
            here.redis.publish("quickbooking:changed", message);
        }
        Awaitility.await().until(() -> there.heard.contains("aurora [CATALOG]"));
        assertThat(there.heard).containsExactly("aurora [CATALOG]");
    }

    /** Longer than what is gathered before it is told. */
    private static void awaitQuiet() {
        Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    }
}
