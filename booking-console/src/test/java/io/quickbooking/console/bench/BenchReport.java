package io.quickbooking.console.bench;

import io.quickbooking.console.bench.ConsoleBench.Live;
import io.quickbooking.console.bench.PageTimes.Measured;
import io.quickbooking.testing.Machine;
import io.quickbooking.testing.MarkedPage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of docs/benchmarks.md between its markers. */
final class BenchReport {
    private final StringBuilder text = new StringBuilder();

    void machine(JdbcClient jdbc, int salons, long seed, Duration filling) throws IOException {
        line("Measured on %s: %s, PostgreSQL %s with its default settings."
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Machine.description(),
                        jdbc.sql("SHOW server_version").query(String.class).single()));
        line("Salons %d, seed %d, rows: %s. Database %s."
                .formatted(
                        salons,
                        seed,
                        String.join(", ", jdbc.sql("""
                                                SELECT relname || ' ' || to_char(reltuples, 'FM999,999,999')
                                                FROM pg_class
                                                WHERE relname IN ('bookings', 'customers', 'sessions', 'tap_events',
                                                                  'inbound_messages', 'outbound_messages', 'audit_log')
                                                ORDER BY reltuples DESC, relname
                                                """).query(String.class).list()),
                        jdbc.sql("SELECT pg_size_pretty(pg_database_size(current_database()))")
                                .query(String.class)
                                .single()));
        line("");
    }

    void pages(List<Measured> measured) {
        line("Milliseconds, p50 / p95 / p99, for the largest salon. Bold: the p95 of one connection misses its goal.");
        line("");
        line("| | Goal p95 | One connection | Eight at a time | KB, gzip |");
        line("|---|---|---|---|---|");
        for (Measured one : measured) {
            line(row(one));
        }
        line("");
    }

    private static String row(Measured one) {
        if (one.alone().isEmpty()) {
            return "| %s | %d | not measured: answered %d | | |"
                    .formatted(one.what().name(), one.what().kind().goal, one.status());
        }
        boolean missed = one.alone().percentile(95) > one.what().kind().goal;
        return String.format(
                Locale.ROOT,
                "| %s%s | %d | %s | %s | %.1f |",
                one.what().name(),
                one.failures() == 0 ? "" : " (" + one.failures() + " failures)",
                one.what().kind().goal,
                missed ? "**" + one.alone() + "**" : one.alone(),
                one.together(),
                one.bytes() / 1024.0);
    }

    void weights(Map<String, int[]> weights) {
        line("| Page | Style sheets and scripts | KB together, gzip (goal: 60 in 8) |");
        line("|---|---|---|");
        weights.forEach((page, weight) ->
                line(String.format(Locale.ROOT, "| %s | %d | %.1f |", page, weight[0], weight[1] / 1024.0)));
        line("");
    }

    void live(Optional<Live> live) {
        line(live.map(run -> String.format(
                        Locale.ROOT,
                        "From the commit of a change until a viewer has it on the page, with %d viewers, 20 changes a "
                                + "second for a minute: p50 / p95 / p99 %s ms (goal p95 1,000). %,d changes, %,d fetches of "
                                + "the list, %d failures, %d times a change was not seen.",
                        run.viewers(),
                        run.milliseconds(),
                        run.changes(),
                        run.fetches(),
                        run.failures(),
                        run.missed()))
                .orElse("From the commit of a change until a viewer has it on the page: not measured, no such page or "
                        + "stream."));
    }

    String text() {
        return text.toString();
    }

    void write(Path page) throws IOException {
        new MarkedPage(page).replace("measured", text.toString());
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
