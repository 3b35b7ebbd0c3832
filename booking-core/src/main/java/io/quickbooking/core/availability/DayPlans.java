package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.MinuteRange;
import io.quickbooking.core.catalog.Schedule;
import io.quickbooking.core.catalog.SpecialDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Plans the dates of a master on the wall clock. Not thread-safe. */
final class DayPlans {
    /** The kind of a part of a date; outside all parts, the master does not work. */
    enum Kind {
        WORK,
        BREAK,
        OFF
    }

    /** @param name of the special day that causes it; empty: none */
    record Part(int fromMinute, int toMinute, Kind kind, String name) {}

    private final Schedule schedule;
    /** The special days, of which later ones win. */
    private final List<SpecialDay> special;

    private final Map<DayOfWeek, List<Part>> weekdays = new EnumMap<>(DayOfWeek.class);

    DayPlans(Schedule schedule) {
        this.schedule = schedule;
        special = new ArrayList<>(schedule.salonDays());
        special.sort(Comparator.comparing(SpecialDay::kind));
        List<SpecialDay> own = new ArrayList<>(schedule.ownDays());
        own.sort(Comparator.comparing(SpecialDay::kind));
        special.addAll(own);
    }

    /** Returns the parts of a date, in order and without overlaps. */
    List<Part> on(LocalDate date) {
        if (!schedule.covers(date)) {
            return List.of();
        }
        List<Part> plan = weekdays.computeIfAbsent(date.getDayOfWeek(), this::weekday);
        for (SpecialDay day : special) {
            if (day.concerns(date)) {
                Kind kind = day.kind() == SpecialDay.Kind.OFF ? Kind.OFF : Kind.WORK;
                plan = with(plan, new Part(day.time().fromMinute(), day.time().toMinute(), kind, day.name()));
            }
        }
        return plan;
    }

    private List<Part> weekday(DayOfWeek day) {
        List<Part> plan = new ArrayList<>();
        for (MinuteRange range : schedule.hours().on(day)) {
            plan.add(new Part(range.fromMinute(), range.toMinute(), Kind.WORK, ""));
        }
        List<MinuteRange> breaks = new ArrayList<>(schedule.salonBreaks().on(day));
        breaks.addAll(schedule.ownBreaks().on(day));
        for (MinuteRange pause : breaks) {
            for (MinuteRange range : schedule.hours().on(day)) {
                int from = Math.max(pause.fromMinute(), range.fromMinute());
                int to = Math.min(pause.toMinute(), range.toMinute());
                if (from < to) {
                    plan = with(plan, new Part(from, to, Kind.BREAK, ""));
                }
            }
        }
        return plan;
    }

    private static List<Part> with(List<Part> plan, Part added) {
        List<Part> parts = new ArrayList<>(plan.size() + 2);
        for (Part part : plan) {
            addPart(parts, part, part.fromMinute(), Math.min(part.toMinute(), added.fromMinute()));
            addPart(parts, part, Math.max(part.fromMinute(), added.toMinute()), part.toMinute());
        }
        parts.add(added);
        parts.sort(Comparator.comparingInt(Part::fromMinute));
        return parts;
    }

    private static void addPart(List<Part> parts, Part part, int from, int to) {
        if (from < to) {
            parts.add(new Part(from, to, part.kind(), part.name()));
        }
    }
}
