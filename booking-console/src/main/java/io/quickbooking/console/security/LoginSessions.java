package io.quickbooking.console.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quickbooking.console.accounts.ConsoleLogin;
import io.quickbooking.console.accounts.ConsoleLogins;
import io.quickbooking.console.desk.DatabaseAwayException;
import io.quickbooking.core.database.TimeLimit;
import io.quickbooking.core.database.TransientFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

/**
 * The sessions of those who have signed in, kept in the database and so the same on all nodes. Of who has not, nothing is
 * kept. While the database is away, logins that this node has seen in the last ten minutes stay what they were.
 */
@Component
final class LoginSessions implements SessionRepository<LoginSession> {
    private static final Logger log = LoggerFactory.getLogger(LoginSessions.class);

    private static final Duration KNOWN = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Duration PATIENCE_AT_FIRST = Duration.ofSeconds(5);
    /** After a failure: for so long nobody waits for the database who is known without. */
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** A login that is used is written no more often. */
    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private static final SecureRandom RANDOM = new SecureRandom();
    /** What is read was written by a node; should somebody else have, it makes nothing but these. */
    private static final ObjectInputFilter KINDS = ObjectInputFilter.Config.createFilter(
            "maxdepth=30;maxrefs=5000;maxbytes=1000000;java.lang.*;java.util.*;java.util.concurrent.*;"
                    + "org.springframework.security.**;org.springframework.util.*;"
                    + "org.springframework.web.servlet.FlashMap;io.quickbooking.console.security.*;!*");

    private final ConsoleLogins logins;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;
    private final Duration lifetime;
    private final Cache<String, Optional<ConsoleLogin>> known =
            Caffeine.newBuilder().expireAfterWrite(KNOWN).maximumSize(10_000).build();
    /** By {@link System#nanoTime()}. */
    private volatile long failedAt = System.nanoTime() - PAUSE.toNanos();

    LoginSessions(
            ConsoleLogins logins,
            InstantSource clock,
            ApplicationEventPublisher events,
            @Value("${server.servlet.session.timeout}") Duration lifetime) {
        this.logins = logins;
        this.clock = clock;
        this.events = events;
        this.lifetime = lifetime;
    }

    static String newId() {
        byte[] random = new byte[24];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    @Override
    public LoginSession createSession() {
        return LoginSession.begun(newId(), clock.instant(), lifetime);
    }

    @Override
    public @Nullable LoginSession findById(String id) {
        return read(id).filter(login -> login.expiresAt().isAfter(clock.instant()))
                .map(login -> session(id, login))
                .orElse(null);
    }

    private Optional<ConsoleLogin> read(String id) {
        Optional<ConsoleLogin> before = known.getIfPresent(id);
        if (before != null && System.nanoTime() - failedAt < PAUSE.toNanos()) {
            return before;
        }
        try {
            Optional<ConsoleLogin> login =
                    TimeLimit.within(before == null ? PATIENCE_AT_FIRST : PATIENCE, () -> logins.byId(id));
            if (login.isPresent() || before != null) {
                known.put(id, login);
            }
            return login;
        } catch (RuntimeException failure) {
            if (!TransientFailure.is(failure)) {
                throw failure;
            }
            failedAt = System.nanoTime();
            if (before == null) {
                throw new DatabaseAwayException();
            }
            return before;
        }
    }

    private @Nullable LoginSession session(String id, ConsoleLogin login) {
        try {
            return LoginSession.stored(id, attributes(login.attributes()), login.createdAt(), login.seenAt(), lifetime);
        } catch (IOException | ClassNotFoundException | ClassCastException unreadable) {
            // Of another version, whose nodes may read it; here they sign in again.
            log.info("A login of {} cannot be read: {}", login.username(), unreadable.toString());
            return null;
        }
    }

    @Override
    public void save(LoginSession session) {
        Optional<SignedIn> signedIn = session.signedIn();
        if (signedIn.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        if (session.isChanged()) {
            write(
                    session,
                    new ConsoleLogin(
                            signedIn.get().username(),
                            bytes(session.attributes()),
                            session.getCreationTime(),
                            now,
                            now.plus(lifetime)));
        } else if (session.storedSeenAt().plus(SEEN_EVERY).isBefore(now)) {
            unlessAway(() -> TimeLimit.within(PATIENCE, () -> logins.seen(session.getId(), now, now.plus(lifetime))));
            session.isStored(now);
        }
    }

    private void write(LoginSession session, ConsoleLogin login) {
        String storedId = session.storedId();
        String id = session.getId();
        if (storedId == null) {
            logins.begin(id, login);
        } else if (!id.equals(storedId)) {
            logins.change(storedId, id, login);
            known.invalidate(storedId);
            events.publishEvent(new LoginEnded(storedId, true));
        } else if (!unlessAway(() -> logins.change(id, id, login))) {
            // It has ended meanwhile, and stays so.
            return;
        }
        known.put(id, Optional.of(login));
        session.isStored(login.seenAt());
    }

    /**
     * While the database is away the next page does without the notice that this one leaves it on another node.
     *
     * @return what the work says; true as well when the database is away
     */
    private static boolean unlessAway(BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (RuntimeException failure) {
            if (!TransientFailure.is(failure)) {
                throw failure;
            }
            log.debug("A login could not be written", failure);
            return true;
        }
    }

    @Override
    public void deleteById(String id) {
        logins.end(id);
        known.put(id, Optional.empty());
        events.publishEvent(new LoginEnded(id, false));
    }

    private static byte[] bytes(Map<String, Object> attributes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new HashMap<>(attributes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> attributes(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(KINDS);
            return (Map<String, Object>) in.readObject();
        }
    }
}
