package io.quickbooking.core.admin;

import io.quickbooking.core.admin.SalonCalendar.Stretch;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.MinuteRange;
import io.quickbooking.core.catalog.Salon;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a calendar shows as working time: when the wall clock shows a time within the hours of its date. */
final class CalendarHours {
    private final Salon salon;

    CalendarHours(Salon salon) {
        this.salon = salon;
    }

    List<Stretch> working(Master master, LocalDate date) {
        List<Stretch> parts = new ArrayList<>();
        for (MinuteRange range : master.hours().on(date.getDayOfWeek())) {
            addParts(
                    date.atStartOfDay().plusMinutes(range.fromMinute()),
                    date.atStartOfDay().plusMinutes(range.toMinute()),
                    parts);
        }
        return parts;
    }

    /** The name of what makes the day another than its weekday. */
    @Nullable
    String special(Master master, LocalDate date) {
        return null;
    }

    /** One piece for each offset in force; pieces that touch are one. */
    private void addParts(LocalDateTime from, LocalDateTime until, List<Stretch> parts) {
        ZoneRules rules = salon.zone().getRules();
        Instant latest = until.toInstant(ZoneOffset.MIN);
        Instant since = from.toInstant(ZoneOffset.MAX);
        while (since.isBefore(latest)) {
            ZoneOffset offset = rules.getOffset(since);
            @Nullable ZoneOffsetTransition change = rules.nextTransition(since);
            Instant to = change == null || change.getInstant().isAfter(latest) ? latest : change.getInstant();
            Instant start = from.toInstant(offset).isAfter(since) ? from.toInstant(offset) : since;
            Instant end = until.toInstant(offset).isBefore(to) ? until.toInstant(offset) : to;
            if (start.isBefore(end)) {
                add(new Stretch(start, end), parts);
            }
            since = to;
        }
    }

    private static void add(Stretch stretch, List<Stretch> parts) {
        int last = parts.size() - 1;
        if (last >= 0 && parts.get(last).until().equals(stretch.from())) {
            parts.set(last, new Stretch(parts.get(last).from(), stretch.until()));
        } else {
            parts.add(stretch);
        }
    }
}
