package io.quickbooking.console.bench;

import java.util.Arrays;
import java.util.Locale;

/** Durations in milliseconds, in ascending order. */
record Latencies(double[] sorted) {
    Latencies {
        Arrays.sort(sorted);
    }

    /** By nearest rank. */
    double percentile(int percent) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    /** {@code 12 / 20 / 31}: p50, p95, p99 in milliseconds. */
    @Override
    public String toString() {
        return isEmpty()
                ? "-"
                : String.format(Locale.ROOT, "%.0f / %.0f / %.0f", percentile(50), percentile(95), percentile(99));
    }
}
