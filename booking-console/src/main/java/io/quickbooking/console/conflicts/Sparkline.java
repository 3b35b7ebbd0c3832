package io.quickbooking.console.conflicts;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A small line of how a metric went, in a box of 120 by 32.
 *
 * @param points of the line
 * @param lastX of the dot at its end
 * @param low in words, like high and last
 */
public record Sparkline(String points, String lastX, String lastY, String low, String high, String last) {
    private static final double WIDTH = 116;
    private static final double HEIGHT = 26;
    private static final double MARGIN = 3;

    /** How a value is written. */
    interface Wording {
        String of(double value);
    }

    /**
     * @param values one for each step; null: nothing to measure then
     * @return null with fewer than two values
     */
    static @Nullable Sparkline of(List<@Nullable Double> values, Wording wording) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double last = 0;
        int count = 0;
        for (Double value : values) {
            if (value != null) {
                low = Math.min(low, value);
                high = Math.max(high, value);
                last = value;
                count++;
            }
        }
        if (count < 2) {
            return null;
        }
        StringBuilder points = new StringBuilder();
        String x = "";
        String y = "";
        for (int i = 0; i < values.size(); i++) {
            Double value = values.get(i);
            if (value != null) {
                x = number(2 + WIDTH * i / (values.size() - 1));
                // A flat line runs through the middle.
                y = number(high == low ? MARGIN + HEIGHT / 2 : MARGIN + HEIGHT * (high - value) / (high - low));
                points.append(x).append(',').append(y).append(' ');
            }
        }
        return new Sparkline(points.toString().strip(), x, y, wording.of(low), wording.of(high), wording.of(last));
    }

    private static String number(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }
}
