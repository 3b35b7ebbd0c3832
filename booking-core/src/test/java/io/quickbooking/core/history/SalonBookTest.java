package io.quickbooking.core.history;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.CANCELLED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.core.conversation.TapOutcome.SESSION_EXPIRED;
import static io.quickbooking.core.conversation.TapOutcome.SLOT_TAKEN;
import static io.quickbooking.core.conversation.TapOutcome.SLOT_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.bookings.BookingAct;
import io.quickbooking.core.booking.Booking.Status;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.history.Book.Visit;
import io.quickbooking.core.history.Deed.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the checker of histories accepts and what it refuses, on histories written by hand. */
class SalonBookTest {
    private static final Instant EIGHT = Instant.parse("2026-06-02T12:00:00Z");
    private static final Instant TEN = EIGHT.plus(Duration.ofHours(2));
    private static final Slot SLOT = new Slot("m1", TEN);
    private static final Slot HALF_AN_HOUR_LATER = new Slot("m1", TEN.plusSeconds(1800));

    private final List<Call<Deed>> history = new ArrayList<>();
    private Duration hold = Duration.ZERO;
    private Instant now = EIGHT;

    private boolean hasOrder() {
        SalonBook salon = new SalonBook(hold, List.of(SLOT.start(), HALF_AN_HOUR_LATER.start()));
        return Linearizability.refutation(salon, history).isEmpty();
    }

    private void call(long asked, long answered, Deed deed) {
        history.add(new Call<>(deed, asked, answered));
    }

    private Deed card(String customer, Slot slot) {
        return new Deed.Pick(customer, slot, CARD_SHOWN, "session of " + customer, 1, now, List.of(now));
    }

    private Deed noCard(String customer, Slot slot) {
        return new Deed.Pick(customer, slot, SLOT_UNAVAILABLE, null, 0, now, List.of(now));
    }

    private Deed confirm(String customer, TapOutcome outcome) {
        return confirm(customer, outcome, now);
    }

    private Deed confirm(String customer, TapOutcome outcome, Instant... moments) {
        String token = token(customer);
        return new Deed.Confirm(
                customer, token, true, outcome, outcome == BOOKED ? token : null, moments[0], List.of(moments));
    }

    private static String token(String customer) {
        return "session of " + customer + ".1";
    }

    private Deed cancel(String customer) {
        return new Deed.Cancel(customer, token(customer), CANCELLED, now, List.of(now));
    }

    private Deed look(String customer, Status status, long version) {
        return new Deed.Look(token(customer), new Visit(customer, SLOT, status, version), List.of(now));
    }

    private Deed act(String customer, BookingAct act, long seen, Answer answer) {
        return new Deed.Act(token(customer), act, SLOT, seen, answer, null, List.of(now));
    }

    private void bothHaveCards() {
        call(1, 2, card("ana", SLOT));
        call(3, 4, card("bob", HALF_AN_HOUR_LATER));
    }

    @Test
    void one_of_two_who_want_the_same_time_gets_it() {
        bothHaveCards();
        call(5, 8, confirm("ana", SLOT_TAKEN));
        call(6, 7, confirm("bob", BOOKED));
        assertThat(hasOrder()).isTrue();
    }

    @Test
    void a_double_booking_has_no_order() {
        bothHaveCards();
        call(5, 8, confirm("ana", BOOKED));
        call(6, 7, confirm("bob", BOOKED));
        assertThat(hasOrder()).isFalse();
    }

    @Test
    void whoever_is_told_taken_before_anybody_else_asked_is_told_wrong() {
        bothHaveCards();
        call(5, 6, confirm("ana", SLOT_TAKEN));
        call(7, 8, confirm("bob", BOOKED));
        assertThat(hasOrder()).isFalse();
    }

    @Test
    void a_time_that_was_free_all_along_is_never_unavailable() {
        call(1, 2, noCard("ana", SLOT));
        assertThat(hasOrder()).isFalse();
    }

    @Test
    void a_cancelled_booking_is_free_at_once() {
        bothHaveCards();
        call(5, 6, confirm("ana", BOOKED));
        call(7, 8, cancel("ana"));
        call(9, 10, confirm("bob", BOOKED));
        assertThat(hasOrder()).isTrue();
    }

    @Test
    void a_cancellation_that_is_lost_has_no_order() {
        bothHaveCards();
        call(5, 6, confirm("ana", BOOKED));
        call(7, 8, cancel("ana"));
        call(9, 10, confirm("bob", SLOT_TAKEN));
        assertThat(hasOrder()).isFalse();
    }

    @Test
    void a_cancellation_that_is_not_there_in_the_end_has_no_order() {
        call(1, 2, card("ana", SLOT));
        call(3, 4, confirm("ana", BOOKED));
        call(5, 6, cancel("ana"));
        Visit visit = new Visit("ana", SLOT, Status.CONFIRMED, 0);
        call(7, 8, new Deed.End(Map.of(token("ana"), visit), Map.of(), Map.of(), Set.of(), List.of(now)));
        assertThat(hasOrder()).isFalse();
    }

    @Test
    void of_two_acts_on_what_both_saw_one_is_stale() {
        booked();
        call(5, 8, act("ana", BookingAct.CANCEL, 0, Answer.DONE));
        call(6, 7, act("ana", BookingAct.CANCEL, 0, Answer.STALE));
        assertThat(hasOrder()).isTrue();
    }

