package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.admin.bookings.ActOutcome.Changed;
import io.quickbooking.core.availability.Refusal;
import java.util.Optional;
import java.util.function.Function;

/** The result of moving a booking: that of any act, or a refusal of the new time by the rules. */
public sealed interface MoveOutcome permits ActOutcome, MoveOutcome.Refused {

    /** Applies the function of this case. */
    default <R> R match(Function<ActOutcome, R> act, Function<Refused, R> refused) {
        if (this instanceof ActOutcome it) {
            return act.apply(it);
        }
        if (this instanceof Refused it) {
            return refused.apply(it);
        }
        throw new AssertionError(this);
    }

    /** Returns the change; empty if nothing was changed. */
    default Optional<Changed> changed() {
        return this instanceof Changed it ? Optional.of(it) : Optional.empty();
    }

    /** The rules refuse the new time; the booking stays where it is. */
    record Refused(Refusal reason) implements MoveOutcome {}
}
