package io.quickbooking.core.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The metrics of a period.
 *
 * @param before the metrics of the period before
 * @param confirmP50 the median time to confirm; zero without confirmations
 * @param confirmP95 the 95th percentile of the time to confirm
 * @param series by day or hour, without gaps
 * @param contested how often the slots of an hour of the week were lost; hours without conflicts are omitted
 */
public record MetricsReport(
        Tally current,
        Tally before,
        Duration confirmP50,
        Duration confirmP95,
        List<Point> series,
        List<Contested> contested) {
    public MetricsReport {
        series = List.copyOf(series);
        contested = List.copyOf(contested);
    }

    /** @param start of the day or hour */
    public record Point(Instant start, Tally tally) {}

    /**
     * @param weekday on which the slots begin, from 1 for Monday
     * @param hour in which they begin on the salon's wall clock
     */
    public record Contested(int weekday, int hour, long conflicts) {}
}
