package io.quickbooking.core.privacy;

import io.quickbooking.core.booking.Booking;
import java.util.List;
import java.util.function.Function;

/** The outcome of a request for erasure. */
public sealed interface ErasureOutcome {

    /** Applies the function of this case. */
    default <R> R match(
            Function<Erased, R> erased,
            Function<StillExpected, R> stillExpected,
            Function<OtherSalons, R> otherSalons,
            Function<Gone, R> gone) {
        if (this instanceof Erased it) {
            return erased.apply(it);
        }
        if (this instanceof StillExpected it) {
            return stillExpected.apply(it);
        }
        if (this instanceof OtherSalons it) {
            return otherSalons.apply(it);
        }
        if (this instanceof Gone it) {
            return gone.apply(it);
        }
        throw new AssertionError(this);
    }

    /**
     * The customer was erased.
     *
     * @param salons the number of salons where they were a customer
     */
    record Erased(int salons) implements ErasureOutcome {}

    /**
     * Nothing was erased, because a salon still expects them. Their visits have to be cancelled first, so that customer and
     * staff know.
     *
     * @param visits the next first
     */
    record StillExpected(List<Booking> visits) implements ErasureOutcome {
        public StillExpected {
            visits = List.copyOf(visits);
        }
    }

    /**
     * Nothing was erased, because the number of affected salons differs from the one that was shown.
     *
     * @param salons the present number
     */
    record OtherSalons(int salons) implements ErasureOutcome {}

    /** There is no such customer, or they were erased before. */
    record Gone() implements ErasureOutcome {}
}
