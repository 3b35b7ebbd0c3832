package io.quickbooking.console.simulator;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.simulation.RaceCounts;
import io.quickbooking.core.simulation.RaceReport;
import io.quickbooking.core.simulation.RaceReport.RoundCounts;
import io.quickbooking.core.simulation.RaceTap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A race on its page.
 *
 * @param winners customers of the shown round who have a booking, such as {@code 7} or {@code 3, 12}
 */
record RaceReportView(
        RaceView race,
        RaceCounts total,
        boolean clean,
        int shownRound,
        List<RoundCounts> rounds,
        List<TapView> taps,
        String winners,
        @Nullable DotStrip dots) {
    static RaceReportView of(RaceReport report, Formats formats) {
        List<RaceTap> shown = report.shown();
        return new RaceReportView(
                RaceView.of(report.race(), formats),
                report.total(),
                report.isClean(),
                report.shownRound(),
                report.perRound(),
                shown.stream().map(tap -> TapView.of(tap, formats)).toList(),
                String.join(
                        ", ",
                        shown.stream()
                                .filter(RaceTap::isBooked)
                                .map(tap -> Integer.toString(tap.customer()))
                                .toList()),
                shown.isEmpty() ? null : DotStrip.of(shown, formats));
    }

    /** @param kind {@code booked}, {@code offered}, {@code repeated}, {@code other} or {@code error} */
    record TapView(
            int arrival,
            int customer,
            String slot,
            String offset,
            String took,
            String outcome,
            String kind,
            String error) {
        static TapView of(RaceTap tap, Formats formats) {
            return new TapView(
                    tap.arrival(),
                    tap.customer(),
                    formats.time(tap.slotStart()),
                    formats.milliseconds(tap.offset().toNanos() / 1_000_000.0),
                    formats.milliseconds(tap.took().toNanos() / 1_000_000.0),
                    tap.outcome(),
                    kindOf(tap),
                    tap.error() == null ? "" : tap.error());
        }
    }

    static String kindOf(RaceTap tap) {
        if (tap.isBooked()) {
            return "booked";
        }
        if (tap.isOffered()) {
            return "offered";
        }
        if (tap.isRepeated()) {
            return "repeated";
        }
        return tap.isError() ? "error" : "other";
    }
}
