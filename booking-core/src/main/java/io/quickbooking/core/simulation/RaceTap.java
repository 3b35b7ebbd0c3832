package io.quickbooking.core.simulation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One confirmation of a race.
 *
 * @param arrival from 1, in the order of the taps
 * @param customer number of the customer, from 1
 * @param slotStart the slot that it confirms
 * @param offset since the barrier opened
 * @param took until the answer, including the wait for a connection
 * @param outcome as in the ledger of taps; {@code redelivered} for another delivery of the same message, {@code error} for none
 */
public record RaceTap(
        int round,
        int arrival,
        int customer,
        Instant slotStart,
        Instant tappedAt,
        Duration offset,
        Duration took,
        String outcome,
        @Nullable String error) {
    static final String ERROR = "error";
    static final String REDELIVERED = "redelivered";

    public boolean isBooked() {
        return outcome.equals("booked");
    }

    public boolean isError() {
        return outcome.equals(ERROR) || outcome.equals("failed");
    }

    /** Returns whether it got the answer of an earlier tap. */
    public boolean isRepeated() {
        return outcome.equals("repeated") || outcome.equals(REDELIVERED);
    }

    public boolean isOffered() {
        return outcome.equals("slot_taken") || outcome.equals("slot_unavailable");
    }
}
