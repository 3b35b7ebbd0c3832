package io.quickbooking.core.availability;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether a time can be booked. */
public sealed interface AvailabilityCheckResult {

    /** Handles each case; a new one will not compile until every caller handles it. */
    <R> R fold(Function<Free, R> free, Function<Unavailable, R> unavailable);

    /**
     * The time is free at the moment of asking; only the booking itself grants it.
     *
     * @param other what the customer who asks has booked for that time, with somebody else; null: nothing
     */
    record Free(Slot slot, @Nullable OwnVisit other) implements AvailabilityCheckResult {
        @Override
        public <R> R fold(Function<Free, R> free, Function<Unavailable, R> unavailable) {
            return free.apply(this);
        }
    }

    record Unavailable(Refusal reason) implements AvailabilityCheckResult {
        @Override
        public <R> R fold(Function<Free, R> free, Function<Unavailable, R> unavailable) {
            return unavailable.apply(this);
        }
    }
}
