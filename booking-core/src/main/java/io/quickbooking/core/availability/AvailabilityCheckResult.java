package io.quickbooking.core.availability;

import java.util.function.Function;

/** Whether a time can be booked. */
public sealed interface AvailabilityCheckResult {

    /** Handles each case; a new one will not compile until every caller handles it. */
    <R> R fold(Function<Free, R> free, Function<Unavailable, R> unavailable);

    /** The time is free at the moment of asking; only the booking itself grants it. */
    record Free(Slot slot) implements AvailabilityCheckResult {
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
