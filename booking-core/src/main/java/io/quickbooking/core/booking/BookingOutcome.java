package io.quickbooking.core.booking;

import io.quickbooking.core.availability.Refusal;
import java.util.function.Function;

/** What became of the attempt to book. */
public sealed interface BookingOutcome {

    /** Handles each case; a new one will not compile until every caller handles it. */
    <R> R fold(Function<Booked, R> booked, Function<AlreadyBooked, R> alreadyBooked, Function<Refused, R> refused);

    /** The booking is written, in the caller's transaction. */
    record Booked(Booking booking) implements BookingOutcome {
        @Override
        public <R> R fold(
                Function<Booked, R> booked, Function<AlreadyBooked, R> alreadyBooked, Function<Refused, R> refused) {
            return booked.apply(this);
        }
    }

    /** The same selection was booked before; nothing was written. */
    record AlreadyBooked(Booking booking) implements BookingOutcome {
        @Override
        public <R> R fold(
                Function<Booked, R> booked, Function<AlreadyBooked, R> alreadyBooked, Function<Refused, R> refused) {
            return alreadyBooked.apply(this);
        }
    }

    /** The time cannot be booked, or no longer; nothing was written. */
    record Refused(Refusal reason) implements BookingOutcome {
        @Override
        public <R> R fold(
                Function<Booked, R> booked, Function<AlreadyBooked, R> alreadyBooked, Function<Refused, R> refused) {
            return refused.apply(this);
        }
    }
}
