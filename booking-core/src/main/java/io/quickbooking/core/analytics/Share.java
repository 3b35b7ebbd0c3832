package io.quickbooking.core.analytics;

/** So many of so many. */
public record Share(long part, long whole) {
    /** With fewer samples a share says little, and none is judged by it. */
    public static final int ENOUGH = 30;

    public boolean isEnough() {
        return whole >= ENOUGH;
    }

    /** From 0 to 1; 0 of nothing is 0. */
    public double value() {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
