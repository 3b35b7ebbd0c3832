package io.quickbooking.core.analytics;

import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which taps and sessions to measure.
 *
 * @param masterId null: the whole salon. What names no master, such as a tap after the session is gone, counts for the
 *     salon only
 * @param before what the period is compared with; must end when it begins or earlier
 * @param zone the salon's, in which days and hours begin
 * @param step of the series
 */
public record MetricsQuery(
        UUID salonId, @Nullable UUID masterId, Period period, Period before, ZoneId zone, Step step) {
    public MetricsQuery {
        if (before.until().isAfter(period.from())) {
            throw new IllegalArgumentException("the period before must not reach into the period");
        }
    }

    /** How far the points of a series are apart. */
    public enum Step {
        HOUR,
        DAY
    }
}
