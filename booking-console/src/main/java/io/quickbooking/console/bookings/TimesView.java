package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.availability.Slot;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The times of a day to choose from, ready to be shown.
 *
 * @param chosen {@link #OTHER}, one of the times, or empty
 * @param other the time that is typed where it is none of these
 * @param next where this day has none: links to days that have
 */
record TimesView(String day, String date, List<Time> times, String chosen, String other, List<Next> next) {
    /** Chosen instead of a free time by who may book at any. */
    static final String OTHER = "other";

    record Time(String value, String label) {}

    record Next(String href, String label) {}

    /**
     * @param wanted the time that was asked for; null: none
     * @param anyTime whether a time that is not free can be typed
     * @param href of this page without a date, to which the date and time of the next free ones are added
     */
    static TimesView of(
            LocalDate day,
            List<Slot> free,
            List<Slot> next,
            @Nullable LocalTime wanted,
            boolean anyTime,
            Formats formats,
            java.util.function.Supplier<Addresses> href) {
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
                List.copyOf(times.values()),
                isFree ? typed : anyTime && wanted != null ? OTHER : "",
                isFree ? "" : typed,
                next.stream()
                        .map(slot -> new Next(
                                href.get()
                                        .with("date", slot.start().toLocalDate())
                                        .with("time", slot.start().toLocalTime())
                                        .toString(),
                                formats.dayAndTime(slot.from())))
                        .toList());
    }

    boolean lacks(@Nullable LocalTime wanted) {
        return wanted != null && times.stream().noneMatch(time -> time.value().equals(wanted.toString()));
    }
}
