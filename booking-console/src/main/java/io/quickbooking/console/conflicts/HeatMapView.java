package io.quickbooking.console.conflicts;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.analytics.MetricsReport.Contested;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Conflicts by weekday and hour of the slot, in the order in which the operator's language counts the week. */
record HeatMapView(List<Day> days, List<Row> rows, List<Legend> legend) {
    private static final int LEVELS = 5;
    private static final int USUAL_OPENING = 9;
    private static final int USUAL_CLOSING = 18;

    record Day(String shortName, String name) {}

    record Row(String hour, List<Cell> cells) {}

    /**
     * @param level how dark, from 0 to 5
     * @param href null: there is nothing to list
     */
    record Cell(
            String day, String count, int level, @Nullable String href, boolean chosen) {}

    record Legend(int level, String from, String to) {}

    private record Hour(int weekday, int hour) {}

    static HeatMapView of(List<Contested> contested, ConflictsFilter filter, Locale locale, Formats formats) {
        Map<Hour, Long> counts = contested.stream()
                .collect(Collectors.toMap(cell -> new Hour(cell.weekday(), cell.hour()), Contested::conflicts));
        long most = contested.stream().mapToLong(Contested::conflicts).max().orElse(0);
        int first = contested.stream().mapToInt(Contested::hour).min().orElse(USUAL_OPENING);
        int last = contested.stream().mapToInt(Contested::hour).max().orElse(USUAL_CLOSING - 1);
        List<DayOfWeek> week = week(locale);
        // One letter names a day in Hebrew, and does not in English.
        TextStyle heading = isHebrew(locale) ? TextStyle.NARROW_STANDALONE : TextStyle.SHORT_STANDALONE;
        List<Row> rows = IntStream.rangeClosed(Math.min(first, USUAL_OPENING), Math.max(last, USUAL_CLOSING - 1))
                .mapToObj(hour -> new Row(
                        formats.time(LocalTime.of(hour, 0)),
                        week.stream()
                                .map(day -> cell(
                                        day,
                                        hour,
                                        counts.getOrDefault(new Hour(day.getValue(), hour), 0L),
                                        most,
                                        filter,
                                        locale,
                                        formats))
                                .toList()))
                .toList();
        return new HeatMapView(
                week.stream()
                        .map(day -> new Day(
                                day.getDisplayName(heading, locale),
                                day.getDisplayName(TextStyle.FULL_STANDALONE, locale)))
                        .toList(),
                rows,
                legend(most, formats));
    }

    private static Cell cell(
            DayOfWeek day,
            int hour,
            long conflicts,
            long most,
            ConflictsFilter filter,
            Locale locale,
            Formats formats) {
        Integer weekday = day.getValue();
        return new Cell(
                day.getDisplayName(TextStyle.FULL_STANDALONE, locale),
                formats.number(conflicts),
                level(conflicts, most),
                conflicts == 0 ? null : filter.url(weekday, hour) + "#conflicts-list",
                weekday.equals(filter.weekday()) && Integer.valueOf(hour).equals(filter.hour()));
    }

    private static int level(long conflicts, long most) {
        return most == 0 ? 0 : (int) ((conflicts * LEVELS + most - 1) / most);
    }

    private static List<Legend> legend(long most, Formats formats) {
        List<Legend> legend = new ArrayList<>();
        long from = 1;
        while (from <= most) {
            int level = level(from, most);
            long to = most * level / LEVELS;
            legend.add(new Legend(level, formats.number(from), formats.number(to)));
            from = to + 1;
        }
        return List.copyOf(legend);
    }

    private static List<DayOfWeek> week(Locale locale) {
        // Java knows the week by country, and the console's Hebrew names none.
        Locale country = isHebrew(locale) ? Locale.forLanguageTag("he-IL") : locale;
        DayOfWeek first = WeekFields.of(country).getFirstDayOfWeek();
        return IntStream.range(0, 7).mapToObj(first::plus).toList();
    }

    private static boolean isHebrew(Locale locale) {
        return locale.getLanguage().equals("he");
    }
}
