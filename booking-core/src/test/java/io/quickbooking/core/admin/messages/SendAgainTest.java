package io.quickbooking.core.admin.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.AdminFixture;
import io.quickbooking.core.admin.bookings.ActOutcome;
import io.quickbooking.core.admin.bookings.BookingAct;
import io.quickbooking.core.admin.bookings.MoveRequest;
import io.quickbooking.core.admin.lookup.BookingDetails;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.conversation.RateLimit;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.testing.TestCore;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.ibatis.annotations.Select;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A failed message is sent again only while what it says holds; the console says why not before anybody asks. */
class SendAgainTest {
    private static final String ANA = "15550100001";
    private static final String BEN = "15550100002";
    private static final String THREE_PM = "slot_2026-06-02_15:00_m123";

    private final AdminFixture staff = new AdminFixture();
    private final TestCore core = staff.core;
    private final MessageDesk desk = new MessageDesk(
            new Mappers(staff.database.dataSource()),
            core.transactions,
            core.outbox,
            core.inbox,
            staff.audit,
            new Signals(),
            staff.clock);

    @AfterEach
    void close() {
        staff.close();
    }

    @Test
    void a_confirmation_is_sent_again_while_the_booking_stands() {
        staff.booked(THREE_PM);
        assertThatItIsSent("booked");
    }

    @Test
    void a_confirmation_of_a_cancelled_booking_is_not() {
        BookingDetails booking = staff.booked(THREE_PM);
        later();
        act(BookingAct.CANCEL, booking);
        assertThatItIsRefused("booked", Outdated.BOOKING_CANCELLED);
        assertThatItIsSent("booking_cancelled");
    }

    @Test
    void a_confirmation_of_a_moved_booking_is_not() {
        BookingDetails booking = staff.booked(THREE_PM);
        later();
        move(booking, "2026-06-02T17:00");
        assertThatItIsRefused("booked", Outdated.BOOKING_CHANGED);
        assertThatItIsSent("booking_moved");
        later();
        move(staff.booking(booking.bookingCode()), "2026-06-02T18:00");
        assertThatItIsRefused("booking_moved", Outdated.BOOKING_CHANGED, 0);
    }

    @Test
    void that_a_booking_is_cancelled_is_not_said_of_one_that_was_restored() {
        BookingDetails booking = staff.booked(THREE_PM);
        later();
        act(BookingAct.CANCEL, booking);
        later();
        act(BookingAct.RESTORE, staff.booking(booking.bookingCode()));
        assertThatItIsRefused("booking_cancelled", Outdated.BOOKING_STANDS);
        assertThatItIsRefused("booked", Outdated.BOOKING_CHANGED);
        assertThatItIsSent("booking_restored");
    }

    @Test
    void nobody_is_looked_forward_to_whose_visit_has_begun() {
        staff.booked(THREE_PM);
        staff.clock.advance(Duration.ofHours(31));
        assertThatItIsRefused("booked", Outdated.VISIT_OVER);
    }

    @Test
    void the_question_whether_to_cancel_is_not_asked_of_what_is_cancelled() {
        String code = staff.booked(THREE_PM).bookingCode();
        core.tap(ANA, "cancel_booking_" + code);
        core.tap(ANA, "keep_booking_" + code);
        later();
        core.tap(ANA, "cancel_for_good_" + code);
        assertThatItIsRefused("cancel_asked", Outdated.BOOKING_CANCELLED);
        assertThatItIsRefused("booking_kept", Outdated.BOOKING_CANCELLED);
        assertThatItIsSent("cancelled");
    }

    @Test
    void a_card_is_sent_again_while_a_tap_on_it_would_book_it() {
        core.tap(ANA, THREE_PM);
        assertThatItIsSent("card_shown");
        core.tap(ANA, "slot_2026-06-02_16:00_m123");
        assertThatItIsRefused("card_shown", Outdated.ANOTHER_CARD, 0);
        assertThatItIsSent("card_shown", 1);
        staff.clock.advance(TestCore.SESSION_LIFETIME);
        assertThatItIsRefused("card_shown", Outdated.SESSION_OVER, 1);
    }

