package io.quickbooking.core.privacy;

import io.quickbooking.core.booking.Booking;
import java.util.List;

/** The outcome of a request for erasure. */
public sealed interface ErasureOutcome {
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
