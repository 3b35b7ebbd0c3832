package io.quickbooking.console.simulator;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.simulation.RaceTap;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One bar for each tap, from the tap to its answer, with a mark where the answer came.
 *
 * @param width of the drawing, in its own units
 */
record DotStrip(int width, int height, List<Dot> dots, List<Tick> ticks) {
    private static final int WIDTH = 1_000;
    private static final int EDGE = 14;
    private static final int ROW = 9;
    private static final int TOP = 10;
    private static final int FOOT = 26;
    private static final int TICKS = 4;

    /** @param points of the diamond that marks whoever booked; others have a circle or a square */
    record Dot(String kind, int tapped, int answered, int y, String points) {}

    record Tick(int x, String label, String anchor) {}

    static DotStrip of(List<RaceTap> taps, Formats formats) {
        long longest = taps.stream()
                .map(tap -> tap.offset().plus(tap.took()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ofMillis(1))
                .toNanos();
        List<Dot> dots = IntStream.range(0, taps.size())
                .mapToObj(i -> dot(taps.get(i), TOP + i * ROW, longest))
                .toList();
        int height = TOP + taps.size() * ROW + FOOT;
        long step = step(longest);
        List<Tick> ticks = LongStream.rangeClosed(0, longest / step)
                .mapToObj(i -> new Tick(
                        x(i * step, longest),
                        formats.milliseconds(i * step / 1_000_000.0),
                        i == 0 ? "start" : "middle"))
                .toList();
        return new DotStrip(WIDTH, height, dots, ticks);
    }

    /** The distance of the ticks: 1, 2 or 5 of some power of ten, so that a reader can count with it. */
    private static long step(long longest) {
        for (long power = 100_000; ; power *= 10) {
            for (long digit : new long[] {1, 2, 5}) {
                if (longest / (digit * power) <= TICKS) {
                    return digit * power;
                }
            }
        }
    }

    private static Dot dot(RaceTap tap, int y, long longest) {
        int tapped = x(tap.offset().toNanos(), longest);
        int answered = x(tap.offset().plus(tap.took()).toNanos(), longest);
        return new Dot(RaceReportView.kindOf(tap), tapped, answered, y, diamond(answered, y));
    }

    private static String diamond(int x, int y) {
        int r = 8;
        return "%d,%d %d,%d %d,%d %d,%d".formatted(x, y - r, x + r, y, x, y + r, x - r, y);
    }

    private static int x(long nanos, long longest) {
        return EDGE + (int) ((WIDTH - 2L * EDGE) * nanos / Math.max(1, longest));
    }

    /** Baseline of the labels. */
    public int labels() {
        return height - 6;
    }
}
