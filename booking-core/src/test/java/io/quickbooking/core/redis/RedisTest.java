package io.quickbooking.core.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quickbooking.testing.RedisServer;
import io.quickbooking.testing.TestCertificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real servers, as they come and go.
 *
 * <p>Seen to fail with: an away Redis asked all the same; no look whether it is back.
 */
class RedisTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** A quarter of a second for each of 1,500 would take six times as long. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void what_was_set_is_there_for_other_nodes_until_it_is_removed() {
        try (RedisServer server = RedisServer.start();
                Redis one = redis(server.url());
                Redis other = redis(server.url())) {
            assertThat(one.awaySince()).isEmpty();
            one.set("a", "ä", MINUTE);
            assertThat(other.get("a")).contains("ä");
            other.set("a", "b", MINUTE);
            assertThat(one.get("a")).contains("b");
            one.remove("a");
            assertThat(other.get("a")).isEmpty();
        }
    }

    @Test
    void what_is_published_is_heard_by_all_nodes() {
        try (RedisServer server = RedisServer.start();
                Redis one = redis(server.url());
                Redis other = redis(server.url())) {
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            one.subscribe("news", text -> heard.add("one " + text));
            other.subscribe("news", text -> heard.add("other " + text));
            other.publish("gossip", "nothing");
            other.publish("news", "ä");
            Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrder("one ä", "other ä"));
        }
    }

    @Test
    void who_begins_to_listen_while_it_is_away_hears_when_it_is_back() {
        try (RedisServer server = RedisServer.start();
                Redis redis = redis(server.url())) {
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            server.kill();
            redis.subscribe("news", heard::add);
            server.startAgain();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                redis.publish("news", "at last");
                return heard.contains("at last");
            });
        }
    }

    @Test
    void without_redis_there_is_nothing_and_nobody_waits() {
        try (Redis redis = redis("redis://127.0.0.1:" + RedisServer.freePort())) {
            assertThat(redis.awaySince()).isPresent();
            assertGoesWithout(redis);
        }
    }

    @Test
    void when_it_is_killed_nobody_waits_and_when_it_is_back_it_is_used_again() {
        try (RedisServer server = RedisServer.start();
                Redis redis = redis(server.url())) {
            AtomicInteger returns = new AtomicInteger();
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            redis.whenBack(returns::incrementAndGet);
            redis.subscribe("news", heard::add);
            redis.set("a", "1", MINUTE);
            server.kill();
            assertGoesWithout(redis);
            assertThat(redis.awaySince()).isPresent();
            assertThat(returns).hasValue(0);

            server.startAgain();
            Awaitility.await().until(() -> redis.awaySince().isEmpty());
            assertThat(returns).hasValue(1);
            redis.set("a", "2", MINUTE);
            assertThat(redis.get("a")).contains("2");
            Awaitility.await().until(() -> {
                redis.publish("news", "again");
                return !heard.isEmpty();
            });
        }
    }

    @Test
    void when_it_answers_nothing_it_is_left_alone_until_it_does() {
        try (RedisServer server = RedisServer.start();
                Redis redis = redis(server.url())) {
            redis.set("a", "1", MINUTE);
            server.hang();
            assertGoesWithout(redis);
            assertThat(redis.awaySince()).isPresent();

            server.goOn();
            Awaitility.await().until(() -> redis.awaySince().isEmpty());
            assertThat(redis.get("a")).isPresent();
        }
    }

    @Test
    void a_server_that_takes_nothing_is_none() {
        try (RedisServer server = RedisServer.start("--maxmemory", "100kb", "--maxmemory-policy", "noeviction");
                Redis redis = redis(server.url())) {
            assertGoesWithout(redis);
            assertThat(redis.awaySince()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"redis://:wrong@127.0.0.1:%d", "redis://127.0.0.1:%d", "redis://nobody:secret@127.0.0.1:%d"})
    void with_a_wrong_password_there_is_none(String url) {
        try (RedisServer server = RedisServer.start("--requirepass", "secret");
                Redis redis = redis(url.formatted(server.port()))) {
            assertThat(redis.awaySince()).isPresent();
            assertGoesWithout(redis);
        }
    }

    @Test
    void with_the_password_of_a_user_there_is_one() {
        try (RedisServer server = RedisServer.start("--user", "salon", "on", ">s3cr:t", "~*", "&*", "+@all");
                Redis redis = redis("redis://salon:s3cr%3At@127.0.0.1:" + server.port() + "/2")) {
            assertWorks(redis);
        }
    }

    @Test
    void encrypted_with_a_certificate_that_is_checked() {
        TestCertificate certificate = TestCertificate.forLoopback();
        int port = RedisServer.freePort();
        try (RedisServer ignored = RedisServer.on(
                0,
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                certificate.pem().toString(),
                "--tls-key-file",
                certificate.key().toString(),
                "--tls-auth-clients",
                "no")) {
            String address = "rediss://127.0.0.1:" + port;
            try (Redis trusting = redis(address + "?verifyPeer=none");
                    Redis careful = redis(address)) {
                assertWorks(trusting);
                assertThat(careful.awaySince()).isPresent();
            }
        }
    }

    @Test
    void a_master_that_sentinels_know_and_the_next_one() {
        try (RedisServer master = RedisServer.start();
                RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
                RedisServer sentinel = RedisServer.sentinel("salons", master.port());
                Redis redis = redis("redis-sentinel://127.0.0.1:" + sentinel.port() + "#salons")) {
            assertWorks(redis);
            Awaitility.await().until(() -> sentinel.log().contains("+slave slave 127.0.0.1:" + replica.port()));
            master.kill();
            assertWorksWithin(Duration.ofSeconds(40), redis);
        }
    }

    @Test
    void a_cluster_of_three() {
        List<RedisServer> servers = new ArrayList<>();
        try {
            IntStream.range(0, 3).forEach(i -> servers.add(RedisServer.clusterNode()));
            RedisServer.join(servers);
            try (Redis redis = redis("redis-cluster://127.0.0.1:%d,127.0.0.1:%d"
                    .formatted(servers.get(0).port(), servers.get(1).port()))) {
                assertWorks(redis);
                for (int i = 0; i < 50; i++) {
                    redis.set("key" + i, "value" + i, MINUTE);
                }
                for (int i = 0; i < 50; i++) {
                    assertThat(redis.get("key" + i)).contains("value" + i);
                }
                Queue<String> heard = new ConcurrentLinkedQueue<>();
                redis.subscribe("news", heard::add);
                redis.publish("news", "all");
                Awaitility.await().until(() -> heard.contains("all"));
            }
        } finally {
            servers.forEach(RedisServer::close);
        }
    }

    private static Redis redis(String url) {
        return new Redis(RedisUrl.parse(url), InstantSource.system());
    }

    /** At last: on a busy machine an answer may take longer than it may. */
    private static void assertWorks(Redis redis) {
        assertWorksWithin(Duration.ofSeconds(10), redis);
    }

    private static void assertWorksWithin(Duration time, Redis redis) {
        Awaitility.await().atMost(time).untilAsserted(() -> {
            redis.set("works", "yes", MINUTE);
            assertThat(redis.get("works")).contains("yes");
        });
        assertThat(redis.awaySince()).isEmpty();
    }

    private static void assertGoesWithout(Redis redis) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            for (int i = 0; i < 500; i++) {
                redis.set("a", "1".repeat(1_000), MINUTE);
                redis.remove("b");
                redis.publish("news", "unheard");
            }
            assertThat(redis.get("nothing")).isEmpty();
        });
    }
}
