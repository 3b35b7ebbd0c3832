package io.quickbooking.core.booking;

import io.quickbooking.core.availability.Refusal;
import java.util.Optional;
import java.util.function.Function;

/** The result of an attempt to book. */
public sealed interface BookingOutcome {

    /** Applies the function of this case. */
    default <R> R match(
            Function<Booked, R> booked, Function<AlreadyBooked, R> alreadyBooked, Function<Refused, R> refused) {
        if (this instanceof Booked it) {
            return booked.apply(it);
        }
        if (this instanceof AlreadyBooked it) {
            return alreadyBooked.apply(it);
        }
        if (this instanceof Refused it) {
            return refused.apply(it);
        }
        throw new AssertionError(this);
    }

    /** Returns the booking that this attempt has written; empty if it has written none. */
    default Optional<Booking> written() {
        return this instanceof Booked it ? Optional.of(it.booking()) : Optional.empty();
    }

    /** The booking is written, in the caller's transaction. */
    record Booked(Booking booking) implements BookingOutcome {}

    /** The same selection was booked before; nothing was written. */
    record AlreadyBooked(Booking booking) implements BookingOutcome {}

    /** The time cannot be booked, or no longer; nothing was written. */
    record Refused(Refusal reason) implements BookingOutcome {}
}
