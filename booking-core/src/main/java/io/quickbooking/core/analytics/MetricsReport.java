package io.quickbooking.core.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The metrics of a period.
 *
 * @param before of the period before
 * @param confirmP50 half of those who confirmed took no longer than this; zero when nobody did
 * @param confirmP95 95 of 100 took no longer
 * @param series by day or hour, without gaps
 * @param contested how often the slots of an hour of the week were lost; only those that were
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
