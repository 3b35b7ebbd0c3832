package io.quickbooking.console.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.Machine;
import io.quickbooking.testing.MarkedPage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application and its PostgreSQL under {@code kill -9}: twenty kills; in the profile {@code reliability} five
 * hundred, whose figures go to docs/reliability.md.
 *
 * <p>Seen to fail, by ten kills, with each of these guards taken out:
 *
 * <ul>
 *   <li>The outbox marks a message as sent when it claims it, before it is sent: customers wait in vain, one is never told
 *       of a booking, rows say sent of what nobody received.
 *   <li>The webhook answers 200 before it handles a delivery: accepted taps are not there.
 *   <li>PostgreSQL runs with {@code synchronous_commit = off} ({@code -Dcrash.synchronousCommit=off}): a customer has no booking
 *       with the code they were told, accepted taps are not there.
 *   <li>A tap is admitted to the inbox in a transaction of its own: seven taps are done and have had no effect.
 *   <li>The relay leaves alone what has been claimed before: confirmations stay claimed, and customers are never told.
 *   <li>Sessions are not read from the journal: cards that lay on a phone are told to have expired. With two nodes that
 *       shows without a kill as well.
 * </ul>
 */
class CrashIT {
    private static final int CUSTOMERS = 40;

    private final int kills = Integer.getInteger("crash.kills", 20);
    private final long seed = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);

    @Test
    void no_promise_is_broken_by_kills(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
        System.out.println("Crashes: -Dcrash.seed=" + seed);
        CrashResult result =
                new CrashRun(kills, CUSTOMERS, seed).in(directory, System.getProperty("crash.synchronousCommit", "on"));
        System.out.println(result.summary());
        String report = System.getProperty("reliability.report", "");
        if (!report.isEmpty()) {
            new MarkedPage(Path.of(report))
                    .replace(
                            "crashes",
                            "Measured on %s: %s, PostgreSQL %s.\n\n%s"
                                    .formatted(
                                            LocalDate.now(ZoneOffset.UTC),
                                            Machine.description(),
                                            result.postgresVersion(),
                                            result.summary()));
        }
        assertThat(result.findings()).isEmpty();
    }
}
