package io.quickbooking.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.redis.Redis;
import io.quickbooking.core.redis.RedisUrl;
import io.quickbooking.testing.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any store of sessions has to do, in memory and in Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionStoreTest {
    private static final Instant NOW = Instant.now();
    private static final UUID SALON = UUID.randomUUID();

    private final InstantSource clock = InstantSource.system();
    private final RedisServer server = RedisServer.start();
    private final Redis redis = new Redis(RedisUrl.parse(server.url()), clock);

    @AfterAll
    void close() {
        redis.close();
        server.close();
    }

    Stream<SessionStore> stores() {
        return Stream.of(new CaffeineSessionStore(clock), new RedisSessionStore(redis, clock));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void what_was_put_is_found_as_it_was(SessionStore store) {
        SessionContext card = card(UUID.randomUUID(), 3);
        SessionContext step = step(UUID.randomUUID());
        store.put(card);
        store.put(step);

        assertThat(store.find(card.key())).contains(card);
        assertThat(store.find(step.key())).contains(step);
        assertThat(store.find(SessionContext.key(UUID.randomUUID(), SALON))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void a_customer_has_one_session_at_a_salon(SessionStore store) {
        UUID customer = UUID.randomUUID();
        store.put(card(customer, 1));
        SessionContext second = card(customer, 2);
        store.put(second);

        assertThat(store.find(second.key())).contains(second);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void what_was_removed_is_gone(SessionStore store) {
        SessionContext session = card(UUID.randomUUID(), 1);
        store.put(session);
        store.remove(session.key());
        store.remove(session.key());

        assertThat(store.find(session.key())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void what_has_run_out_is_forgotten(SessionStore store) {
        SessionContext session =
                until(card(UUID.randomUUID(), 1), clock.instant().plusMillis(300));
        store.put(session);
        assertThat(store.find(session.key())).contains(session);

        Awaitility.await().until(() -> store.find(session.key()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("stores")
    void what_has_run_out_before_is_not_kept(SessionStore store) {
        SessionContext session = card(UUID.randomUUID(), 1);
        store.put(session);
        store.put(until(session, clock.instant().minusSeconds(1)));

        Awaitility.await().until(() -> store.find(session.key()).isEmpty());
    }

    @Test
    void what_another_version_or_somebody_else_wrote_is_no_session() {
        RedisSessionStore store = new RedisSessionStore(redis, clock);
        SessionContext session = card(UUID.randomUUID(), 1);
        for (String foreign : new String[] {"", "{}", "[1]", "null", "{\"id\":1}", "not json"}) {
            redis.set("quickbooking:session:" + session.key(), foreign, Duration.ofMinutes(1));
            assertThat(store.find(session.key())).as(foreign).isEmpty();
        }
    }

    @Test
    void a_session_under_the_key_of_another_customer_is_not_theirs() {
        RedisSessionStore store = new RedisSessionStore(redis, clock);
        SessionContext ana = card(UUID.randomUUID(), 1);
        SessionContext bob = card(UUID.randomUUID(), 1);
        store.put(ana);
        redis.set(
                "quickbooking:session:" + bob.key(),
                redis.get("quickbooking:session:" + ana.key()).orElseThrow(),
                Duration.ofMinutes(1));

        assertThat(store.find(bob.key())).isEmpty();
    }

    private static SessionContext card(UUID customer, int selection) {
        SelectedSlot slot = new SelectedSlot(
                LocalDate.of(2026, 6, 1),
                LocalTime.of(15, 0),
                Instant.parse("2026-06-01T19:00:00Z"),
                UUID.randomUUID(),
                "Zoë \"Zo\" Müller",
                UUID.randomUUID(),
                "תספורת",
                Duration.ofMinutes(45),
                5_000,
                "USD",
                NOW);
        return new SessionContext(
                UUID.randomUUID(),
                selection,
                SALON,
                Realm.LIVE,
                customer,
                Step.CARD,
                Choice.of(slot),
                slot,
                "15550100001",
                "Ana Test",
                "pt-BR",
                NOW,
                NOW.plusNanos(123_456_789),
                NOW.plus(15, ChronoUnit.MINUTES));
    }

    private static SessionContext step(UUID customer) {
        return new SessionContext(
                UUID.randomUUID(),
                0,
                SALON,
                Realm.SIMULATED,
                customer,
                Step.TIME,
                new Choice(UUID.randomUUID(), null, LocalDate.of(2028, 2, 29)),
                null,
                null,
                null,
                "en",
                NOW,
                NOW,
                NOW.plus(15, ChronoUnit.MINUTES));
    }

    private static SessionContext until(SessionContext session, Instant end) {
        return new SessionContext(
                session.id(),
                session.selection(),
                session.salonId(),
                session.realm(),
                session.customerId(),
                session.step(),
                session.choice(),
                session.selectedSlot(),
                session.customerPhone(),
                session.customerName(),
                session.language(),
                session.startedAt(),
                session.timestamp(),
                end);
    }
}
