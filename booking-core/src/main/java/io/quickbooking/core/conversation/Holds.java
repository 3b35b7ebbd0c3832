package io.quickbooking.core.conversation;

import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.booking.BookingOutcome;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.booking.NewBooking;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.session.SessionContext;
import java.time.Instant;
import java.util.Optional;

/** Holds slots for customers who have a card, at salons with holds. For other salons it makes no database query. */
final class Holds {
    private final BookingWriter bookings;

    Holds(BookingWriter bookings) {
        this.bookings = bookings;
    }

    static boolean areUsedBy(Salon salon) {
        return !salon.hold().isZero();
    }

    /**
     * Holds the slot of a selection.
     *
     * @return the end of the hold; empty: the slot is taken
     */
    Optional<Instant> hold(SessionContext session, Slot slot, TapContext tap) {
        Instant until = earliest(tap.now().plus(tap.salon().hold()), earliest(session.expiresAt(), slot.from()));
        boolean held = bookings.hold(
                new NewBooking(
                        tap.salon().id(),
                        tap.customer().realm(),
                        tap.customer().id(),
                        tap.customer().phone(),
                        tap.customer().name(),
                        slot.master().id(),
                        slot.service().id(),
                        slot.service().name(),
                        slot.from(),
                        slot.until(),
                        slot.start().toLocalDateTime(),
                        tap.salon().zone().getId(),
                        slot.service().bufferBefore(),
                        slot.service().bufferAfter(),
                        slot.service().price(),
                        tap.salon().currency().getCurrencyCode(),
                        session.token().toString(),
                        null,
                        tap.now()),
                until);
        return held ? Optional.of(until) : Optional.empty();
    }

    /** Returns the end of the hold for the selection of a card; empty: there is no hold. */
    Optional<Instant> until(SessionContext session, TapContext tap) {
        return areUsedBy(tap.salon())
                ? bookings.heldUntil(
                        tap.salon().id(), tap.customer().id(), session.token().toString(), tap.now())
                : Optional.empty();
    }

    /** Books the slot that is held for a selection; empty: there is no hold. */
    Optional<BookingOutcome> book(SessionContext session, TapContext tap) {
        return areUsedBy(tap.salon())
                ? bookings.writeHeld(
                        tap.salon().id(),
                        tap.customer().id(),
                        session.token().toString(),
                        session.card().start().atZone(tap.salon().zone()),
                        tap.now())
                : Optional.empty();
    }

    /** Releases the holds of a customer who has visibly left the card. */
    void release(TapContext tap) {
        if (areUsedBy(tap.salon())) {
            bookings.release(tap.salon().id(), tap.customer().id());
        }
    }

    private static Instant earliest(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
