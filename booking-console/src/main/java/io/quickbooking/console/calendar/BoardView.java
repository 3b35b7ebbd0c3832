package io.quickbooking.console.calendar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Days beside each other, with the hours from top to bottom. Places are classes of {@code calendar.css}: {@code f12}
 * begins in the 13th row of five minutes, {@code t24} ends before the 25th, {@code c1 w6} is the left half.
 *
 * @param scale class for how high a row is
 * @param ground all rows
 * @param now where the line of the present is on the axis; null: it is not shown
 */
record BoardView(
        String scale,
        String ground,
        List<HourView> hours,
        @Nullable String now,
        @Nullable String nowTime,
        List<ColumnView> columns) {

    /** @param clock tells an hour that comes twice from the other */
    record HourView(String place, String time, @Nullable String clock) {}

    /**
     * A day of a master.
     *
     * @param special the name of a day that is not as its weekday says
     * @param book where the master is booked on that day; null: not by this operator
     */
    record ColumnView(
            String id,
            String title,
            String href,
            boolean today,
            List<String> hours,
            @Nullable String special,
            @Nullable String book,
            @Nullable String now,
            List<BlockView> blocks,
            List<FreeView> free,
            List<BoxView> boxes) {}

    /**
     * @param kind {@code off}, {@code break}, {@code missing} or {@code buffer}
     * @param name what closes it; empty: what the kind is called
     * @param high whether there is room for a name
     */
    record BlockView(String kind, String place, String name, boolean high) {}

    record FreeView(String place, String time, String href) {}

    /**
     * @param size how many lines it has room for, at most three
     * @param count of customers who are choosing this same slot
     */
    record BoxView(String place, int size, int count, EntryView entry) {}
}
