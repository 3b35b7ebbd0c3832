package io.quickbooking.core.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Converts the wall clock of a zone to seconds of the epoch. It caches the dates between which the clock does not
 * change, because time zone data are slow to query for each time of each master. Not thread-safe.
 */
final class WallClock {
    private static final long DAY = 24 * 60 * 60;
    /** The greatest possible offset. */
    private static final long REACH = 18 * 60 * 60;

    private final ZoneRules rules;
    private long steadyFrom = Long.MAX_VALUE;
    private long steadyUntil = Long.MIN_VALUE;
    private long steadyOffset;

    WallClock(ZoneId zone) {
        rules = zone.getRules();
    }

    /** Receives the ranges of time in which the clock shows a wall time of a range. */
    interface Stretches {
        void add(long from, long until);
    }

    /** Returns whether the clock neither skips nor repeats a time near the date. */
    boolean isSteady(LocalDate date) {
        long day = date.toEpochDay();
        if (steadyFrom <= day && day <= steadyUntil) {
            return true;
        }
        long begin = day * DAY - REACH;
        @Nullable ZoneOffsetTransition change = rules.nextTransition(Instant.ofEpochSecond(begin));
        long last = change == null ? Long.MAX_VALUE : Math.floorDiv(change.toEpochSecond() - REACH - 1, DAY) - 1;
        if (last < day) {
            return false;
        }
        steadyFrom = day;
        steadyUntil = last;
        steadyOffset = rules.getOffset(Instant.ofEpochSecond(begin)).getTotalSeconds();
        return true;
    }

    /** Returns the start of a date on which the clock is steady. */
    long steadyMidnight(LocalDate date) {
        if (!isSteady(date)) {
            throw new IllegalStateException("the clock changes near " + date);
        }
        return date.toEpochDay() * DAY - steadyOffset;
    }

    /**
     * Returns the instant when the clock shows this time: the earlier one when it shows it twice, none when it skips
     * it.
     */
    OptionalLong start(LocalDateTime wallTime) {
        List<ZoneOffset> offsets = rules.getValidOffsets(wallTime);
        return offsets.isEmpty() ? OptionalLong.empty() : OptionalLong.of(wallTime.toEpochSecond(offsets.get(0)));
    }

    /** Passes on the ranges in which the clock shows a time in {@code [fromMinute, toMinute)} of the date. */
    void stretches(LocalDate date, int fromMinute, int toMinute, Stretches found) {
        if (isSteady(date)) {
            long midnight = steadyMidnight(date);
            found.add(midnight + fromMinute * 60L, midnight + toMinute * 60L);
            return;
        }
        long from = date.toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC) + fromMinute * 60L;
        long until = date.toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC) + toMinute * 60L;
        long latest = until + REACH;
        long since = from - REACH;
        // There is one range for each offset in force.
        while (since < latest) {
            long offset = rules.getOffset(Instant.ofEpochSecond(since)).getTotalSeconds();
            @Nullable ZoneOffsetTransition change = rules.nextTransition(Instant.ofEpochSecond(since));
            long to = change == null ? latest : Math.min(latest, change.toEpochSecond());
            long begin = Math.max(since, from - offset);
            long end = Math.min(to, until - offset);
            if (begin < end) {
                found.add(begin, end);
            }
            since = to;
        }
    }
}
