package io.quickbooking.core.availability;

import io.quickbooking.core.availability.DayPlans.Kind;
import io.quickbooking.core.availability.DayPlans.Part;
import io.quickbooking.core.availability.WorkingDay.Stretch;
import io.quickbooking.core.catalog.Master;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Builds the dates of masters from the same facts by which slots are decided. */
final class WorkingDays {
    private WorkingDays() {}

    static List<WorkingDay> of(Master master, LocalDate from, LocalDate until, WallClock clock) {
        DayPlans plans = new DayPlans(master.schedule());
        return from.datesUntil(until)
                .map(date -> day(master, date, plans.on(date), clock))
                .toList();
    }

    private static WorkingDay day(Master master, LocalDate date, List<Part> plan, WallClock clock) {
        Map<Kind, List<Stretch>> stretches = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            stretches.put(kind, new ArrayList<>());
        }
        for (Part part : plan) {
            List<Stretch> ofKind = stretches.getOrDefault(part.kind(), List.of());
            clock.stretches(
                    date,
                    part.fromMinute(),
                    part.toMinute(),
                    (begin, end) -> ofKind.add(
                            new Stretch(Instant.ofEpochSecond(begin), Instant.ofEpochSecond(end), part.name())));
        }
        return new WorkingDay(
                master,
                date,
                stretches.getOrDefault(Kind.WORK, List.of()),
                stretches.getOrDefault(Kind.BREAK, List.of()),
                stretches.getOrDefault(Kind.OFF, List.of()));
    }
}
