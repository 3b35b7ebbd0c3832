package io.quickbooking.core.availability;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says whether a time can be booked. */
public sealed interface AvailabilityCheckResult {

    /** Applies the function of this case. */
    default <R> R match(Function<Free, R> free, Function<Unavailable, R> unavailable) {
        if (this instanceof Free it) {
            return free.apply(it);
        }
        if (this instanceof Unavailable it) {
            return unavailable.apply(it);
        }
        throw new AssertionError(this);
    }

    /**
     * The time was free when it was checked; only the booking itself grants it.
     *
     * @param other the customer's own booking at that time, with another master; null: none
     */
    record Free(Slot slot, @Nullable OwnVisit other) implements AvailabilityCheckResult {}

    /** The time cannot be booked. */
    record Unavailable(Refusal reason) implements AvailabilityCheckResult {}
}
