package io.quickbooking.core.conversation;

import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.button.ButtonId.BookingPlace;
import io.quickbooking.core.button.ButtonId.CancelBooking;
import io.quickbooking.core.button.ButtonId.CancelForGood;
import io.quickbooking.core.button.ButtonId.KeepBooking;
import io.quickbooking.core.button.ButtonId.MyBookings;
import io.quickbooking.core.message.InteractiveMessage.Menu;
import io.quickbooking.core.message.Notice;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Lists the bookings of a customer and cancels one after a question. */
final class Cancellation {
    /** The rows of one list, and one more to know whether further bookings follow. */
    private static final int MOST = Menu.MAX_ROWS + 1;

    private final BookingWriter bookings;
    private final Holds holds;
    private final Replies replies;

    Cancellation(BookingWriter bookings, Holds holds, Replies replies) {
        this.bookings = bookings;
        this.holds = holds;
        this.replies = replies;
    }

    Decision show(TapContext tap) {
        return show(new MyBookings(null), tap);
    }

    /** Lists one page of bookings; the first page when none follows the given place. */
    Decision show(MyBookings asked, TapContext tap) {
        BookingPlace after = asked.after();
        List<Booking> upcoming = after == null
                ? upcoming(tap)
                : bookings.upcomingAfter(
                        tap.salon().id(),
                        tap.customer().id(),
                        tap.now(),
                        after.start().toInstant(ZoneOffset.UTC),
                        after.bookingCode(),
                        MOST);
        if (upcoming.isEmpty()) {
            return after == null ? none(tap) : show(tap);
        }
        return Decision.answer(TapOutcome.BOOKINGS_LISTED, replies.bookings(upcoming, tap));
    }

    /**
     * Asks which booking to cancel, or with a single booking, whether to cancel it. Without bookings, the customer
     * means the card that was shown.
     */
    Decision ask(TapContext tap) {
        List<Booking> upcoming = upcoming(tap);
        return switch (upcoming.size()) {
            case 0 -> {
                holds.release(tap);
                yield none(tap);
            }
            case 1 -> ask(upcoming.get(0), tap);
            default -> Decision.answer(TapOutcome.BOOKINGS_LISTED, replies.whichBooking(upcoming, tap));
        };
    }

    Decision ask(CancelBooking asked, TapContext tap) {
        return locked(asked.bookingCode(), tap)
                .map(booking -> isCancellable(booking, tap) ? ask(booking, tap) : notCancellable(booking, tap))
                .orElseGet(() -> notCancellable(tap));
    }

    private Decision ask(Booking booking, TapContext tap) {
        return Decision.answer(TapOutcome.CANCEL_ASKED, replies.cancelQuestion(booking, tap))
                .withBooking(booking);
    }

    Decision cancel(CancelForGood asked, TapContext tap) {
        return locked(asked.bookingCode(), tap)
                .map(booking -> isCancellable(booking, tap) ? cancel(booking, tap) : notCancellable(booking, tap))
                .orElseGet(() -> notCancellable(tap));
    }

    private Decision cancel(Booking booking, TapContext tap) {
        bookings.cancelOwn(booking, tap.now());
        return Decision.answer(TapOutcome.CANCELLED, replies.cancelledAsAsked(booking, tap))
                .withBooking(booking);
    }

    Decision keep(KeepBooking asked, TapContext tap) {
        return locked(asked.bookingCode(), tap)
                .map(booking -> isCancellable(booking, tap)
                        ? Decision.answer(TapOutcome.BOOKING_KEPT, replies.notice(Notice.KEPT, tap.language()))
                                .withBooking(booking)
                        : notCancellable(booking, tap))
                .orElseGet(() -> notCancellable(tap));
    }

    /** Locks the booking, so that staff cannot cancel or complete it at the same time. */
    private Optional<Booking> locked(String code, TapContext tap) {
        return bookings.lockOwn(tap.salon().id(), tap.customer().id(), code);
    }

    private static boolean isCancellable(Booking booking, TapContext tap) {
        return booking.status() == Booking.Status.CONFIRMED && booking.toldTs().isAfter(tap.now());
    }

    private List<Booking> upcoming(TapContext tap) {
        return bookings.upcoming(tap.salon().id(), tap.customer().id(), tap.now(), MOST);
    }

    private Decision none(TapContext tap) {
        return Decision.answer(TapOutcome.NO_BOOKINGS, replies.notice(Notice.NO_BOOKINGS, tap.language()));
    }

    /**
     * Says of a cancelled booking that it is cancelled: a customer who taps twice must not be referred to the salon.
     */
    private Decision notCancellable(Booking booking, TapContext tap) {
        return booking.status() == Booking.Status.CANCELLED
                ? Decision.answer(TapOutcome.NOT_CANCELLABLE, replies.cancelledAsAsked(booking, tap))
                        .withBooking(booking)
                : notCancellable(tap);
    }

    private Decision notCancellable(TapContext tap) {
        return Decision.answer(TapOutcome.NOT_CANCELLABLE, replies.notice(Notice.NOT_CANCELLABLE, tap.language()));
    }
}
