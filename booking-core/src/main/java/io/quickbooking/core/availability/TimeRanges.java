package io.quickbooking.core.availability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A set of instants in seconds of the epoch, stored as ranges {@code [from, until)} that neither overlap nor touch. */
final class TimeRanges {
    static final TimeRanges NONE = new Builder().build();

    private final long[] from;
    private final long[] until;

    private TimeRanges(long[] from, long[] until) {
        this.from = from;
        this.until = until;
    }

    /** Collects ranges in any order. */
    static final class Builder {
        private final List<long[]> parts = new ArrayList<>();
        private boolean inOrder = true;

        Builder add(long from, long until) {
            if (from >= until) {
                throw new IllegalArgumentException("empty range " + from + " to " + until);
            }
            inOrder &= parts.isEmpty() || parts.get(parts.size() - 1)[0] <= from;
            parts.add(new long[] {from, until});
            return this;
        }

        TimeRanges build() {
            if (!inOrder) {
                parts.sort(Comparator.comparingLong(part -> part[0]));
            }
            long[] from = new long[parts.size()];
            long[] until = new long[parts.size()];
            int count = 0;
            for (long[] part : parts) {
                if (count > 0 && part[0] <= until[count - 1]) {
                    until[count - 1] = Math.max(until[count - 1], part[1]);
                } else {
                    from[count] = part[0];
                    until[count++] = part[1];
                }
            }
            return new TimeRanges(Arrays.copyOf(from, count), Arrays.copyOf(until, count));
        }
    }

    /**
     * Returns the earliest time from {@code start} on from which this length is inside without a gap; MAX_VALUE: none.
     */
    long firstInside(long start, long length) {
        for (int i = firstEndingAfter(start); i < from.length; i++) {
            long begin = Math.max(start, from[i]);
            if (until[i] - begin >= length) {
                return begin;
            }
        }
        return Long.MAX_VALUE;
    }

    /** Returns the earliest time from {@code start} on from which this length is outside without a gap. */
    long firstOutside(long start, long length) {
        long begin = start;
        for (int i = firstEndingAfter(start); i < from.length && from[i] < begin + length; i++) {
            begin = until[i];
        }
        return begin;
    }

    private int firstEndingAfter(long time) {
        int low = 0;
        int high = until.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (until[middle] > time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
