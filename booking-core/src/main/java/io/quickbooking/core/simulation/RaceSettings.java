package io.quickbooking.core.simulation;

import java.time.Duration;
import java.util.UUID;

/**
 * What is to be raced.
 *
 * @param slotButtonId the chosen slot, as the button that picks it
 * @param taps how many confirm, 2 to 50
 * @param spread within which the taps are strewn at random, up to 500 ms; zero: all at once
 * @param rounds how often, 1 to 100
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
