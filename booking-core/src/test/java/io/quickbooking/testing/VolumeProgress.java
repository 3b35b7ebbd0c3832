package io.quickbooking.testing;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** How far a long filling is: a bar on a terminal, a line every few seconds elsewhere. */
public final class VolumeProgress {
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private final long begin = System.nanoTime();
    private long begunRows;
    private long shown;
    private long rows;
    private long expected;

    private VolumeProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public static VolumeProgress on(PrintStream out) {
        return new VolumeProgress(out, out == System.out && System.console() != null && System.getenv("TERM") != null);
    }

    synchronized void expect(long rows) {
        expected = rows;
        begunRows = System.nanoTime();
    }

    synchronized void add(String what, long more) {
        rows += more;
        long now = System.nanoTime();
        if (now - shown < Duration.ofMillis(terminal ? 200 : 5000).toNanos()) {
            return;
        }
        shown = now;
        double share = Math.min(1, (double) rows / expected);
        long perSecond = (long) (rows / seconds(begunRows));
        String figures = String.format(
                Locale.ROOT,
                "%3.0f %%  %,d rows  %,d rows/s  %s left  %s",
                share * 100,
                rows,
                perSecond,
                duration(perSecond == 0 ? 0 : Math.max(0, expected - rows) / perSecond),
                what);
        int full = (int) (share * WIDTH);
        print(terminal ? "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + figures : figures);
    }

    synchronized void say(String text) {
        print(duration((long) seconds(begin)) + "  " + text);
    }

    synchronized void end() {
        print(String.format(Locale.ROOT, "%,d rows in %s", rows, duration((long) seconds(begin))));
        if (terminal) {
            out.println();
        }
    }

    private void print(String line) {
        if (terminal) {
            // Back to the beginning of the line, and clear it.
            out.print("\r\u001b[K" + line);
        } else {
            out.println(line);
        }
        out.flush();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static String duration(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
