package io.quickbooking.console.calendar;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.calendar.SalonCalendar;
import io.quickbooking.core.admin.calendar.SalonCalendar.Entry;
import io.quickbooking.core.admin.calendar.SalonCalendar.MasterDay;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A day to be read from top to bottom. */
record ListView(List<GroupView> groups, boolean empty) {

    /**
     * @param id of its heading
     * @param master whose it is; null: everybody's
     */
    record GroupView(
            String id,
            @Nullable String master,
            List<String> hours,
            @Nullable String special,
            List<LineView> lines) {}

    record LineView(String master, EntryView entry) {}

    private record Line(MasterDay day, Entry entry) {}

    static ListView of(CalendarFilter filter, SalonCalendar calendar, Formats formats) {
        List<GroupView> groups = filter.byMaster()
                ? calendar.days().stream()
                        .map(day -> group(day, calendar, formats))
                        .toList()
                : List.of(new GroupView(
                        "all", null, List.of(), null, lines(calendar.days().stream(), calendar, formats)));
        return new ListView(
                groups, groups.stream().allMatch(group -> group.lines().isEmpty()));
    }

    private static GroupView group(MasterDay day, SalonCalendar calendar, Formats formats) {
        return new GroupView(
                "of-" + day.master().code(),
                day.master().name(),
                day.working().stream()
                        .map(stretch -> formats.time(stretch.from()) + " – " + formats.time(stretch.until()))
                        .toList(),
                day.special(),
                lines(Stream.of(day), calendar, formats));
    }

    private static List<LineView> lines(Stream<MasterDay> days, SalonCalendar calendar, Formats formats) {
        return days.flatMap(day -> day.entries().stream().map(entry -> new Line(day, entry)))
                .sorted(Comparator.comparing(line -> line.entry().startTs()))
                .map(line ->
                        new LineView(line.day().master().name(), EntryView.of(line.entry(), calendar.now(), formats)))
                .toList();
    }
}
