package io.quickbooking.core.button;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a button or a row of a list stands for. Ids come back from old messages, other customers and attackers: nothing here
 * is trusted. Each says all that it needs, so that an old list means what it meant when it was sent.
 */
public sealed interface ButtonId {

    /** One method for each button, see {@link #match}. */
    interface Cases<R> {
        R pickSlot(PickSlot button);

        R confirm(Confirm button);

        R changeTime(ChangeTime button);

        R nextTimes(NextTimes button);

        R moreTimes(MoreTimes button);

        R pickService(PickService button);

        R pickMaster(PickMaster button);

        R pickDay(PickDay button);

        R myBookings(MyBookings button);

        R cancelBooking(CancelBooking button);

        R cancelForGood(CancelForGood button);

        R keepBooking(KeepBooking button);
    }

    /** Calls the method of this case. */
    default <R> R match(Cases<R> cases) {
        if (this instanceof PickSlot it) {
            return cases.pickSlot(it);
        }
        if (this instanceof Confirm it) {
            return cases.confirm(it);
        }
        if (this instanceof ChangeTime it) {
            return cases.changeTime(it);
        }
        if (this instanceof NextTimes it) {
            return cases.nextTimes(it);
        }
        if (this instanceof MoreTimes it) {
            return cases.moreTimes(it);
        }
        if (this instanceof PickService it) {
            return cases.pickService(it);
        }
        if (this instanceof PickMaster it) {
            return cases.pickMaster(it);
        }
        if (this instanceof PickDay it) {
            return cases.pickDay(it);
        }
        if (this instanceof MyBookings it) {
            return cases.myBookings(it);
        }
        if (this instanceof CancelBooking it) {
            return cases.cancelBooking(it);
        }
        if (this instanceof CancelForGood it) {
            return cases.cancelForGood(it);
        }
        if (this instanceof KeepBooking it) {
            return cases.keepBooking(it);
        }
        throw new AssertionError(this);
    }

    /** What the ledger calls a tap on this button. */
    String kind();

    /**
     * {@code slot_<yyyy-MM-dd>_<HH:mm>_<masterRef>[_<serviceRef>]}: pick a slot.
     *
     * @param masterRef short code or UUID of the master
     * @param serviceRef short code or UUID of the service; null: the one in the session, then the master's default
     */
    record PickSlot(
            LocalDate date,
            LocalTime time,
            String masterRef,
            @Nullable String serviceRef) implements ButtonId {
        @Override
        public String kind() {
            return "slot_selection";
        }
    }

    /** {@code confirm_booking_<token>}: book the selection that the token names. */
    record Confirm(String token) implements ButtonId {
        @Override
        public String kind() {
            return "booking_confirmation";
        }
    }

    /** {@code change_time_<token>}: show other times for the selection that the token names. */
    record ChangeTime(String token) implements ButtonId {
        @Override
        public String kind() {
            return "change_time";
        }
    }

    /** {@code next_times}: show the next free times. */
    record NextTimes() implements ButtonId {
        @Override
        public String kind() {
            return "next_times";
        }
    }

    /**
     * {@code more_times[_<after>]}: show the services.
     *
     * @param after the last service of the page before, by short code or UUID; in messages sent by earlier versions how many
     *     services those pages had. Null: the first page
     */
    record MoreTimes(@Nullable String after) implements ButtonId {
        @Override
        public String kind() {
            return "more_times";
        }
    }

    /**
     * {@code pick_service_<serviceRef>[_<after>]}: show who does a service.
     *
     * @param after the last master of the page before, by short code or UUID; in messages sent by earlier versions how many
     *     masters those pages had. Null: the first page
     */
    record PickService(String serviceRef, @Nullable String after) implements ButtonId {
        @Override
        public String kind() {
            return "service_selection";
        }
    }

    /**
     * {@code pick_master_<serviceRef>_<masterRef|any>[_<yyyy-MM-dd>]}: show the days with free times.
     *
     * @param masterRef null: anyone who does the service
     * @param from the first day to show; null: today
     */
    record PickMaster(
            String serviceRef,
            @Nullable String masterRef,
            @Nullable LocalDate from) implements ButtonId {
        public PickMaster {
            requireNotAnyone(masterRef);
        }

        @Override
        public String kind() {
            return "master_selection";
        }
    }

    /**
     * {@code pick_day_<serviceRef>_<masterRef|any>_<yyyy-MM-dd>[_<HH:mm>]}: show the free times of a day.
     *
     * @param masterRef null: anyone who does the service
     * @param from the first time to show; null: from the day's beginning
     */
    record PickDay(
            String serviceRef,
            @Nullable String masterRef,
            LocalDate date,
            @Nullable LocalTime from) implements ButtonId {
        public PickDay {
            requireNotAnyone(masterRef);
        }

        @Override
        public String kind() {
            return "day_selection";
        }
    }

    /**
     * {@code my_bookings[_<yyyy-MM-dd>_<HH:mm>_<code>]}: show the customer's bookings to come.
     *
     * @param after the last one of the page before; null: the first page
     */
    record MyBookings(@Nullable BookingPlace after) implements ButtonId {
        @Override
        public String kind() {
            return "my_bookings";
        }
    }

    /**
     * A place in the list of a customer's bookings, which stays where it is when one of them is moved or cancelled.
     *
     * @param start in UTC, to the minute
     */
    record BookingPlace(LocalDateTime start, String bookingCode) {}

    /** {@code cancel_booking_<code>}: ask whether to cancel a booking. */
    record CancelBooking(String bookingCode) implements ButtonId {
        @Override
        public String kind() {
            return "cancellation";
        }
    }

    /** {@code cancel_for_good_<code>}: cancel a booking. */
    record CancelForGood(String bookingCode) implements ButtonId {
        @Override
        public String kind() {
            return "cancellation_confirmation";
        }
    }

    /** {@code keep_booking_<code>}: do not cancel it after all. */
    record KeepBooking(String bookingCode) implements ButtonId {
        @Override
        public String kind() {
            return "cancellation_dropped";
        }
    }

    /**
     * The number in the id of a page that says how many choices the pages before it had; empty: the id names the last of
     * them.
     */
    static OptionalInt counted(String after) {
        return COUNT.matcher(after).matches() ? OptionalInt.of(Integer.parseInt(after)) : OptionalInt.empty();
    }

    Pattern COUNT = Pattern.compile("[1-9]\\d{0,3}");

    /** How ids write that anyone will do; a master with this code is named by UUID. */
    String ANYONE = "any";

    private static void requireNotAnyone(@Nullable String masterRef) {
        if (ANYONE.equals(masterRef)) {
            throw new IllegalArgumentException("any master is written as null, not as a reference");
        }
    }
}
