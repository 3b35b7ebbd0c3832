package io.quickbooking.core.catalog;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The notation of weekly hours in a catalogue file: {@code { mon-fri: ["09:00-13:00", "14:00-18:00"], sat: "10:00-16:00" }}. A
 * range of days may wrap ({@code fri-mon}); {@code 24:00} is the end of a day.
 */
final class HoursNotation {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,2}):(\\d{2})-(\\d{1,2}):(\\d{2})");

    private static final int LONGEST_NIGHT = 12 * 60;

    private HoursNotation() {}

    static WeeklyHours read(CatalogNode node) {
        Map<DayOfWeek, List<MinuteRange>> hours = new EnumMap<>(DayOfWeek.class);
        node.entries().forEach((key, value) -> {
            List<DayOfWeek> days = days(key);
            if (days.isEmpty()) {
                value.report("unknown weekday, expected " + String.join(", ", DAYS) + " or a range such as mon-fri");
            }
            List<MinuteRange> ranges = ranges(value);
            for (DayOfWeek day : days) {
                if (hours.putIfAbsent(day, ranges) != null) {
                    value.report(name(day) + " has its hours already");
                }
            }
        });
        return new WeeklyHours(hours);
    }

    /** Returns the days that a key names; empty if it names none. */
    private static List<DayOfWeek> days(String key) {
        String[] ends = key.split("-", 2);
        int first = DAYS.indexOf(ends[0]);
        int last = DAYS.indexOf(ends[ends.length - 1]);
        if (first < 0 || last < 0) {
            return List.of();
        }
        DayOfWeek day = DayOfWeek.of(first + 1);
        int count = Math.floorMod(last - first, DAYS.size()) + 1;
        return Stream.iterate(day, next -> next.plus(1)).limit(count).toList();
    }

    private static List<MinuteRange> ranges(CatalogNode value) {
        List<MinuteRange> ranges = new ArrayList<>();
        for (CatalogNode item : value.isScalar() ? List.of(value) : value.items()) {
            range(item).ifPresent(range -> {
                Optional<MinuteRange> overlapped =
                        ranges.stream().filter(range::overlaps).findFirst();
                overlapped.ifPresentOrElse(
                        other -> item.report("'" + write(range) + "' overlaps '" + write(other) + "'"),
                        () -> ranges.add(range));
            });
        }
        return ranges;
    }

    /** Reads one range; empty if it is invalid, which is then reported. */
    static Optional<MinuteRange> range(CatalogNode item) {
        String text = item.matching(HoursNotation::isRange, "a time range such as 09:00-18:00, at most until 24:00");
        Matcher range = RANGE.matcher(text);
        if (!range.matches() || !isRange(text)) {
            return Optional.empty();
        }
        int from = minute(range, 1);
        int to = minute(range, 3);
        if (from >= to) {
            item.report("'" + text + "' must end after it starts" + advice(from, to));
            return Optional.empty();
        }
        return Optional.of(new MinuteRange(from, to));
    }

    /**
     * Returns advice for hours past midnight, which belong to two dates; none if they are so long that this is probably a
     * mistake.
     */
    private static String advice(int from, int to) {
        if (MinuteRange.MINUTES_PER_DAY - from + to > LONGEST_NIGHT) {
            return "";
        }
        MinuteRange evening = new MinuteRange(from, MinuteRange.MINUTES_PER_DAY);
        return to == 0
                ? "; the end of a day is 24:00: '" + write(evening) + "'"
                : "; past midnight is the next day: '" + write(evening) + "' on this one and '"
                        + write(new MinuteRange(0, to)) + "' on the next";
    }

    private static boolean isRange(String text) {
        Matcher range = RANGE.matcher(text);
        return range.matches() && isTime(range, 1) && isTime(range, 3);
    }

    private static boolean isTime(Matcher range, int group) {
        return Integer.parseInt(range.group(group + 1)) < 60 && minute(range, group) <= MinuteRange.MINUTES_PER_DAY;
    }

    private static int minute(Matcher range, int group) {
        return 60 * Integer.parseInt(range.group(group)) + Integer.parseInt(range.group(group + 1));
    }

    /** Returns the ranges by day; consecutive days with equal hours share one key, days off are left out. */
    static Map<String, List<String>> write(WeeklyHours hours) {
        Map<String, List<String>> written = new LinkedHashMap<>();
        DayOfWeek first = DayOfWeek.MONDAY;
        for (DayOfWeek day : DayOfWeek.values()) {
            boolean last = day == DayOfWeek.SUNDAY || !hours.on(day.plus(1)).equals(hours.on(first));
            if (last) {
                if (!hours.on(first).isEmpty()) {
                    String key = first == day ? name(day) : name(first) + "-" + name(day);
                    written.put(
                            key,
                            hours.on(first).stream().map(HoursNotation::write).toList());
                }
                first = day.plus(1);
            }
        }
        return written;
    }

    /** Returns the ranges of one day, {@code 09:00-13:00, 14:00-18:00}. */
    static String write(List<MinuteRange> ranges) {
        return ranges.stream().map(HoursNotation::write).collect(Collectors.joining(", "));
    }

    static String write(MinuteRange range) {
        return time(range.fromMinute()) + "-" + time(range.toMinute());
    }

    private static String time(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    private static String name(DayOfWeek day) {
        return DAYS.get(day.getValue() - 1);
    }
}