    @Test
    void a_card_that_was_booked_is_not() {
        staff.booked(THREE_PM);
        assertThatItIsRefused("card_shown", Outdated.SESSION_OVER);
    }

    @Test
    void a_card_whose_time_somebody_else_has_is_not() {
        core.tap(ANA, THREE_PM);
        staff.booked(BEN, THREE_PM);
        assertThatItIsRefused("card_shown", Outdated.TIME_GONE, 0);
    }

    @Test
    void a_card_that_promises_a_time_which_is_kept_no_longer_is_not() {
        staff.database.jdbc().sql("UPDATE salons SET hold_minutes = 5").update();
        core.catalog.refresh();
        core.tap(ANA, THREE_PM);
        assertThatItIsSent("card_shown");
        staff.clock.advance(Duration.ofMinutes(5));
        assertThatItIsRefused("card_shown", Outdated.TIME_GONE);
    }

    @Test
    void lists_of_times_say_what_was_free_then() {
        core.tap(ANA, "next_times");
        assertThatItIsRefused("times_offered", Outdated.TIMES_OF_THEN);
        core.tap(ANA, "pick_service_s456");
        assertThatItIsSent("masters_listed");
        staff.clock.advance(TestCore.SESSION_LIFETIME);
        assertThatItIsRefused("masters_listed", Outdated.SESSION_OVER);
    }

    @Test
    void lists_of_bookings_are_not_sent_again_when_one_has_changed() {
        core.write(ANA, "my booking");
        assertThatItIsSent("no_bookings");
        later();
        String code = staff.booked(THREE_PM).bookingCode();
        assertThatItIsRefused("no_bookings", Outdated.BOOKING_CHANGED);
        core.write(ANA, "my booking");
        assertThatItIsSent("bookings_listed");
        later();
        core.tap(ANA, "cancel_for_good_" + code);
        assertThatItIsRefused("bookings_listed", Outdated.BOOKING_CHANGED);
    }

    @Test
    void what_staff_did_is_not_told_to_those_who_want_nothing_but_answers() {
        BookingDetails booking = staff.booked(THREE_PM);
        act(BookingAct.CANCEL, booking);
        core.write(ANA, "stop");
        assertThatItIsRefused("booking_cancelled", Outdated.OPTED_OUT);
        assertThatItIsSent("opted_out");
        core.write(ANA, "start");
        assertThatItIsRefused("opted_out", Outdated.OPTED_IN);
    }

    @Test
    void that_the_salon_takes_no_bookings_is_said_while_it_takes_none() {
        staff.database.jdbc().sql("UPDATE salons SET active = FALSE").update();
        core.catalog.refresh();
        core.tap(ANA, THREE_PM);
        assertThatItIsSent("salon_closed");
        staff.database.jdbc().sql("UPDATE salons SET active = TRUE").update();
        assertThatItIsRefused("salon_closed", Outdated.SALON_OPEN);
    }

    @Test
    void a_card_whose_time_has_begun_is_not() {
        staff.clock.advance(Duration.ofMinutes(20));
        core.tap(ANA, "slot_2026-06-01_08:30_m123");
        assertThatItIsSent("card_shown");
        staff.clock.advance(Duration.ofMinutes(10));
        assertThatItIsRefused("card_shown", Outdated.TIME_GONE);
    }

    @Test
    void a_card_whose_time_is_kept_for_somebody_else_is_not_until_it_is_kept_no_longer() {
        core.tap(ANA, THREE_PM);
        set("salons SET hold_minutes = 5");
        core.tap(BEN, THREE_PM);
        set("salons SET hold_minutes = 0");
        assertThatItIsRefused("card_shown", Outdated.TIME_GONE);
        staff.clock.advance(Duration.ofMinutes(5));
        assertThatItIsSent("card_shown");
    }

