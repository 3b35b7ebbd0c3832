package io.quickbooking.core.analytics;

/** A part of a whole. */
public record Share(long part, long whole) {
    /** The minimum number of samples; a share of fewer is not judged. */
    public static final int ENOUGH = 30;

    public boolean isEnough() {
        return whole >= ENOUGH;
    }

    /** Returns a value from 0 to 1; 0 for an empty whole. */
    public double value() {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
