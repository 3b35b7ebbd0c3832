package io.quickbooking.core.privacy;

import io.quickbooking.core.booking.Booking;
import java.util.List;

/** What became of the wish to be forgotten. */
public sealed interface ErasureOutcome {
    /** @param salons at how many salons they were a customer */
    record Erased(int salons) implements ErasureOutcome {}

    /**
     * Nothing was done: a salon still waits for them. Cancelled first, so that customer and staff know.
     *
     * @param visits the next first
     */
    record StillExpected(List<Booking> visits) implements ErasureOutcome {
        public StillExpected {
            visits = List.copyOf(visits);
        }
    }

    /**
     * Nothing was done: it would concern another number of salons than somebody was shown.
     *
     * @param salons how many by now
     */
    record OtherSalons(int salons) implements ErasureOutcome {}

    /** No such customer, or erased before. */
    record Gone() implements ErasureOutcome {}
}