    /** A change of the clock's rules: he is told 3 PM and booked for 5 PM, and nobody else gets either. */
    @Test
    void a_card_whose_time_somebody_else_was_told_is_not() {
        core.tap(ANA, THREE_PM);
        staff.booked(BEN, "slot_2026-06-02_17:00_m123");
        assertThatItIsSent("card_shown");
        set("bookings SET wall_ts = start_ts - INTERVAL '2 hours'");
        assertThatItIsRefused("card_shown", Outdated.TIME_GONE);
    }

    @ParameterizedTest
    @CsvSource({"buffer_before_minutes, 14:00", "buffer_after_minutes, 16:00"})
    void a_card_whose_time_lacks_the_pause_that_its_service_needs_is_not(String pause, String neighbour) {
        set("services SET " + pause + " = 30");
        core.tap(ANA, THREE_PM);
        set("services SET " + pause + " = 0");
        staff.booked(BEN, "slot_2026-06-02_" + neighbour + "_m123");
        assertThatItIsSent("card_shown");
        set("services SET " + pause + " = 30");
        assertThatItIsRefused("card_shown", Outdated.TIME_GONE);
        String confirm = core.tap(ANA, "confirm_booking_temp").outcome().code();
        assertThat(confirm).isEqualTo("slot_taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETED", "NO_SHOW"})
    void nobody_is_looked_forward_to_whose_visit_is_over(String status) {
        staff.booked(THREE_PM);
        set("bookings SET status = '" + status + "'");
        assertThatItIsRefused("booked", Outdated.VISIT_OVER);
    }

    @Test
    void a_list_of_bookings_is_not_sent_again_when_a_visit_has_begun() {
        staff.booked("slot_2026-06-01_08:30_m123");
        core.write(ANA, "my booking");
        staff.clock.advance(Duration.ofMinutes(30).minusSeconds(1));
        assertThatItIsSent("bookings_listed");
        later();
        assertThatItIsRefused("bookings_listed", Outdated.BOOKING_CHANGED);
    }

    @Test
    void nobody_is_asked_to_wait_for_a_minute_that_is_over() {
        TestCore limited = new TestCore(staff.database.dataSource(), staff.clock, RateLimit.perMinute(1));
        while (limited.tap(ANA, "next_times").outcome() != TapOutcome.RATE_LIMITED) {
            // Until it is too much.
        }
        staff.clock.advance(Duration.ofSeconds(59));
        assertThatItIsSent("rate_limited");
        later();
        assertThatItIsRefused("rate_limited", Outdated.WAIT_OVER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"slot_unavailable", "slot_taken", "times_offered", "days_listed", "times_listed", "nothing_free"
            })
    void whatever_lists_times_says_what_was_free_then(String kind) {
        core.tap(ANA, "next_times");
        set("outbound_messages SET kind = '" + kind + "'");
        assertThatItIsRefused(kind, Outdated.TIMES_OF_THEN);
    }

    /** A new kind has to be thought about: it may say what does not hold for ever. */
    @Test
    void of_every_kind_of_message_it_is_known_when_it_is_outdated() throws Exception {
        String question = String.join(
                "\n",
                MessageDeskMapper.class
                        .getDeclaredMethod("outdated", long.class, Instant.class)
                        .getAnnotation(Select.class)
                        .value());
        assertThat(Arrays.stream(TapOutcome.values()).filter(outcome -> !question.contains("'" + outcome.code() + "'")))
                .as("hold always")
                .containsExactly(
                        TapOutcome.HELPED,
                        TapOutcome.NOT_ANSWERED,
                        TapOutcome.VISIT_OVER,
                        TapOutcome.SESSION_EXPIRED,
                        TapOutcome.UNKNOWN_PROVIDER,
                        TapOutcome.MALFORMED,
                        TapOutcome.FAILED);
        assertThat(Arrays.stream(AuditedAct.values())
                        .filter(act -> act.name().startsWith("BOOKING_"))
                        .filter(act -> !question.contains("'" + act.code() + "'")))
                .as("tell customers nothing")
                .containsExactly(AuditedAct.BOOKING_COMPLETED, AuditedAct.BOOKING_NO_SHOW);
    }

