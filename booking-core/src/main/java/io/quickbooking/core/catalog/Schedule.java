package io.quickbooking.core.catalog;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The working times of a master. Breaks are subtracted from the weekly hours; then, of the special days that cover a moment,
 * the last one in this order decides: the salon's off, the salon's open, the master's off, the master's open.
 *
 * @param hours the master's own, else the salon's
 * @param salonBreaks breaks of all masters
 * @param ownBreaks breaks of this master
 * @param salonDays special days of all masters
 * @param ownDays special days of this master
 * @param worksFrom the first date on which they work here; null for no limit
 * @param worksUntil the last date, included; null for no limit
 */
public record Schedule(
        WeeklyHours hours,
        WeeklyHours salonBreaks,
        WeeklyHours ownBreaks,
        List<SpecialDay> salonDays,
        List<SpecialDay> ownDays,
        @Nullable LocalDate worksFrom,
        @Nullable LocalDate worksUntil) {
    public Schedule {
        salonDays = List.copyOf(salonDays);
        ownDays = List.copyOf(ownDays);
    }

    /** Creates a schedule with the same hours every week. */
    public static Schedule of(WeeklyHours hours) {
        return new Schedule(hours, WeeklyHours.CLOSED, WeeklyHours.CLOSED, List.of(), List.of(), null, null);
    }

    /** Returns whether the date is between the first and the last on which the master works here. */
    public boolean covers(LocalDate date) {
        return (worksFrom == null || !date.isBefore(worksFrom)) && (worksUntil == null || !date.isAfter(worksUntil));
    }
}
