package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.core.conversation.TapOutcome.OLD_CARD;
import static io.quickbooking.core.conversation.TapOutcome.REPEATED;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.redis.Redis;
import io.quickbooking.core.redis.RedisUrl;
import io.quickbooking.core.session.RedisSessionStore;
import io.quickbooking.testing.RedisServer;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.time.InstantSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two nodes whose Redis comes and goes between the taps of a customer.
 *
 * <p>Seen to fail with: a session of the store that is believed whatever the customer's row says; a session that the store
 * does not have being none.
 */
class TapsWithoutRedisTest {
    private static final String ANA = "15550100001";

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final RedisServer server = RedisServer.start();
    private final Redis redis = redis();
    private final Redis otherRedis = redis();
    private final TestCore node = node(redis);
    private final TestCore otherNode = node(otherRedis);

    private Redis redis() {
        return new Redis(RedisUrl.parse(server.url()), InstantSource.system());
    }

    private TestCore node(Redis redis) {
        return new TestCore(database.dataSource(), clock, new RedisSessionStore(redis, clock), RateLimit.none());
    }

    @BeforeEach
    void open() {
        aSalon().in(database);
    }

    @AfterEach
    void close() {
        redis.close();
        otherRedis.close();
        server.close();
        database.close();
    }

    @Test
    void redis_is_killed_between_card_and_confirmation() {
        TapAnswer card = node.tap(ANA, "slot_2026-06-01_15:00_m123");
        server.kill();
        TapAnswer booked = otherNode.tap(ANA, firstButton(card));
        assertThat(booked.outcome()).isEqualTo(BOOKED);

        server.startAgain();
        awaitRedis();
        assertThat(node.tap(ANA, firstButton(card)).outcome()).isEqualTo(REPEATED);
        assertOneBookingAt("15:00");
    }

    @Test
    void redis_comes_back_with_a_session_that_has_gone_on_without_it() {
        TapAnswer first = node.tap(ANA, "slot_2026-06-01_15:00_m123");
        server.hang();
        TapAnswer second = otherNode.tap(ANA, "slot_2026-06-01_16:00_m123");
        assertThat(second.outcome()).isEqualTo(CARD_SHOWN);
        server.goOn();
        awaitRedis();
        assertThat(node.store.find(key()))
                .hasValueSatisfying(old -> assertThat(old.selection())
                        .as("what Redis still has is the first card")
                        .isOne());

        assertThat(node.tap(ANA, firstButton(first)).outcome()).isEqualTo(OLD_CARD);
        assertThat(node.tap(ANA, firstButton(second)).outcome()).isEqualTo(BOOKED);
        assertThat(otherNode.tap(ANA, firstButton(second)).outcome()).isEqualTo(REPEATED);
        assertOneBookingAt("16:00");
    }

    @Test
    void redis_comes_back_with_a_session_that_has_ended_without_it() {
        TapAnswer card = node.tap(ANA, "slot_2026-06-01_15:00_m123");
        server.hang();
        assertThat(otherNode.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
        server.goOn();
        awaitRedis();
        assertThat(node.tap(ANA, "confirm_booking_temp").outcome()).isEqualTo(TapOutcome.SESSION_EXPIRED);
        assertThat(node.tap(ANA, firstButton(card)).outcome()).isEqualTo(REPEATED);
        assertOneBookingAt("15:00");
    }

    /** The key of the only session there is. */
    private String key() {
        return database.jdbc()
                .sql("SELECT customer_id || '_' || salon_id FROM sessions")
                .query(String.class)
                .single();
    }

    private void assertOneBookingAt(String time) {
        assertThat(database.jdbc()
                        .sql("SELECT to_char(start_ts AT TIME ZONE 'America/New_York', 'HH24:MI') FROM bookings")
                        .query(String.class)
                        .list())
                .containsExactly(time);
        assertThat(database.jdbc()
                        .sql("SELECT usage_current_bookings FROM salons")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    private void awaitRedis() {
        Awaitility.await()
                .until(() ->
                        redis.awaySince().isEmpty() && otherRedis.awaySince().isEmpty());
    }
}
