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
import io.quickbooking.testing.Statements;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;

/** Each guard twice: with it the promise holds, and without it the very same attempt breaks the promise. */
class GuardsTest {
    private static final String ANA = "15550100001";
    private static final String BOB = "15550100002";
    private static final String THREE_PM = "slot_2026-06-02_15:00_m123";
    private static final String WITHOUT_OVERLAP_GUARD = "ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap";
    private static final String WITHOUT_INBOX_KEY =
            "ALTER TABLE inbound_messages DROP CONSTRAINT inbound_messages_once, "
                    // The statement names it: one of that name has to be there.
                    + "ADD CONSTRAINT inbound_messages_once UNIQUE (salon_id, message_id, id)";
    private static final String WITHOUT_TOKEN_KEY = "ALTER TABLE bookings DROP CONSTRAINT bookings_session_token_key";

    private static final String DAY_OFF = "INSERT INTO special_days (salon_id, kind, from_date, until_date) "
            + "SELECT id, 'OFF', DATE '2026-06-02', DATE '2026-06-02' FROM salons";
    private static final String LUNCH = "INSERT INTO breaks (salon_id, master_id, weekday, from_minute, to_minute) "
            + "SELECT salon_id, id, day, 15 * 60, 16 * 60 FROM masters, generate_series(1, 7) AS day";

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
                LocalDateTime.ofInstant(start, ZoneOffset.ofHours(-4)),
                "America/New_York",
                Duration.ZERO,
                Duration.ZERO,
                5000,
                "USD",
                token,
                null,
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
        Statements.Pause pause = Statements.pauseBefore("INSERT INTO bookings");
        TestCore paused = withoutLock
                ? new TestCore(database.dataSource(), clock, Statements.without("FOR SHARE"), pause)
                : new TestCore(database.dataSource(), clock, pause);
        TapAnswer card = paused.tap(ANA, THREE_PM);
        Future<TapAnswer> confirmation = threads.submit(() -> paused.tap(ANA, firstButton(card)));
        pause.awaitReached();
        Future<Integer> edit = threads.submit(
                () -> database.jdbc().sql("DELETE FROM working_hours").update());
        Awaitility.await().until(() -> edit.isDone() || waitsForLock("DELETE FROM working_hours%"));
        boolean slippedBetween = edit.isDone();
        pause.goOn();
        assertThat(confirmation.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(BOOKED);
        assertThat(edit.get(10, TimeUnit.SECONDS)).isPositive();
        return slippedBetween;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE salons SET notice_minutes = 5",
                "UPDATE salons SET time_zone = 'Europe/Berlin', active = FALSE",
                "UPDATE services SET code = 's9', price = 1",
                "UPDATE masters SET active = FALSE",
                "INSERT INTO master_services (salon_id, master_id, service_id, position) SELECT salon_id, master_id, service_id, 1 FROM master_services "
                        + "ON CONFLICT (master_id, service_id) DO UPDATE SET position = 1",
                "UPDATE master_services SET minutes = 45",
                "UPDATE masters SET works_until = DATE '2026-06-01'",
                DAY_OFF,
                LUNCH,
            })
    void an_edit_during_a_confirmation_waits_for_it_and_neither_fails(String sql) throws Exception {
        assertThat(bothSucceedAtOnce(sql)).isTrue();
    }

    /** The catalogue that the confirmation knows is younger than two seconds, and says that Sarah works. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                DAY_OFF,
                LUNCH,
                "UPDATE masters SET works_until = DATE '2026-06-01'",
                "UPDATE services SET active = FALSE",
            })
    void a_confirmation_notices_an_edit_made_after_the_card_was_shown(String edit) {
        aSalon().in(database);
        TapAnswer card = core.tap(ANA, THREE_PM);
        assertThat(database.jdbc().sql(edit).update()).isPositive();
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isNotEqualTo(BOOKED);
        assertThat(database.count("bookings")).isZero();
    }

    @Test
    void a_day_off_that_is_moved_away_or_deleted_is_noticed_too() {
        aSalon().in(database);
        database.jdbc().sql(DAY_OFF).update();
        assertThat(core.tap(ANA, THREE_PM).outcome()).isEqualTo(TapOutcome.SLOT_UNAVAILABLE);
        long version = version();
        database.jdbc()
                .sql("UPDATE special_days SET from_date = from_date + 1, until_date = until_date + 1")
                .update();
        assertThat(version()).isGreaterThan(version);
        version = version();
        database.jdbc().sql("DELETE FROM special_days").update();
        assertThat(version()).isGreaterThan(version);
    }

    private long version() {
        return database.jdbc()
                .sql("SELECT version FROM masters")
                .query(Long.class)
                .single();
    }

    @Test
    void without_the_early_lock_on_masters_an_edit_of_the_salon_deadlocks_with_a_confirmation() throws Exception {
        remove("DROP TRIGGER salons_lock_masters_first ON salons");
        assertThat(bothSucceedAtOnce("UPDATE salons SET notice_minutes = 5")).isFalse();
    }

    /** @return whether both the edit and the confirmation succeed, each at its first attempt */
    private boolean bothSucceedAtOnce(String edit) throws Exception {
        aSalon().in(database);
        Statements.Pause pause = Statements.pauseBefore("INSERT INTO bookings");
        TestCore paused = new TestCore(database.dataSource(), clock, pause);
        TapAnswer card = paused.tap(ANA, THREE_PM);
        Future<TapAnswer> confirmation = threads.submit(() -> paused.tap(ANA, firstButton(card)));
        pause.awaitReached();
        Future<Boolean> edited = threads.submit(() -> {
            try {
                return database.jdbc().sql(edit).update() > 0;
            } catch (PessimisticLockingFailureException deadlock) {
                return false;
            }
        });
        Awaitility.await().until(() -> waitsForLock(edit.substring(0, 12) + "%"));
        pause.goOn();
        assertThat(confirmation.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(BOOKED);
        return edited.get(10, TimeUnit.SECONDS)
                && database.count("tap_events WHERE outcome = 'booked' AND attempts = 1") == 1;
    }

    @Test
    void the_lock_on_the_customer_keeps_a_second_tap_behind_the_first() throws Exception {
        assertThat(secondTapOvertakes(false)).isFalse();
    }

    @Test
    void without_the_lock_on_the_customer_the_second_tap_overtakes() throws Exception {
        assertThat(secondTapOvertakes(true)).isTrue();
    }

    private boolean secondTapOvertakes(boolean withoutLock) throws Exception {
        aSalon().in(database);
        core.tap(ANA, "the customer is known");
        Statements.Pause pause = Statements.pauseBefore("INSERT INTO sessions");
        TestCore paused = withoutLock
                ? new TestCore(database.dataSource(), clock, Statements.without("FOR NO KEY UPDATE"), pause)
                : new TestCore(database.dataSource(), clock, pause);
        Future<TapAnswer> first = threads.submit(() -> paused.tap(ANA, THREE_PM));
        pause.awaitReached();
        Future<TapAnswer> second = threads.submit(() -> paused.tap(ANA, "nonsense"));
        Awaitility.await().until(() -> second.isDone() || waitsForLock("SELECT id, salon_id%FROM customers%"));
        boolean overtook = second.isDone();
        pause.goOn();
        assertThat(first.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(CARD_SHOWN);
        assertThat(second.get(10, TimeUnit.SECONDS)).isNotNull();
        return overtook;
    }

    @Test
    void the_simulation_books_nothing_over_a_real_booking_and_real_customers_do_not_see_it() {
        TestSalon.Written salon = aSalon().in(database);
        core.tap(ANA, firstButton(core.tap(ANA, THREE_PM)));
        Tap simulated = simulated("15550100077", THREE_PM, "sim.1");
        assertThat(core.handler.handle(simulated).outcome()).isEqualTo(TapOutcome.SLOT_UNAVAILABLE);

        String fivePm = "slot_2026-06-02_17:00_m123";
        TapAnswer card = core.handler.handle(simulated("15550100077", fivePm, "sim.2"));
        core.tap(BOB, firstButton(core.tap(BOB, fivePm)));
        TapAnswer late = core.handler.handle(simulated("15550100077", firstButton(card), "sim.3"));
        assertThat(late.outcome()).isEqualTo(TapOutcome.SLOT_TAKEN);

        String sevenPm = "slot_2026-06-02_19:00_m123";
        TapAnswer free = core.handler.handle(simulated("15550100077", sevenPm, "sim.4"));
        assertThat(core.handler
                        .handle(simulated("15550100077", firstButton(free), "sim.5"))
                        .outcome())
                .isEqualTo(BOOKED);
        assertThat(core.tap(BOB, firstButton(core.tap(BOB, sevenPm))).outcome()).isEqualTo(BOOKED);
        assertThat(salon.counter()).as("real bookings").isEqualTo(3);
        assertThat(database.count("outbound_messages WHERE realm = 'SIMULATED' AND state <> 'SIMULATED'"))
                .isZero();
    }

    private Tap simulated(String phone, String buttonId, String messageId) {
        Tap tap = core.aTap(phone, buttonId, messageId, clock.instant());
        return new Tap(tap.salonId(), Realm.SIMULATED, tap.message(), null, tap.receivedAt());
    }

    private boolean waitsForLock(String query) {
        return database.jdbc().sql("""
                        SELECT EXISTS (
                          SELECT 1
                          FROM pg_stat_activity
                          WHERE datname = current_database()
                            AND wait_event_type = 'Lock'
                            AND query LIKE ?)
                        """).param(query).query(Boolean.class).single();
    }

    private void remove(String guard) {
        database.jdbc().sql(guard).update();
    }
}
