package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.admin.bookings.BookingAct.Obstacle;
import io.quickbooking.core.audit.AuditEntry;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The result of an act on a booking. */
public sealed interface ActOutcome extends MoveOutcome {

    /** Applies the function of this case. */
    default <R> R match(
            Function<Changed, R> changed,
            Function<Stale, R> stale,
            Function<NotAllowed, R> notAllowed,
            Function<SlotTaken, R> slotTaken,
            Function<Gone, R> gone) {
        if (this instanceof Changed it) {
            return changed.apply(it);
        }
        if (this instanceof Stale it) {
            return stale.apply(it);
        }
        if (this instanceof NotAllowed it) {
            return notAllowed.apply(it);
        }
        if (this instanceof SlotTaken it) {
            return slotTaken.apply(it);
        }
        if (this instanceof Gone it) {
            return gone.apply(it);
        }
        throw new AssertionError(this);
    }

    /** The act is done. */
    record Changed(String bookingCode, Informed customer) implements ActOutcome {}

    /**
     * The booking has changed since it was shown. Nothing was done.
     *
     * @param lastAct the last act of staff on it; null: there was none
     */
    record Stale(@Nullable AuditEntry lastAct) implements ActOutcome {
        public Optional<AuditEntry> latest() {
            return Optional.ofNullable(lastAct);
        }
    }

    /** The act is not possible on such a booking. Nothing was done. */
    record NotAllowed(Obstacle reason) implements ActOutcome {}

    /**
     * Another customer has the time, so the booking was neither restored nor moved.
     *
     * @param byBookingCode null: the time is held for a customer who is about to book
     */
    record SlotTaken(@Nullable String byBookingCode) implements ActOutcome {}

    /** There is no such booking. */
    record Gone() implements ActOutcome {}

    /** Says whether the customer is notified. */
    enum Informed {
        NOT_ASKED,
        MESSAGED,
        /** WhatsApp lets a salon write freely only for 24 hours after the customer's last message. */
        WINDOW_CLOSED,
        /** The customer asked for nothing but answers. */
        OPTED_OUT
    }
}
