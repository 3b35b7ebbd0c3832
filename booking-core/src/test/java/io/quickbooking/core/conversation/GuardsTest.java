package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.booking.NewBooking;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.reflection.SystemMetaObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** Each guard twice: with it the promise holds, and without it the very same attempt breaks the promise. */
class GuardsTest {
    private static final String ANA = "15550100001";
    private static final String THREE_PM = "slot_2026-06-02_15:00_m123";
    private static final String WITHOUT_OVERLAP_GUARD = "ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap";
    private static final String WITHOUT_INBOX_KEY =
            "ALTER TABLE inbound_messages DROP CONSTRAINT inbound_messages_once";
    private static final String WITHOUT_TOKEN_KEY = "ALTER TABLE bookings DROP CONSTRAINT bookings_session_token_key";

    private final TestDatabase database = TestDatabase.create(20);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void the_exclusion_constraint_keeps_two_customers_from_one_slot() {
        assertThat(bookingsAfterRace()).isOne();
    }

    @Test
    void without_the_exclusion_constraint_they_both_get_it() {
        remove(WITHOUT_OVERLAP_GUARD);
        assertThat(bookingsAfterRace()).isGreaterThan(1);
    }

    private long bookingsAfterRace() {
        aSalon().in(database);
        List<Callable<TapAnswer>> confirmations = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String phone = "1555010000" + i;
            TapAnswer card = core.tap(phone, THREE_PM);
            confirmations.add(() -> core.tap(phone, firstButton(card)));
        }
        Race.of(confirmations);
        return database.count("bookings WHERE status = 'CONFIRMED'");
    }

    @Test
    void plain_sql_that_overlaps_a_booking_is_refused() {
        TestSalon.Written salon = aSalon().in(database);
        core.tap(ANA, firstButton(core.tap(ANA, THREE_PM)));
        for (String shift : List.of("0 minutes", "30 minutes", "-59 minutes", "59 minutes")) {
            assertThatThrownBy(() -> copyBooking(salon, shift))
                    .as(shift)
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .hasMessageContaining("bookings_no_overlap");
        }
        assertThat(copyBooking(salon, "60 minutes")).isOne();
        assertThat(copyBooking(salon, "-60 minutes")).isOne();
    }

    private int copyBooking(TestSalon.Written salon, String shift) {
        return database.jdbc().sql("""
                        INSERT INTO bookings (booking_code, salon_id, customer_id, service, service_id, master_id,
                                              start_ts, end_ts, price, currency)
                        SELECT 'X' || substr(md5(random()::text), 1, 8), salon_id, customer_id, service, service_id,
                               master_id, start_ts + CAST(? AS interval), end_ts + CAST(? AS interval), price, currency
                        FROM bookings
                        WHERE salon_id = ? AND session_token IS NOT NULL
                        """).params(shift, shift, salon.id()).update();
    }

    @Test
    void the_inbox_key_makes_a_redelivery_harmless() {
        assertThat(repliesAfterRedelivery()).isOne();
    }

    @Test
    void without_the_inbox_key_a_redelivery_takes_effect_again() {
        remove(WITHOUT_INBOX_KEY);
        assertThat(repliesAfterRedelivery()).isEqualTo(2);
    }

    private long repliesAfterRedelivery() {
        aSalon().in(database);
        Tap tap = core.aTap(ANA, THREE_PM, "wamid.same", clock.instant());
        core.handler.accept(tap);
        core.handler.accept(tap);
        return database.count("outbound_messages");
    }

    @Test
    void the_unique_token_lets_a_retry_find_its_own_booking_even_if_it_was_cancelled_meanwhile() {
        assertThat(bookingsAfterRetry()).isOne();
    }

    @Test
    void without_the_unique_token_a_retry_books_again() {
        remove(WITHOUT_TOKEN_KEY);
        assertThat(bookingsAfterRetry()).isEqualTo(2);
    }

    private long bookingsAfterRetry() {
        TestSalon.Written salon = aSalon().in(database);
        core.tap(ANA, THREE_PM);
        BookingWriter writer = new BookingWriter(new Mappers(database.dataSource()));
        NewBooking booking = aBooking(salon, "token.1");
        writer.write(booking);
        database.jdbc().sql("UPDATE bookings SET status = 'CANCELLED'").update();
        writer.write(booking);
        return database.count("bookings");
    }

    private NewBooking aBooking(TestSalon.Written salon, String token) {
        UUID customer = database.jdbc()
                .sql("SELECT id FROM customers")
                .query(UUID.class)
                .single();
        Instant start = Instant.parse("2026-06-02T19:00:00Z");
        return new NewBooking(
                salon.id(),
                Realm.LIVE,
                customer,
                ANA,
                "Ana Test",
                salon.master("m123"),
                salon.service("s456"),
                "Women's Haircut",
                start,
                start.plus(Duration.ofHours(1)),
                5000,
                "USD",
                token,
                clock.instant());
    }

    @Test
    void the_shared_lock_makes_a_staff_edit_wait_for_a_confirmation_under_way() throws Exception {
        assertThat(staffEditsDuringConfirmation(false)).isFalse();
    }

    @Test
    void without_the_shared_lock_a_staff_edit_slips_between_check_and_booking() throws Exception {
        assertThat(staffEditsDuringConfirmation(true)).isTrue();
    }

    /**
     * Sarah's day off is entered after a confirmation has checked that she works and before it books.
     *
     * @return whether the edit was committed before the booking was written
     */
    private boolean staffEditsDuringConfirmation(boolean withoutLock) throws Exception {
        aSalon().in(database);
        PauseBeforeBooking pause = new PauseBeforeBooking();
        TestCore paused = withoutLock
                ? new TestCore(database.dataSource(), clock, new WithoutSharedLock(), pause)
                : new TestCore(database.dataSource(), clock, pause);
        TapAnswer card = paused.tap(ANA, THREE_PM);
        assertThat(card.outcome()).isEqualTo(CARD_SHOWN);
        CompletableFuture<TapAnswer> confirmation =
                CompletableFuture.supplyAsync(() -> paused.tap(ANA, firstButton(card)), threads);
        assertThat(pause.reached.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Integer> edit = CompletableFuture.supplyAsync(
                () -> database.jdbc().sql("DELETE FROM working_hours").update(), threads);
        Awaitility.await().until(() -> edit.isDone() || waitsForLock());
        boolean slippedBetween = edit.isDone();
        pause.goOn.countDown();
        assertThat(confirmation.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(BOOKED);
        assertThat(edit.get(10, TimeUnit.SECONDS)).isPositive();
        return slippedBetween;
    }

    private boolean waitsForLock() {
        return database.jdbc().sql("""
                        SELECT EXISTS (
                          SELECT 1
                          FROM pg_stat_activity
                          WHERE datname = current_database()
                            AND wait_event_type = 'Lock'
                            AND query LIKE 'DELETE FROM working_hours%')
                        """).query(Boolean.class).single();
    }

    private void remove(String guard) {
        database.jdbc().sql(guard).update();
    }

    /** Takes the lock out of the statement that locks the master. */
    @Intercepts(
            @Signature(
                    type = StatementHandler.class,
                    method = "prepare",
                    args = {java.sql.Connection.class, Integer.class}))
    static final class WithoutSharedLock implements Interceptor {
        @Override
        public Object intercept(Invocation invocation) throws Throwable {
            StatementHandler handler = (StatementHandler) invocation.getTarget();
            String sql = handler.getBoundSql().getSql();
            SystemMetaObject.forObject(handler.getBoundSql()).setValue("sql", sql.replace("FOR SHARE", ""));
            return invocation.proceed();
        }
    }

    /** Waits before a booking is inserted until the test lets it go on. */
    @Intercepts(
            @Signature(
                    type = StatementHandler.class,
                    method = "prepare",
                    args = {java.sql.Connection.class, Integer.class}))
    static final class PauseBeforeBooking implements Interceptor {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public Object intercept(Invocation invocation) throws Throwable {
            StatementHandler handler = (StatementHandler)
                    SystemMetaObject.forObject(invocation.getTarget()).getOriginalObject();
            if (handler.getBoundSql().getSql().contains("INSERT INTO bookings")) {
                reached.countDown();
                goOn.await(10, TimeUnit.SECONDS);
            }
            return invocation.proceed();
        }
    }
}
