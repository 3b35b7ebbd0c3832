package io.quickbooking.console.calendar;

import io.quickbooking.console.calendar.Axis.Span;
import io.quickbooking.console.calendar.BoardView.BlockView;
import io.quickbooking.console.calendar.BoardView.BoxView;
import io.quickbooking.console.calendar.BoardView.ColumnView;
import io.quickbooking.console.calendar.BoardView.FreeView;
import io.quickbooking.console.calendar.BoardView.HourView;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.console.desk.Permission;
import io.quickbooking.core.admin.calendar.SalonCalendar;
import io.quickbooking.core.admin.calendar.SalonCalendar.Entry;
import io.quickbooking.core.admin.calendar.SalonCalendar.Kind;
import io.quickbooking.core.admin.calendar.SalonCalendar.MasterDay;
import io.quickbooking.core.admin.calendar.SalonCalendar.Stretch;
import io.quickbooking.core.catalog.Salon;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Draws days beside each other: as rows of five minutes, of which only those are drawn that are used. */
final class Board {
    private static final int ROW = 5;
    private static final int HOUR = 60;
    private static final int LANES = 12;
    private static final int MOST_LANES = 6;
    private static final int SHORTEST_FREE = 15;
    private static final Span USUAL = new Span(9 * HOUR, 18 * HOUR);
    private static final List<Scale> SCALES = List.of(new Scale(20, 6), new Scale(15, 8), new Scale(10, 12));
    private static final Scale LARGEST = new Scale(5, 24);

    private final Salon salon;
    private final CalendarFilter filter;
    private final SalonCalendar calendar;
    private final Desk desk;
    private final Formats formats;
    private final Axis axis;
    private final Span shown;
    private final int shortest;

    /**
     * How high a row is, so that even the shortest visit has room for a line and for a finger.
     *
     * @param shortest in minutes
     * @param pixels of a row
     */
    private record Scale(int shortest, int pixels) {}

    Board(CalendarFilter filter, SalonCalendar calendar, Desk desk) {
        this.salon = filter.salon();
        this.filter = filter;
        this.calendar = calendar;
        this.desk = desk;
        formats = desk.formats();
        axis = Axis.of(calendar.days().stream().map(MasterDay::date).distinct().toList(), salon.zone());
        shown = shown();
        shortest = calendar.days().stream()
                .flatMap(day -> day.entries().stream())
                .mapToInt(entry ->
                        (int) Duration.between(entry.startTs(), entry.endTs()).toMinutes())
                .min()
                .orElse(HOUR);
    }

    private Span shown() {
        List<Span> used = calendar.days().stream()
                .flatMap(day -> Stream.concat(
                        day.working().stream().map(stretch -> span(day, stretch.from(), stretch.until())),
                        day.entries().stream().map(entry -> span(day, entry.busyFrom(), entry.busyUntil()))))
                .toList();
        int from = used.stream().mapToInt(Span::from).min().orElse(USUAL.from());
        int until = used.stream().mapToInt(Span::until).max().orElse(USUAL.until());
        return new Span(from / HOUR * HOUR, Math.min(axis.length(), (until + HOUR - 1) / HOUR * HOUR));
    }

    private Span span(MasterDay day, Instant from, Instant until) {
        return new Span(axis.start(day.date(), from), axis.end(day.date(), until));
    }

    BoardView view() {
        MasterDay today = calendar.days().stream()
                .filter(day -> day.date().equals(filter.today()))
                .findFirst()
                .orElse(null);
        return new BoardView(
                "s" + scale().shortest(),
                place(shown),
                axis.hours().stream()
                        .filter(hour -> isShown(hour.at()))
                        .map(this::hour)
                        .toList(),
                today == null ? null : now(today),
                formats.time(calendar.now()),
                calendar.days().stream().map(this::column).toList());
    }

    private Scale scale() {
        return SCALES.stream()
                .filter(scale -> shortest >= scale.shortest())
                .findFirst()
                .orElse(LARGEST);
    }

