package io.quickbooking.core.simulation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A race as far as it has got.
 *
 * @param total over all rounds that are done
 * @param perRound the rounds that are done
 * @param shownRound whose taps these are; 0: none is done
 * @param shown the taps of that round by arrival
 */
public record RaceReport(Race race, RaceCounts total, List<RoundCounts> perRound, int shownRound, List<RaceTap> shown) {
    public RaceReport {
        perRound = List.copyOf(perRound);
        shown = List.copyOf(shown);
    }

    /** Nothing was booked twice, nothing failed, and each round had a winner. */
    public boolean isClean() {
        return total.doubleBookings() == 0
                && total.errors() == 0
                && perRound.stream().allMatch(round -> round.counts().booked() > 0);
    }

    public record RoundCounts(int round, RaceCounts counts) {}

    /**
     * @param slotStart the chosen slot
     * @param error why it failed
     * @param endedAt null: it has not
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
        /** It could not go on. */
        FAILED,
        /** Its node has died or was stopped. */
        INTERRUPTED
    }
}
