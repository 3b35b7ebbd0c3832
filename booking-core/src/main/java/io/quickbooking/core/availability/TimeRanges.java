package io.quickbooking.core.availability;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A set of instants, kept as ranges that neither overlap nor touch. */
final class TimeRanges {
    static final TimeRanges NONE = new TimeRanges(List.of());

    /** From each range's beginning to its end. */
    private final NavigableMap<Instant, Instant> ranges = new TreeMap<>();

    TimeRanges(Collection<TimeRange> parts) {
        parts.stream().sorted(Comparator.comparing(TimeRange::from)).forEach(this::append);
    }

    private void append(TimeRange part) {
        Map.Entry<Instant, Instant> last = ranges.lastEntry();
        if (last == null || last.getValue().isBefore(part.from())) {
            ranges.put(part.from(), part.until());
        } else if (last.getValue().isBefore(part.until())) {
            ranges.put(last.getKey(), part.until());
        }
    }

    /** Whether all of {@code [start, end)} is inside. */
    boolean contain(Instant start, Instant end) {
        Map.Entry<Instant, Instant> range = ranges.floorEntry(start);
        return range != null && !range.getValue().isBefore(end);
    }

    /** Whether any of {@code [start, end)} is inside. */
    boolean touch(Instant start, Instant end) {
        Map.Entry<Instant, Instant> range = ranges.lowerEntry(end);
        return range != null && range.getValue().isAfter(start);
    }
}