    private HourView hour(Axis.Hour hour) {
        return new HourView(
                "f" + row(hour.at()),
                formats.time(hour.time()),
                hour.clock() == null
                        ? null
                        : DateTimeFormatter.ofPattern("z", desk.locale()).format(hour.clock()));
    }

    private boolean isShown(int minute) {
        return minute >= shown.from() && minute < shown.until();
    }

    private int row(int minute) {
        return Math.round((Math.min(shown.until(), Math.max(shown.from(), minute)) - shown.from()) / (float) ROW);
    }

    private String place(Span span) {
        int from = row(span.from());
        return "f" + from + " t" + Math.max(from + 1, row(span.until()));
    }

    private @Nullable String now(MasterDay day) {
        int minute = axis.start(day.date(), calendar.now());
        return day.date().equals(filter.today()) && isShown(minute) ? "f" + row(minute) : null;
    }

    private ColumnView column(MasterDay day) {
        boolean week = filter.view() == CalendarFilter.View.WEEK;
        CalendarFilter theirs =
                filter.as(CalendarFilter.View.DAY).at(day.date()).of(day.master());
        return new ColumnView(
                "col-" + (week ? day.date() : day.master().code()),
                week ? formats.shortDay(day.from()) : day.master().name(),
                (week ? theirs : theirs.as(CalendarFilter.View.WEEK)).href(),
                week && day.date().equals(filter.today()),
                day.working().stream()
                        .map(stretch -> formats.time(stretch.from()) + " – " + formats.time(stretch.until()))
                        .toList(),
                day.special(),
                mayBook(day) ? book(day).build().toUriString() : null,
                now(day),
                blocks(day),
                mayBook(day) ? free(day) : List.of(),
                boxes(day));
    }

    private boolean mayBook(MasterDay day) {
        return desk.may(Permission.ACT)
                && salon.active()
                && day.master().active()
                && !day.date().isBefore(filter.today());
    }

    private UriComponentsBuilder book(MasterDay day) {
        return UriComponentsBuilder.fromPath("/admin/bookings/new")
                .queryParam("salon", salon.code())
                .queryParam("master", day.master().code())
                .queryParam("date", day.date());
    }

    private List<BlockView> blocks(MasterDay day) {
        List<BlockView> blocks = new ArrayList<>();
        int end = shown.from();
        List<Stretch> working = day.working();
        for (int i = 0; i < working.size(); i++) {
            Span span = span(day, working.get(i).from(), working.get(i).until());
            addBlock(i == 0 ? "off" : "break", "", new Span(end, span.from()), blocks);
            end = Math.max(end, span.until());
        }
        addBlock("off", "", new Span(end, shown.until()), blocks);
        day.off().forEach(off -> addBlock("off", off.name(), span(day, off.from(), off.until()), blocks));
        axis.missing(day.date()).forEach(span -> addBlock("missing", "", span, blocks));
        for (Entry entry : day.entries()) {
            if (entry.blocks()) {
                addBlock("buffer", "", span(day, entry.busyFrom(), entry.startTs()), blocks);
                addBlock("buffer", "", span(day, entry.endTs(), entry.busyUntil()), blocks);
            }
        }
        return blocks;
    }

    private void addBlock(String kind, String name, Span span, List<BlockView> blocks) {
        if (row(span.until()) > row(span.from())) {
            blocks.add(new BlockView(kind, place(span), name, span.until() - span.from() >= HOUR / 2));
        }
    }

