package io.quickbooking.core.catalog;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a master works. Breaks are taken out of the weekly hours; then of the special days that concern a moment the last
 * wins in the order: the salon's off, the salon's open, the master's off, the master's open.
 *
 * @param hours the master's own, else the salon's
 * @param salonBreaks breaks of everybody
 * @param ownBreaks breaks of this master
 * @param salonDays special days of everybody
 * @param ownDays special days of this master
 * @param worksFrom the first date on which they work here at all; null: no such bound
 * @param worksUntil the last date, included; null: no such bound
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

    /** The same week for ever. */
    public static Schedule of(WeeklyHours hours) {
        return new Schedule(hours, WeeklyHours.CLOSED, WeeklyHours.CLOSED, List.of(), List.of(), null, null);
    }

    /** Whether the date lies between the first and the last on which the master works here. */
    public boolean covers(LocalDate date) {
        return (worksFrom == null || !date.isBefore(worksFrom)) && (worksUntil == null || !date.isAfter(worksUntil));
    }
}
