package io.quickbooking.console.conflicts;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.analytics.MetricsQuery.Step;
import io.quickbooking.core.analytics.MetricsReport.Point;
import io.quickbooking.core.analytics.Rate;
import io.quickbooking.core.analytics.Share;
import io.quickbooking.core.analytics.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Conflicts by day or hour as bars, and all metrics as a table. The bars stand in a box that is {@code width} wide and 100
 * high.
 *
 * @param top what the highest bar may reach
 * @param labels under the bars: at their beginning, middle and end
 */
record TrendView(int width, String top, List<String> labels, List<Bar> bars, List<Row> rows) {
    private static final int STEP = 10;

    record Bar(int x, String y, String height, String label, String conflicts) {}

    /** Values are null where there was nothing to measure. */
    record Row(
            String label,
            String selections,
            @Nullable String success,
            String confirmations,
            @Nullable String confirmed,
            @Nullable String expired,
            String conflicts,
            @Nullable String time) {}

    static TrendView of(List<Point> series, Step step, Formats formats) {
        long most = series.stream()
                .mapToLong(point -> point.tally().conflicts())
                .max()
                .orElse(0);
        long top = Math.max(4, most);
        List<Bar> bars = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (Point point : series) {
            String label = label(point, step, formats);
            Tally tally = point.tally();
            double height = 100.0 * tally.conflicts() / top;
            if (tally.conflicts() > 0) {
                bars.add(new Bar(
                        STEP * rows.size() + 2,
                        String.format(Locale.ROOT, "%.1f", 100 - height),
                        String.format(Locale.ROOT, "%.1f", height),
                        label,
                        formats.number(tally.conflicts())));
            }
            rows.add(row(label, tally, formats));
        }
        return new TrendView(
                STEP * rows.size(), formats.number(top), labels(rows), List.copyOf(bars), List.copyOf(rows));
    }

    private static List<String> labels(List<Row> rows) {
        if (rows.size() < 3) {
            return rows.stream().map(Row::label).toList();
        }
        return List.of(
                rows.get(0).label(),
                rows.get(rows.size() / 2).label(),
                rows.get(rows.size() - 1).label());
    }

    private static String label(Point point, Step step, Formats formats) {
        return step == Step.HOUR ? formats.weekdayAndTime(point.start()) : formats.shortDay(point.start());
    }

    private static Row row(String label, Tally tally, Formats formats) {
        return new Row(
                label,
                formats.number(tally.selections()),
                percent(tally.share(Rate.SELECTION_SUCCESS), formats),
                formats.number(tally.confirmations()),
                percent(tally.share(Rate.CONFIRMATION_SUCCESS), formats),
                percent(tally.share(Rate.SESSION_EXPIRATION), formats),
                formats.number(tally.conflicts()),
                tally.timeToConfirm().samples() == 0
                        ? null
                        : formats.latency(tally.timeToConfirm().average()));
    }

    private static @Nullable String percent(Share share, Formats formats) {
        return share.whole() == 0 ? null : formats.percent(share.value());
    }
}
