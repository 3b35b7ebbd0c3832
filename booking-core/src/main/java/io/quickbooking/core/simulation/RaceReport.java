package io.quickbooking.core.simulation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of a race.
 *
 * @param total over all finished rounds
 * @param perRound the finished rounds
 * @param shownRound the round of the shown taps; 0 if none is finished
 * @param shown the taps of that round by arrival
 */
public record RaceReport(Race race, RaceCounts total, List<RoundCounts> perRound, int shownRound, List<RaceTap> shown) {
    public RaceReport {
        perRound = List.copyOf(perRound);
        shown = List.copyOf(shown);
    }

    /** Returns whether there was no double booking, no failure, and a winner in each round. */
    public boolean isClean() {
        return total.doubleBookings() == 0
                && total.errors() == 0
                && perRound.stream().allMatch(round -> round.counts().booked() > 0);
    }

    public record RoundCounts(int round, RaceCounts counts) {}

    /**
     * A race.
     *
     * @param slotStart the chosen slot
     * @param error why it failed
     * @param endedAt null if it has not
     */
    public record Race(
            UUID id,
            UUID salonId,
            String startedBy,
            RaceMode mode,
            int taps,
            int spreadMillis,
            int rounds,
            String masterName,
            String serviceName,
            Instant slotStart,
            State state,
            @Nullable String error,
            Instant startedAt,
            @Nullable Instant endedAt,
            int roundsDone,
            int booked,
            int doubleBookings,
            int errors) {}

    public enum State {
        RUNNING,
        DONE,
        /** An error ended it. */
        FAILED,
        /** Its node died or was stopped. */
        INTERRUPTED
    }
}
