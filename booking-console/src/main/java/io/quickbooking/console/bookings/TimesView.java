package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.availability.Slot;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The times of a day to choose from, ready to be shown.
 *
 * @param shown what the times are for, as {@link #shown} writes it
 * @param chosen {@link #OTHER}, one of the times, or empty
 * @param other the time that is typed where it is none of these
 * @param next where this day has none: times of days that have
 */
record TimesView(
        String day, String date, String shown, List<Time> times, String chosen, String other, List<Next> next) {
    /** Chosen instead of a free time by who may book at any. */
    static final String OTHER = "other";

    record Time(String value, String label) {}

    /** @param value date and time, as {@code 2026-06-03T09:00} */
    record Next(String value, String label) {}

    /** What a form has chosen in its fields, in their order, to be compared with what its times were listed for. */
    static String shown(@Nullable String... choices) {
        return Arrays.stream(choices)
                .map(choice -> choice == null ? "" : choice.strip())
                .collect(Collectors.joining("|"));
    }

    /**
     * @param shown what the times are for
     * @param wanted the time that was asked for; null: none
     * @param anyTime whether a time that is not free can be typed
     */
    static TimesView of(
            LocalDate day,
            String shown,
            List<Slot> free,
            List<Slot> next,
            @Nullable LocalTime wanted,
            boolean anyTime,
            Formats formats) {
        Map<String, Time> times = new LinkedHashMap<>();
        for (Slot slot : free) {
            LocalTime time = slot.start().toLocalTime();
            times.putIfAbsent(time.toString(), new Time(time.toString(), formats.time(time)));
        }
        String typed = wanted == null ? "" : wanted.toString();
        boolean isFree = times.containsKey(typed);
        return new TimesView(
                formats.day(day),
                day.toString(),
                shown,
                List.copyOf(times.values()),
                isFree ? typed : anyTime && wanted != null ? OTHER : "",
                isFree ? "" : typed,
                next.stream()
                        .map(slot ->
                                new Next(slot.start().toLocalDateTime().toString(), formats.dayAndTime(slot.from())))
                        .toList());
    }

    boolean lacks(@Nullable LocalTime wanted) {
        return wanted != null && times.stream().noneMatch(time -> time.value().equals(wanted.toString()));
    }
}
