package io.quickbooking.core.conversation;

import io.quickbooking.core.redis.Redis;
import io.quickbooking.core.redis.RedisUrl;
import io.quickbooking.core.session.RedisSessionStore;
import io.quickbooking.core.session.SessionStore;
import io.quickbooking.testing.RedisServer;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** All of it again with the sessions in a real Redis, where all nodes have the same ones. */
class FlowOverRedisTest extends FlowTest {
    private static RedisServer server;
    private static Redis redis;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        redis = new Redis(RedisUrl.parse(server.url()), InstantSource.system());
    }

    @AfterAll
    static void stop() {
        redis.close();
        server.close();
    }

    @Override
    SessionStore store(InstantSource clock) {
        return new RedisSessionStore(redis, clock);
    }
}
