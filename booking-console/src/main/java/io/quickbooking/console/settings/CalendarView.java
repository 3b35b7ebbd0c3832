package io.quickbooking.console.settings;

import io.quickbooking.console.settings.WeekForm.Line;
import io.quickbooking.core.catalog.SalonDraft;
import io.quickbooking.core.catalog.SalonDraft.CalendarDraft;
import io.quickbooking.core.catalog.SalonDraft.SpecialDayDraft;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a salon or a master has besides weekly hours.
 *
 * @param owner empty: the salon, else the code of a master
 * @param breaks the days that have any
 */
record CalendarView(String owner, List<Line> breaks, List<DayView> days) {

    /**
     * @param kind the end of a text's key
     * @param hours empty: all day
     */
    record DayView(String key, String kind, String name, String dates, String hours, boolean yearly) {}

    static CalendarView of(SalonDraft draft, String owner, Locale locale) {
        CalendarDraft calendar = draft.calendar(owner);
        return new CalendarView(
                owner,
                WeekForm.lines(WeekForm.BREAKS, calendar.breaks(), locale).stream()
                        .filter(line -> !line.value().isEmpty())
                        .toList(),
                calendar.days().stream()
                        .sorted(Comparator.comparing(SpecialDayDraft::from))
                        .map(day -> view(day, locale))
                        .toList());
    }

    private static DayView view(SpecialDayDraft day, Locale locale) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(day.yearly() ? "d MMMM" : "EEE, d MMM yyyy", locale);
        String from = format.format(LocalDate.parse(day.from()));
        boolean single = day.until().isEmpty() || day.until().equals(day.from());
        return new DayView(
                day.key(),
                day.kind().name(),
                day.name(),
                single ? from : from + " – " + format.format(LocalDate.parse(day.until())),
                day.hours(),
                day.yearly());
    }
}
