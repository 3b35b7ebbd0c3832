package io.quickbooking.core.conversation;

import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.button.ButtonId.CancelBooking;
import io.quickbooking.core.button.ButtonId.CancelForGood;
import io.quickbooking.core.message.InteractiveMessage.Menu;
import io.quickbooking.core.message.Notice;
import java.util.List;
import java.util.Optional;

/** What a customer has booked: to see, and to cancel after being asked once more. */
final class Cancellation {
    private final BookingWriter bookings;
    private final Replies replies;

    Cancellation(BookingWriter bookings, Replies replies) {
        this.bookings = bookings;
        this.replies = replies;
    }

    Decision show(TapContext tap) {
        List<Booking> upcoming = upcoming(tap);
        return upcoming.isEmpty()
                ? none(tap)
                : Decision.answer(TapOutcome.BOOKINGS_LISTED, replies.bookings(upcoming, tap));
    }

    /** Which one; of a single one, whether. */
    Decision ask(TapContext tap) {
        List<Booking> upcoming = upcoming(tap);
        return switch (upcoming.size()) {
            case 0 -> none(tap);
            case 1 -> ask(upcoming.get(0), tap);
            default -> Decision.answer(TapOutcome.BOOKINGS_LISTED, replies.whichBooking(upcoming, tap));
        };
    }

    Decision ask(CancelBooking asked, TapContext tap) {
        return cancellable(asked.bookingCode(), tap)
                .map(booking -> ask(booking, tap))
                .orElseGet(() -> notCancellable(tap));
    }

    private Decision ask(Booking booking, TapContext tap) {
        return Decision.answer(TapOutcome.CANCEL_ASKED, replies.cancelQuestion(booking, tap))
                .withBooking(booking);
    }

    Decision cancel(CancelForGood asked, TapContext tap) {
        Optional<Booking> cancellable = cancellable(asked.bookingCode(), tap);
        if (cancellable.isEmpty()) {
            return notCancellable(tap);
        }
        bookings.cancelOwn(cancellable.get(), tap.now());
        return Decision.answer(TapOutcome.CANCELLED, replies.cancelledAsAsked(cancellable.get(), tap))
                .withBooking(cancellable.get());
    }

    Decision keep(TapContext tap) {
        return Decision.answer(TapOutcome.BOOKING_KEPT, replies.notice(Notice.KEPT, tap.language()));
    }

    /** Locked, so that staff cannot cancel or complete it meanwhile. */
    private Optional<Booking> cancellable(String code, TapContext tap) {
        return bookings.lockOwn(tap.salon().id(), tap.customer().id(), code)
                .filter(booking -> booking.status() == Booking.Status.CONFIRMED)
                .filter(booking -> booking.startTs().isAfter(tap.now()));
    }

    private List<Booking> upcoming(TapContext tap) {
        return bookings.upcoming(tap.salon().id(), tap.customer().id(), tap.now(), Menu.MAX_ROWS);
    }

    private Decision none(TapContext tap) {
        return Decision.answer(TapOutcome.NO_BOOKINGS, replies.notice(Notice.NO_BOOKINGS, tap.language()));
    }

    private Decision notCancellable(TapContext tap) {
        return Decision.answer(TapOutcome.NOT_CANCELLABLE, replies.notice(Notice.NOT_CANCELLABLE, tap.language()));
    }
}
