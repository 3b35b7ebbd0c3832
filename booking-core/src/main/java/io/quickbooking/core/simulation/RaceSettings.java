package io.quickbooking.core.simulation;

import java.time.Duration;
import java.util.UUID;

/**
 * The settings of a race.
 *
 * @param slotButtonId the chosen slot, as the id of its button
 * @param taps number of confirmations, 2 to 50
 * @param spread period in which the taps are randomly distributed, up to 500 ms; zero for all at once
 * @param rounds number of rounds, 1 to 100
 */
public record RaceSettings(UUID salonId, RaceMode mode, String slotButtonId, int taps, Duration spread, int rounds) {
    public static final int MIN_TAPS = 2;
    public static final int MAX_TAPS = 50;
    public static final Duration MAX_SPREAD = Duration.ofMillis(500);
    public static final int MAX_ROUNDS = 100;

    public RaceSettings {
        if (taps < MIN_TAPS || taps > MAX_TAPS) {
            throw new IllegalArgumentException("2 to 50 taps, not " + taps);
        }
        if (spread.isNegative() || spread.compareTo(MAX_SPREAD) > 0) {
            throw new IllegalArgumentException("a spread of 0 to 500 ms, not " + spread);
        }
        if (rounds < 1 || rounds > MAX_ROUNDS) {
            throw new IllegalArgumentException("1 to 100 rounds, not " + rounds);
        }
    }
}
