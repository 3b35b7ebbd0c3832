package io.quickbooking.core.session;

import io.quickbooking.core.redis.Redis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores sessions in Redis as JSON, for all nodes. While Redis is unavailable, every session is read from the journal.
 */
public final class RedisSessionStore implements SessionStore {
    private static final Logger log = LoggerFactory.getLogger(RedisSessionStore.class);
    private static final String PREFIX = "quickbooking:session:";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Redis redis;
    private final InstantSource clock;

    public RedisSessionStore(Redis redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public Optional<SessionContext> find(String key) {
        return redis.get(PREFIX + key)
                .flatMap(RedisSessionStore::read)
                .filter(session -> session.key().equals(key));
    }

    @Override
    public void put(SessionContext session) {
        redis.set(
                PREFIX + session.key(),
                JSON.writeValueAsString(session),
                Duration.between(clock.instant(), session.expiresAt()));
    }

    @Override
    public void remove(String key) {
        redis.remove(PREFIX + key);
    }

    @Override
    public boolean outlivesNode() {
        return true;
    }

    /** Reads a session, unless a node of another version wrote it in an unknown form. */
    private static Optional<SessionContext> read(String json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, SessionContext.class));
        } catch (JacksonException notOurs) {
            log.debug("Session in Redis not readable, the journal is read instead", notOurs);
            return Optional.empty();
        }
    }
}
