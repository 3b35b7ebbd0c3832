package io.quickbooking.console.settings;

import io.quickbooking.core.catalog.SalonDraft.Week;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.util.MultiValueMap;

/** Weekly hours as seven lines, named {@code workingHours.mon} and so on as the fields of catalogue files. */
final class WeekForm {
    /** Which days each button fills, and from which. */
    private static final Map<String, Set<DayOfWeek>> FILLS = Map.of(
            "mon-fri", EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            "sun-thu",
                    EnumSet.of(
                            DayOfWeek.SUNDAY,
                            DayOfWeek.MONDAY,
                            DayOfWeek.TUESDAY,
                            DayOfWeek.WEDNESDAY,
                            DayOfWeek.THURSDAY),
            "all", EnumSet.allOf(DayOfWeek.class));

    static final String HOURS = "workingHours.";
    static final String BREAKS = "breaks.";

    private WeekForm() {}

    static Week read(MultiValueMap<String, String> form) {
        return read(HOURS, form);
    }

    /** @param prefix of the fields */
    static Week read(String prefix, MultiValueMap<String, String> form) {
        Map<DayOfWeek, String> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, FormText.of(form, prefix + field(day)));
        }
        return new Week(days);
    }

    /** The week with the first of a group's lines in all of them. */
    static Week filled(Week week, String group) {
        Set<DayOfWeek> days = FILLS.getOrDefault(group, Set.of());
        Map<DayOfWeek, String> filled = new EnumMap<>(week.days());
        String pattern = group.equals("sun-thu") ? week.on(DayOfWeek.SUNDAY) : week.on(DayOfWeek.MONDAY);
        days.forEach(day -> filled.put(day, pattern));
        return new Week(filled);
    }

    /** The lines in the order of the operator's week. */
    static List<Line> lines(Week week, Locale locale) {
        return lines(HOURS, week, locale);
    }

    static List<Line> lines(String prefix, Week week, Locale locale) {
        List<Line> lines = new ArrayList<>();
        DayOfWeek day = WeekFields.of(region(locale)).getFirstDayOfWeek();
        for (int i = 0; i < DayOfWeek.values().length; i++) {
            lines.add(
                    new Line(prefix + field(day), day.getDisplayName(TextStyle.FULL_STANDALONE, locale), week.on(day)));
            day = day.plus(1);
        }
        return lines;
    }

    /** A language without a region has no week of its own; Hebrew's begins on Sunday. */
    private static Locale region(Locale locale) {
        return locale.getLanguage().equals("he") ? Locale.forLanguageTag("he-IL") : Locale.ROOT;
    }

    private static String field(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    record Line(String field, String label, String value) {}
}
