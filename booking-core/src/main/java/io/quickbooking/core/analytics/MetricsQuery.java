package io.quickbooking.core.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Selects the taps and sessions to measure.
 *
 * @param masterId null: the whole salon. Taps without a master, such as one after the end of its session, count for the
 *     salon only
 * @param before the period to compare with; must end when the period begins or earlier
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

    /**
     * Selects whole days of the salon, compared with as many days before. When the last day is not over, only the same
     * part of the days before counts.
     *
     * @param from the first day
     * @param to the last day
     */
    public static MetricsQuery ofDays(
            UUID salonId, @Nullable UUID masterId, LocalDate from, LocalDate to, ZoneId zone, Step step, Instant now) {
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        Period period = new Period(
                from.atStartOfDay(zone).toInstant(),
                to.plusDays(1).atStartOfDay(zone).toInstant());
        Instant start = from.minusDays(days).atStartOfDay(zone).toInstant();
        boolean goesOn = now.isAfter(period.from()) && now.isBefore(period.until());
        Instant end = goesOn ? now.atZone(zone).minusDays(days).toInstant() : period.from();
        // An hour that the clock skips or repeats must not make the period end before it begins.
        boolean usable = end.isAfter(start) && !end.isAfter(period.from());
        return new MetricsQuery(salonId, masterId, period, new Period(start, usable ? end : period.from()), zone, step);
    }

    /** The distance between the points of a series. */
    public enum Step {
        HOUR,
        DAY
    }
}
