package io.quickbooking.console.conflicts;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.analytics.MetricsReport;
import io.quickbooking.core.analytics.MetricsReport.Point;
import io.quickbooking.core.analytics.Rate;
import io.quickbooking.core.analytics.Share;
import io.quickbooking.core.analytics.Tally;
import io.quickbooking.core.analytics.TimeToConfirm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A metric as a card shows it.
 *
 * @param key the end of its texts' keys
 * @param value null: there was nothing to measure
 * @param part of {@code whole}; for times how many were measured
 * @param below whether the target is to be stayed below
 * @param verdict {@code met}, {@code missed}, {@code few} or {@code none}
 * @param p50 of times only, like p95
 * @param change null: too few samples in one of the periods
 * @param sparkline null: too few points
 */
public record MetricCard(
        String key,
        @Nullable String value,
        String part,
        String whole,
        String target,
        boolean below,
        String verdict,
        @Nullable String p50,
        @Nullable String p95,
        @Nullable Change change,
        @Nullable Sparkline sparkline) {

    /**
     * @param direction {@code up}, {@code down} or {@code same}
     * @param amount in percentage points or as a time
     * @param judgement {@code better}, {@code worse} or {@code same}
     */
    public record Change(String direction, String amount, String judgement) {}

    /** The five metrics of a report. */
    public static List<MetricCard> of(MetricsReport report, Formats formats) {
        List<MetricCard> cards = new ArrayList<>();
        for (Rate rate : Rate.values()) {
            cards.add(ofRate(rate, report, formats));
        }
        cards.add(ofTime(report, formats));
        return List.copyOf(cards);
    }

    private static MetricCard ofRate(Rate rate, MetricsReport report, Formats formats) {
        Share now = report.current().share(rate);
        Share before = report.before().share(rate);
        double points = 100 * (now.value() - before.value());
        return new MetricCard(
                key(rate),
                now.whole() == 0 ? null : formats.percent(now.value()),
                formats.number(now.part()),
                formats.number(now.whole()),
                formats.percent(rate.target()),
                !rate.moreIsBetter(),
                verdict(now.whole(), rate.isMet(now)),
                null,
                null,
                now.isEnough() && before.isEnough()
                        ? change(
                                points, Math.abs(points) < 0.05, rate.moreIsBetter(), formats.decimal(Math.abs(points)))
                        : null,
                Sparkline.of(values(report, tally -> share(tally.share(rate))), value -> formats.percent(value)));
    }

    static String key(Rate rate) {
        return rate.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable Double share(Share share) {
        return share.whole() == 0 ? null : share.value();
    }

    private static MetricCard ofTime(MetricsReport report, Formats formats) {
        TimeToConfirm now = report.current().timeToConfirm();
        TimeToConfirm before = report.before().timeToConfirm();
        Duration longer = now.average().minus(before.average());
        return new MetricCard(
                "time-to-confirm",
                now.samples() == 0 ? null : formats.latency(now.average()),
                formats.number(now.samples()),
                formats.number(now.samples()),
                formats.latency(TimeToConfirm.TARGET),
                true,
                verdict(now.samples(), now.isMet()),
                now.samples() == 0 ? null : formats.latency(report.confirmP50()),
                now.samples() == 0 ? null : formats.latency(report.confirmP95()),
                now.isEnough() && before.isEnough()
                        ? change(longer.toMillis(), longer.abs().toMillis() < 50, false, formats.latency(longer.abs()))
                        : null,
                Sparkline.of(
                        values(report, tally -> millis(tally.timeToConfirm())),
                        value -> formats.latency(Duration.ofMillis(Math.round(value)))));
    }

    private static @Nullable Double millis(TimeToConfirm time) {
        return time.samples() == 0 ? null : (double) time.average().toMillis();
    }

    private static List<@Nullable Double> values(MetricsReport report, Function<Tally, @Nullable Double> value) {
        List<@Nullable Double> values = new ArrayList<>();
        for (Point point : report.series()) {
            values.add(value.apply(Objects.requireNonNull(point.tally())));
        }
        return values;
    }

    private static String verdict(long samples, boolean met) {
        if (samples == 0) {
            return "none";
        }
        if (samples < Share.ENOUGH) {
            return "few";
        }
        return met ? "met" : "missed";
    }

    private static Change change(double difference, boolean same, boolean moreIsBetter, String amount) {
        if (same) {
            return new Change("same", amount, "same");
        }
        return new Change(difference > 0 ? "up" : "down", amount, difference > 0 == moreIsBetter ? "better" : "worse");
    }
}
