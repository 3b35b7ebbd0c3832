package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.admin.bookings.BookingAct.Obstacle;
import io.quickbooking.core.audit.AuditEntry;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What became of an act on a booking. */
public sealed interface ActOutcome {

    /** Handles each case; a new one will not compile until every caller handles it. */
    <R> R fold(
            Function<Changed, R> changed,
            Function<Stale, R> stale,
            Function<NotAllowed, R> notAllowed,
            Function<SlotTaken, R> slotTaken,
            Supplier<R> gone);

    /** Done. */
    record Changed(String bookingCode, Informed customer) implements ActOutcome {
        @Override
        public <R> R fold(
                Function<Changed, R> changed,
                Function<Stale, R> stale,
                Function<NotAllowed, R> notAllowed,
                Function<SlotTaken, R> slotTaken,
                Supplier<R> gone) {
            return changed.apply(this);
        }
    }

    /**
     * Not done: the booking is no longer the one that was looked at.
     *
     * @param lastAct who did what to it last; null: it was no member of staff
     */
    record Stale(@Nullable AuditEntry lastAct) implements ActOutcome {
        public Optional<AuditEntry> latest() {
            return Optional.ofNullable(lastAct);
        }

        @Override
        public <R> R fold(
                Function<Changed, R> changed,
                Function<Stale, R> stale,
                Function<NotAllowed, R> notAllowed,
                Function<SlotTaken, R> slotTaken,
                Supplier<R> gone) {
            return stale.apply(this);
        }
    }

    /** Not done: this cannot be done to such a booking. */
    record NotAllowed(Obstacle reason) implements ActOutcome {
        @Override
        public <R> R fold(
                Function<Changed, R> changed,
                Function<Stale, R> stale,
                Function<NotAllowed, R> notAllowed,
                Function<SlotTaken, R> slotTaken,
                Supplier<R> gone) {
            return notAllowed.apply(this);
        }
    }

    /**
     * Not restored or moved: somebody else has the time.
     *
     * @param byBookingCode null: it is held for a customer who is about to book
     */
    record SlotTaken(@Nullable String byBookingCode) implements ActOutcome {
        @Override
        public <R> R fold(
                Function<Changed, R> changed,
                Function<Stale, R> stale,
                Function<NotAllowed, R> notAllowed,
                Function<SlotTaken, R> slotTaken,
                Supplier<R> gone) {
            return slotTaken.apply(this);
        }
    }

    /** There is no such booking. */
    record Gone() implements ActOutcome {
        @Override
        public <R> R fold(
                Function<Changed, R> changed,
                Function<Stale, R> stale,
                Function<NotAllowed, R> notAllowed,
                Function<SlotTaken, R> slotTaken,
                Supplier<R> gone) {
            return gone.get();
        }
    }

    /** Whether the customer is told. */
    enum Informed {
        NOT_ASKED,
        MESSAGED,
        /** WhatsApp lets a salon write freely only for 24 hours after the customer's last message. */
        WINDOW_CLOSED,
        /** They asked for nothing but answers. */
        OPTED_OUT
    }
}
