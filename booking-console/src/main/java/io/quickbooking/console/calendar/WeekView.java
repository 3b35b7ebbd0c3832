package io.quickbooking.console.calendar;

import io.quickbooking.console.calendar.CalendarFilter.View;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.calendar.SalonCalendar;
import io.quickbooking.core.admin.calendar.SalonCalendar.Entry;
import io.quickbooking.core.admin.calendar.SalonCalendar.Kind;
import io.quickbooking.core.admin.calendar.SalonCalendar.MasterDay;
import io.quickbooking.core.catalog.Master;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A week of everybody: a row for each master, a cell for each day. */
record WeekView(List<DayView> days, List<RowView> rows) {

    record DayView(String title, String href, boolean today) {}

    record RowView(String master, String href, List<CellView> cells) {}

    /**
     * @param visits how many there are
     * @param share of the working time that is taken, 0 to 100; all of it when there are visits on a day off
     * @param first when the first visit begins
     * @param last when the last visit ends
     */
    record CellView(
            String day,
            String href,
            boolean today,
            boolean works,
            @Nullable String special,
            long visits,
            long choosing,
            int share,
            String percent,
            @Nullable String first,
            @Nullable String last) {}

    static WeekView of(CalendarFilter filter, SalonCalendar calendar, LocalDate from, Formats formats) {
        List<DayView> days = from.datesUntil(from.plusDays(7))
                .map(date -> new DayView(
                        formats.shortDay(
                                date.atStartOfDay(filter.salon().zone()).toInstant()),
                        filter.as(View.DAY).at(date).href(),
                        date.equals(filter.today())))
                .toList();
        Map<Master, List<MasterDay>> byMaster = calendar.days().stream()
                .collect(Collectors.groupingBy(MasterDay::master, LinkedHashMap::new, Collectors.toList()));
        return new WeekView(
                days,
                byMaster.entrySet().stream()
                        .map(row -> new RowView(
                                row.getKey().name(),
                                filter.of(row.getKey()).href(),
                                row.getValue().stream()
                                        .map(day -> cell(filter, day, formats))
                                        .toList()))
                        .toList());
    }

    private static CellView cell(CalendarFilter filter, MasterDay day, Formats formats) {
        List<Entry> visits = day.entries().stream()
                .filter(entry -> entry.blocks() && entry.kind() != Kind.HELD)
                .toList();
        Duration works = day.workingTime();
        double share = day.busyTime().isZero()
                ? 0
                : works.isZero() ? 1 : Math.min(1.0, (double) day.busyTime().toMinutes() / works.toMinutes());
        return new CellView(
                formats.shortDay(day.from()),
                filter.as(View.DAY).at(day.date()).of(day.master()).href(),
                day.date().equals(filter.today()),
                !works.isZero(),
                day.special(),
                visits.size(),
                day.entries().size()
                        - visits.size()
                        - day.entries().stream()
                                .filter(entry -> entry.kind() == Kind.NO_SHOW)
                                .count(),
                (int) Math.round(share * 100),
                formats.percent(Math.round(share * 100) / 100.0),
                visits.isEmpty() ? null : formats.time(visits.get(0).startTs()),
                visits.stream()
                        .map(Entry::endTs)
                        .max(Comparator.naturalOrder())
                        .map(formats::time)
                        .orElse(null));
    }
}
