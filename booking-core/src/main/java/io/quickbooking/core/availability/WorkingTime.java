package io.quickbooking.core.availability;

import io.quickbooking.core.availability.DayPlans.Kind;
import io.quickbooking.core.availability.DayPlans.Part;
import io.quickbooking.core.catalog.Schedule;
import java.time.LocalDate;

/**
 * Converts a schedule on the wall clock to instants: an instant is working time exactly when the wall clock then shows
 * a time at which the schedule of that date has work. So a day on which the clock changes is an hour shorter or longer,
 * and no part of the working time shows a wall time outside the hours.
 */
final class WorkingTime {
    private final DayPlans plans;
    private final WallClock clock;

    WorkingTime(Schedule schedule, WallClock clock) {
        this.plans = new DayPlans(schedule);
        this.clock = clock;
    }

    /** Returns whether the date has any working time. */
    boolean isAnyOn(LocalDate date) {
        return plans.on(date).stream().anyMatch(part -> part.kind() == Kind.WORK);
    }

    /** Returns the working time of the dates {@code [from, until)}. */
    TimeRanges between(LocalDate from, LocalDate until) {
        TimeRanges.Builder ranges = new TimeRanges.Builder();
        for (LocalDate date = from; date.isBefore(until); date = date.plusDays(1)) {
            for (Part part : plans.on(date)) {
                if (part.kind() == Kind.WORK) {
                    clock.stretches(date, part.fromMinute(), part.toMinute(), ranges::add);
                }
            }
        }
        return ranges.build();
    }
}
