package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.MinuteRange;
import io.quickbooking.core.catalog.WeeklyHours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns weekly hours on the wall clock into instants: an instant is working time exactly when the wall clock then shows
 * a time within the hours of that date. So a day on which the clock changes has an hour less or more, and no piece of
 * working time shows a wall time outside the hours.
 */
final class WorkingTime {
    private final WeeklyHours hours;
    private final ZoneRules rules;

    WorkingTime(WeeklyHours hours, ZoneId zone) {
        this.hours = hours;
        this.rules = zone.getRules();
    }

    /** The working time of the dates {@code [from, until)}. */
    TimeRanges between(LocalDate from, LocalDate until) {
        List<TimeRange> parts = new ArrayList<>();
        for (LocalDate date = from; date.isBefore(until); date = date.plusDays(1)) {
            for (MinuteRange range : hours.on(date.getDayOfWeek())) {
                addParts(
                        date.atStartOfDay().plusMinutes(range.fromMinute()),
                        date.atStartOfDay().plusMinutes(range.toMinute()),
                        parts);
            }
        }
        return new TimeRanges(parts);
    }

    /** Adds the instants at which the wall clock shows {@code [from, until)}: one piece for each offset in force. */
    private void addParts(LocalDateTime from, LocalDateTime until, List<TimeRange> parts) {
        Instant earliest = from.toInstant(ZoneOffset.MAX);
        Instant latest = until.toInstant(ZoneOffset.MIN);
        Instant since = earliest;
        while (since.isBefore(latest)) {
            ZoneOffset offset = rules.getOffset(since);
            @Nullable ZoneOffsetTransition change = rules.nextTransition(since);
            Instant to = change == null || change.getInstant().isAfter(latest) ? latest : change.getInstant();
            Instant start = later(since, from.toInstant(offset));
            Instant end = earlier(to, until.toInstant(offset));
            if (start.isBefore(end)) {
                parts.add(new TimeRange(start, end));
            }
            since = to;
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