    /** Each time of the salon's grid that is not taken; at least a quarter of an hour apart, to be hit with a finger. */
    private List<FreeView> free(MasterDay day) {
        int step = (SHORTEST_FREE + salon.slotMinutes() - 1) / salon.slotMinutes() * salon.slotMinutes();
        List<FreeView> free = new ArrayList<>();
        for (int minute = 0; minute < 24 * HOUR; minute += step) {
            LocalDateTime wall = day.date().atStartOfDay().plusMinutes(minute);
            Instant from = wall.atZone(salon.zone()).toInstant();
            Instant until = from.plus(Duration.ofMinutes(step));
            if (LocalDateTime.ofInstant(from, salon.zone()).equals(wall)
                    && !from.isBefore(calendar.now())
                    && day.working().stream()
                            .anyMatch(stretch -> !stretch.from().isAfter(from)
                                    && !stretch.until().isBefore(until))
                    && day.entries().stream()
                            .noneMatch(entry -> entry.blocks()
                                    && entry.busyFrom().isBefore(until)
                                    && entry.busyUntil().isAfter(from))) {
                free.add(new FreeView(
                        place(span(day, from, until)),
                        formats.time(wall.toLocalTime()),
                        book(day).queryParam("time", wall.toLocalTime()).build().toUriString()));
            }
        }
        return free;
    }

    private List<BoxView> boxes(MasterDay day) {
        List<BoxView> boxes = new ArrayList<>();
        List<List<Entry>> cluster = new ArrayList<>();
        Instant end = Instant.MIN;
        // Of a visit of the day before or after, only the buffer may reach into this one.
        List<Entry> visits = day.entries().stream()
                .filter(entry ->
                        entry.startTs().isBefore(day.until()) && entry.endTs().isAfter(day.from()))
                .toList();
        for (List<Entry> same : together(visits)) {
            Entry entry = same.get(0);
            if (!entry.startTs().isBefore(end)) {
                addBoxes(day, cluster, boxes);
                cluster.clear();
            }
            cluster.add(same);
            end = entry.endTs().isAfter(end) ? entry.endTs() : end;
        }
        addBoxes(day, cluster, boxes);
        return boxes;
    }

    /** Customers who choose the same slot are shown as one. */
    private static List<List<Entry>> together(List<Entry> entries) {
        List<List<Entry>> groups = new ArrayList<>();
        for (Entry entry : entries) {
            groups.stream()
                    .filter(group -> entry.kind() == Kind.CHOOSING
                            && group.get(0).kind() == Kind.CHOOSING
                            && group.get(0).startTs().equals(entry.startTs())
                            && group.get(0).endTs().equals(entry.endTs()))
                    .findFirst()
                    .ifPresentOrElse(group -> group.add(entry), () -> groups.add(new ArrayList<>(List.of(entry))));
        }
        return groups;
    }

    /** Of what overlaps, each gets a lane that is free at its time. */
    private void addBoxes(MasterDay day, List<List<Entry>> cluster, List<BoxView> boxes) {
        List<Instant> laneEnds = new ArrayList<>();
        List<Integer> lanes = new ArrayList<>();
        for (List<Entry> same : cluster) {
            Entry entry = same.get(0);
            int lane = 0;
            while (lane < laneEnds.size() && laneEnds.get(lane).isAfter(entry.startTs())) {
                lane++;
            }
            if (lane == laneEnds.size()) {
                laneEnds.add(entry.endTs());
            } else {
                laneEnds.set(lane, entry.endTs());
            }
            lanes.add(lane);
        }
        int width = LANES / lanesOf(laneEnds.size());
        for (int i = 0; i < cluster.size(); i++) {
            Entry entry = cluster.get(i).get(0);
            Span span = span(day, entry.startTs(), entry.endTs());
            int lane = Math.min(lanes.get(i), MOST_LANES - 1);
            boxes.add(new BoxView(
                    place(span) + " c" + (lane * width + 1) + " w" + width,
                    lines(span),
                    cluster.get(i).size(),
                    EntryView.of(entry, calendar.now(), formats)));
        }
    }

    /** Twelve parts are divided evenly. */
    private static int lanesOf(int overlapping) {
        return overlapping <= 4 ? Math.max(1, overlapping) : MOST_LANES;
    }

    /** As {@code calendar.css} has it: lines of 15 pixels and the edges. */
    private int lines(Span span) {
        int height = (row(span.until()) - row(span.from())) * scale().pixels();
        return height >= 54 ? 3 : height >= 36 ? 2 : 1;
    }
}
