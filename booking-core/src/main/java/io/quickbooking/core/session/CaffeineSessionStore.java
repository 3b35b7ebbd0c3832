package io.quickbooking.core.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Stores sessions in the memory of this process. */
public final class CaffeineSessionStore implements SessionStore {
    private static final int MOST_SESSIONS = 500_000;

    private final Cache<String, SessionContext> sessions;

    public CaffeineSessionStore(InstantSource clock) {
        sessions = Caffeine.newBuilder()
                .maximumSize(MOST_SESSIONS)
                .expireAfter(Expiry.writing(
                        (String key, SessionContext session) -> Duration.between(clock.instant(), session.expiresAt())))
                .scheduler(Scheduler.systemScheduler())
                .build();
    }

    @Override
    public Optional<SessionContext> find(String key) {
        return Optional.ofNullable(sessions.getIfPresent(key));
    }

    @Override
    public void put(SessionContext session) {
        sessions.put(session.key(), session);
    }

    @Override
    public void remove(String key) {
        sessions.invalidate(key);
    }
}