    /** Staff cancels at the same moment, and is first. */
    @Test
    void it_waits_for_a_change_that_is_being_made() throws Exception {
        staff.booked(THREE_PM);
        fail("booked", 0);
        SentMessage seen = message("booked", 0);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection other = staff.database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("UPDATE bookings SET status = 'CANCELLED'");
            Future<Resending> resending = thread.submit(() -> desk.sendAgain("rosa", seen));
            Awaitility.await()
                    .until(() -> resending.isDone()
                            || staff.database.count("pg_stat_activity WHERE datname = current_database()"
                                            + " AND wait_event_type = 'Lock'")
                                    > 0);
            other.commit();
            assertThat(resending.get(20, TimeUnit.SECONDS))
                    .isEqualTo(new Resending.Refused(Outdated.BOOKING_CANCELLED));
        } finally {
            thread.shutdownNow();
        }
    }

    /** The page was loaded before. */
    @Test
    void it_is_asked_again_when_the_button_is_pressed() {
        BookingDetails booking = staff.booked(THREE_PM);
        fail("booked", 0);
        SentMessage seen = message("booked", 0);
        assertThat(desk.outdated(seen)).isEmpty();
        act(BookingAct.CANCEL, booking);
        assertThat(desk.sendAgain("rosa", seen)).isEqualTo(new Resending.Refused(Outdated.BOOKING_CANCELLED));
        assertThat(message("booked", 0).state()).isEqualTo(MessageState.FAILED);
        assertThat(staff.database.count("audit_log WHERE act = 'message_sent_again'"))
                .isZero();
    }

    private void assertThatItIsSent(String kind) {
        assertThatItIsSent(kind, 0);
    }

    private void assertThatItIsSent(String kind, int index) {
        assertThat(pressed(kind, index, null)).as(kind).isEqualTo(new Resending.Waiting());
    }

    private void assertThatItIsRefused(String kind, Outdated reason) {
        assertThatItIsRefused(kind, reason, 0);
    }

    private void assertThatItIsRefused(String kind, Outdated reason, int index) {
        assertThat(pressed(kind, index, reason)).as(kind).isEqualTo(new Resending.Refused(reason));
    }

    /** @param shown why not, as the page says; null: nothing against it */
    private Resending pressed(String kind, int index, @Nullable Outdated shown) {
        fail(kind, index);
        SentMessage message = message(kind, index);
        assertThat(desk.outdated(message)).as(kind).isEqualTo(Optional.ofNullable(shown));
        return desk.sendAgain("rosa", message);
    }

    private void fail(String kind, int index) {
        staff.database
                .jdbc()
                .sql(
                        "UPDATE outbound_messages SET state = 'FAILED', error_code = 131026, failed_at = now() WHERE id = ?")
                .param(message(kind, index).id())
                .update();
    }

    private SentMessage message(String kind, int index) {
        long id = staff.database
                .jdbc()
                .sql("SELECT id FROM outbound_messages WHERE kind = ? ORDER BY id OFFSET ? LIMIT 1")
                .params(kind, index)
                .query(Long.class)
                .single();
        return desk.sent(id).orElseThrow();
    }

    private void act(BookingAct act, BookingDetails seen) {
        assertThat(staff.acts.perform(staff.request(act, seen, true))).isInstanceOf(ActOutcome.Changed.class);
    }

    private void move(BookingDetails seen, String wallTime) {
        assertThat(staff.acts
                        .move(new MoveRequest(
                                seen.salonId(),
                                seen.id(),
                                seen.version(),
                                staff.salon.master("m123"),
                                LocalDateTime.parse(wallTime),
                                false,
                                true,
                                null,
                                "rosa"))
                        .changed())
                .isPresent();
    }

    private void set(String what) {
        staff.database.jdbc().sql("UPDATE " + what).update();
        core.catalog.refresh();
    }

    private void later() {
        staff.clock.advance(Duration.ofSeconds(1));
    }
}
