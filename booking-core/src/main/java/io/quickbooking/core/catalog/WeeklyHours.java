package io.quickbooking.core.catalog;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Weekly working hours on the salon's wall clock. A day without an entry is a day off. */
public record WeeklyHours(Map<DayOfWeek, List<MinuteRange>> days) {

    /** Every day from 9:00 to 18:00, the default of a salon without hours of its own. */
    public static final WeeklyHours DEFAULT = everyDay(new MinuteRange(9 * 60, 18 * 60));

    /** No hours. */
    public static final WeeklyHours CLOSED = new WeeklyHours(Map.of());

    public WeeklyHours {
        EnumMap<DayOfWeek, List<MinuteRange>> sorted = new EnumMap<>(DayOfWeek.class);
        days.forEach((day, ranges) -> {
            if (!ranges.isEmpty()) {
                sorted.put(day, ranges.stream().sorted().toList());
            }
        });
        sorted.forEach(WeeklyHours::requireApart);
        days = Map.copyOf(sorted);
    }

    private static WeeklyHours everyDay(MinuteRange range) {
        EnumMap<DayOfWeek, List<MinuteRange>> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, List.of(range));
        }
        return new WeeklyHours(days);
    }

    private static void requireApart(DayOfWeek day, List<MinuteRange> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i - 1).overlaps(sorted.get(i))) {
                throw new IllegalArgumentException("the hours of " + day + " overlap");
            }
        }
    }

    /** Returns the ranges of a weekday in order; empty on a day off. */
    public List<MinuteRange> on(DayOfWeek day) {
        return days.getOrDefault(day, List.of());
    }
}
