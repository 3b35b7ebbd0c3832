package io.quickbooking.core.catalog;

/**
 * A range of a local day, {@code [fromMinute, toMinute)}, in minutes after midnight on the wall clock.
 *
 * @param fromMinute 0 to 1439
 * @param toMinute 1 to 1440, after {@code fromMinute}; 1440 is the end of the day
 */
public record MinuteRange(int fromMinute, int toMinute) implements Comparable<MinuteRange> {
    public static final int MINUTES_PER_DAY = 24 * 60;

    public MinuteRange {
        if (fromMinute < 0 || toMinute > MINUTES_PER_DAY || fromMinute >= toMinute) {
            throw new IllegalArgumentException(
                    "a time range must lie within 0..1440 and end after it starts: " + fromMinute + "-" + toMinute);
        }
    }

    public boolean overlaps(MinuteRange other) {
        return fromMinute < other.toMinute && other.fromMinute < toMinute;
    }

    @Override
    public int compareTo(MinuteRange other) {
        return fromMinute != other.fromMinute
                ? Integer.compare(fromMinute, other.fromMinute)
                : Integer.compare(toMinute, other.toMinute);
    }
}