    @Test
    void two_acts_on_what_both_saw_have_no_order() {
        booked();
        call(5, 8, act("ana", BookingAct.CANCEL, 0, Answer.DONE));
        call(6, 7, act("ana", BookingAct.CANCEL, 0, Answer.DONE));
        assertThat(hasOrder()).isFalse();
    }

    @Test
    void an_act_that_is_told_to_be_stale_has_changed_nothing() {
        booked();
        call(5, 6, act("ana", BookingAct.CANCEL, 0, Answer.STALE));
        call(7, 8, look("ana", Status.CANCELLED, 1));
        assertThat(hasOrder()).isFalse();
    }

    @Test
    void what_was_never_answered_may_have_been_done() {
        booked();
        call(5, Call.NEVER, act("ana", BookingAct.CANCEL, 0, Answer.UNKNOWN));
        call(6, 7, look("ana", Status.CONFIRMED, 0));
        call(8, 9, look("ana", Status.CANCELLED, 1));
        assertThat(hasOrder()).isTrue();
    }

    @Test
    void what_was_never_answered_may_not_have_been_done() {
        booked();
        call(5, Call.NEVER, act("ana", BookingAct.CANCEL, 0, Answer.UNKNOWN));
        call(8, 9, look("ana", Status.CONFIRMED, 0));
        assertThat(hasOrder()).isTrue();
    }

    @Test
    void what_was_never_answered_is_not_done_twice() {
        booked();
        call(5, Call.NEVER, act("ana", BookingAct.CANCEL, 0, Answer.UNKNOWN));
        call(6, 7, look("ana", Status.CANCELLED, 1));
        call(8, 9, look("ana", Status.CONFIRMED, 0));
        assertThat(hasOrder()).isFalse();
    }

    private void booked() {
        call(1, 2, card("ana", SLOT));
        call(3, 4, confirm("ana", BOOKED));
    }

    @Test
    void a_time_that_is_kept_is_nobody_elses() {
        hold = Duration.ofMinutes(1);
        call(1, 2, card("ana", SLOT));
        call(3, 4, card("bob", HALF_AN_HOUR_LATER));
        assertThat(hasOrder()).isFalse();
    }

    @Test
    void a_time_that_was_kept_is_anybodys() {
        hold = Duration.ofMinutes(1);
        call(1, 2, card("ana", SLOT));
        now = now.plusSeconds(61);
        call(3, 4, card("bob", HALF_AN_HOUR_LATER));
        call(5, 6, confirm("ana", SLOT_TAKEN));
        assertThat(hasOrder()).isTrue();
    }

    @Test
    void whoever_confirms_while_the_time_is_kept_is_not_too_late() {
        hold = Duration.ofMinutes(1);
        call(1, 2, card("ana", SLOT));
        call(3, 4, confirm("ana", SLOT_TAKEN));
        assertThat(hasOrder()).isFalse();
    }

    @Test
    void a_card_can_be_confirmed_for_a_quarter_of_an_hour() {
        call(1, 2, card("ana", SLOT));
        now = now.plusSeconds(14 * 60);
        call(3, 4, confirm("ana", SESSION_EXPIRED));
        assertThat(hasOrder()).isFalse();
    }

    @Test
    void the_clock_may_move_on_before_the_answer() {
        call(1, 2, card("ana", SLOT));
        Deed late = new Deed.Confirm(
                "ana", token("ana"), true, SESSION_EXPIRED, null, now, List.of(now, now.plusSeconds(15 * 60)));
        call(3, 4, late);
        assertThat(hasOrder()).isTrue();
    }

    private Deed cardWhileTheClockMovesOn(String customer, String session) {
        return new Deed.Pick(customer, SLOT, CARD_SHOWN, session, 1, now, List.of(now, now.plusSeconds(15 * 60 + 1)));
    }

    @Test
    void what_has_run_out_may_be_cleared_away_by_a_clock_that_has_moved_on() {
        hold = Duration.ofMinutes(15);
        call(1, 2, card("ana", SLOT));
        call(3, 5, cardWhileTheClockMovesOn("bob", "early"));
        now = now.plusSeconds(15 * 60 + 1);
        call(4, 6, new Deed.Pick("bob", SLOT, CARD_SHOWN, "late", 1, now, List.of(now)));
        assertThat(hasOrder())
                .as("bob's first card was shown early and has run out")
                .isTrue();
    }

    @Test
    void what_was_kept_may_be_cleared_away_before_the_card() {
        hold = Duration.ofMinutes(1);
        Instant later = now.plusSeconds(15 * 60 + 1);
        call(1, 2, card("ana", SLOT));
        call(3, 4, new Deed.Release("ana", List.of(now)));
        call(5, 6, card("bob", SLOT));
        call(7, 9, confirm("ana", BOOKED, now, later));
        call(8, 10, confirm("bob", SLOT_TAKEN, now, later));
        assertThat(hasOrder())
                .as("both saw their cards before, and ana a free time after")
                .isTrue();
    }

    @Test
    void what_is_kept_all_the_time_is_cleared_away_by_nobody() {
        hold = Duration.ofMinutes(16);
        call(1, 2, card("ana", SLOT));
        call(3, 5, cardWhileTheClockMovesOn("bob", "early"));
        assertThat(hasOrder()).isFalse();
    }

    @Test
    void a_list_is_of_one_moment() {
        call(1, 2, card("ana", SLOT));
        call(3, 6, confirm("ana", BOOKED));
        call(4, 5, new Deed.Times("bob", "m1", Set.of(SLOT.start()), List.of(now)));
        assertThat(hasOrder())
                .as("one of two times that overlap is free, the other not")
                .isFalse();
    }
}
