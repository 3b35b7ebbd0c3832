package io.quickbooking.console.calendar;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.calendar.SalonCalendar;
import io.quickbooking.core.admin.calendar.SalonCalendar.Entry;
import io.quickbooking.core.admin.calendar.SalonCalendar.Kind;
import io.quickbooking.core.admin.calendar.SalonCalendar.MasterDay;
import io.quickbooking.core.admin.calendar.SalonCalendar.Off;
import io.quickbooking.core.admin.calendar.SalonCalendar.Stretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A master's day on a page of paper.
 *
 * @param density class for how close the lines stand, so that all of them fit
 * @param left how many lines found no place
 */
record SheetView(
        String id,
        String master,
        String day,
        List<String> hours,
        @Nullable String special,
        String density,
        List<SheetLine> lines,
        int left) {
    /** As many lines as fit, from the most legible to the closest. */
    private static final List<Density> DENSITIES = List.of(
            new Density("roomy", 22),
            new Density("close", 34),
            new Density("tight", 52),
            new Density("two", 104),
            new Density("three", 210));

    private record Density(String name, int most) {}

    /**
     * @param kind {@code visit}, {@code break} or {@code free}
     * @param name what closes it; empty: what the kind is called
     * @param entry of a visit
     */
    record SheetLine(
            String kind,
            String from,
            String to,
            String name,
            @Nullable EntryView entry) {}

    private record Timed(Instant start, SheetLine line) {}

    /** The sheets of all who work or have a visit. */
    static List<SheetView> of(SalonCalendar calendar, Formats formats) {
        return calendar.days().stream()
                .filter(day -> !day.working().isEmpty() || !visits(day).isEmpty())
                .map(day -> of(day, calendar.now(), formats))
                .toList();
    }

    private static SheetView of(MasterDay day, Instant now, Formats formats) {
        List<SheetLine> lines = lines(day, now, formats);
        Density last = DENSITIES.get(DENSITIES.size() - 1);
        Density density = DENSITIES.stream()
                .filter(candidate -> lines.size() <= candidate.most())
                .findFirst()
                .orElse(last);
        int shown = Math.min(lines.size(), last.most());
        return new SheetView(
                "sheet-" + day.master().code(),
                day.master().name(),
                formats.day(day.date()),
                day.working().stream()
                        .map(stretch -> formats.time(stretch.from()) + " – " + formats.time(stretch.until()))
                        .toList(),
                day.special(),
                density.name(),
                lines.subList(0, shown),
                lines.size() - shown);
    }

    /** What is being chosen is over before the paper is dry. */
    private static List<Entry> visits(MasterDay day) {
        return day.entries().stream()
                .filter(entry -> entry.kind() != Kind.HELD && entry.kind() != Kind.CHOOSING)
                .toList();
    }

    private static List<SheetLine> lines(MasterDay day, Instant now, Formats formats) {
        List<Timed> lines = new ArrayList<>();
        List<Entry> left = new ArrayList<>(visits(day));
        @Nullable Instant closed = null;
        for (Stretch stretch : day.working()) {
            addUntil(closed == null ? Instant.MIN : closed, stretch.from(), left, lines, now, formats, false);
            if (closed != null) {
                lines.add(line("break", closed, stretch.from(), closing(day, closed), formats));
            }
            addUntil(stretch.from(), stretch.until(), left, lines, now, formats, true);
            closed = stretch.until();
        }
        addUntil(Instant.MIN, Instant.MAX, left, lines, now, formats, false);
        return lines.stream()
                .sorted(Comparator.comparing(Timed::start))
                .map(Timed::line)
                .toList();
    }

    /** Moves what begins before a time to the lines, and tells what is free between. */
    private static void addUntil(
            Instant from,
            Instant until,
            List<Entry> left,
            List<Timed> lines,
            Instant now,
            Formats formats,
            boolean working) {
        Instant free = from;
        while (!left.isEmpty() && left.get(0).startTs().isBefore(until)) {
            Entry visit = left.remove(0);
            if (working && visit.blocks() && visit.busyFrom().isAfter(free)) {
                lines.add(line("free", free, visit.busyFrom(), "", formats));
            }
            if (visit.blocks() && visit.busyUntil().isAfter(free)) {
                free = visit.busyUntil();
            }
            EntryView entry = EntryView.of(visit, now, formats);
            lines.add(new Timed(visit.startTs(), new SheetLine("visit", entry.from(), entry.to(), "", entry)));
        }
        if (working && free.isBefore(until)) {
            lines.add(line("free", free, until, "", formats));
        }
    }

    private static String closing(MasterDay day, Instant at) {
        return day.off().stream()
                .filter(off -> !off.from().isAfter(at) && off.until().isAfter(at))
                .map(Off::name)
                .findFirst()
                .orElse("");
    }

    private static Timed line(String kind, Instant from, Instant until, String name, Formats formats) {
        return new Timed(from, new SheetLine(kind, formats.time(from), formats.time(until), name, null));
    }
}
