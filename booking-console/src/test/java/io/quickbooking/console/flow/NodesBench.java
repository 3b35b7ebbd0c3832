package io.quickbooking.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.bench.BenchConsole;
import io.quickbooking.console.flow.Load.Measured;
import io.quickbooking.testing.Machine;
import io.quickbooking.testing.MarkedPage;
import io.quickbooking.testing.PgBouncer;
import io.quickbooking.testing.RedisServer;
import io.quickbooking.testing.TestDatabase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs a node to go through PgBouncer and to keep sessions in Redis: three nodes on one database, asked in turn,
 * so that they meet the same machine. Writes docs/benchmarks.md.
 */
class NodesBench {
    private static final int AT_ONCE = 16;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warmUp", 60));
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.flowSeconds", 15));
    private static final String LIMITS = "SET idle_in_transaction_session_timeout = 5000; SET lock_timeout = 5000";

    @Test
    void measure(@TempDir Path directory) throws Exception {
        Path jar = Path.of(System.getProperty("booking.jar", "target/booking-console.jar"));
        Path catalogue = Files.writeString(directory.resolve("bench.yaml"), BenchSalons.catalogue());
        BenchSalons salons = new BenchSalons();
        try (TestDatabase database = TestDatabase.create(3);
                RedisServer redis = RedisServer.start();
                PgBouncer bouncer = PgBouncer.start(20, LIMITS);
                Phones phones = Phones.start()) {
            Map<String, Map<String, String>> kinds = new LinkedHashMap<>();
            kinds.put("a node by itself", Map.of("DATABASE_URL", database.databaseUrl()));
            kinds.put("sessions in Redis", Map.of("DATABASE_URL", database.databaseUrl(), "REDIS_URL", redis.url()));
            kinds.put("through PgBouncer", Map.of("DATABASE_URL", bouncer.url(database)));
            List<BenchConsole> nodes = new ArrayList<>();
            Map<String, Load> loads = new LinkedHashMap<>();
            try {
                for (Map.Entry<String, Map<String, String>> kind : kinds.entrySet()) {
                    Map<String, String> settings = new HashMap<>(kind.getValue());
                    settings.put("BOOKING_CATALOG", catalogue.toString());
                    settings.put("WHATSAPP_APP_SECRET", Flow.APP_SECRET);
                    settings.put("WHATSAPP_ACCESS_TOKEN", "fictional-token");
                    settings.put("WHATSAPP_GRAPH_URL", phones.url().toString());
                    BenchConsole node = BenchConsole.start(jar, directory.resolve("data"), settings);
                    nodes.add(node);
                    loads.put(kind.getKey(), new Load(URI.create(node.address()).getPort(), phones, salons));
                }
                report(loads);
            } finally {
                for (BenchConsole node : nodes) {
                    node.close();
                }
            }
            assertThat(database.count("bookings WHERE status = 'CONFIRMED'"))
                    .isEqualTo(loads.values().stream().mapToLong(Load::booked).sum());
        }
    }

    private static void report(Map<String, Load> loads) throws Exception {
        for (Load load : loads.values()) {
            load.asManyAsPossible(AT_ONCE, WARM_UP);
        }
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Load> load : loads.entrySet()) {
                Measured measured = load.getValue().asManyAsPossible(AT_ONCE, TIME);
                assertThat(measured.failures()).isEmpty();
                rates.computeIfAbsent(load.getKey(), kind -> new ArrayList<>()).add(measured.perSecond());
            }
        }
        StringBuilder report = new StringBuilder("Measured on %s: %s. %d at once, %d rounds of %d s each in turn.\n\n"
                .formatted(LocalDate.now(ZoneOffset.UTC), Machine.description(), AT_ONCE, ROUNDS, TIME.toSeconds()));
        report.append("| | Bookings a second, median (least to most) | Of a node by itself |\n|---|---|---|\n");
        double alone = median(rates.values().iterator().next());
        rates.forEach((kind, all) -> report.append(String.format(
                Locale.ROOT,
                "| %s | %.0f (%.0f to %.0f) | %.2f |%n",
                kind,
                median(all),
                all.stream().mapToDouble(rate -> rate).min().orElseThrow(),
                all.stream().mapToDouble(rate -> rate).max().orElseThrow(),
                median(all) / alone)));
        System.out.println(report);
        if (System.getProperty("bench.only", "").isEmpty()) {
            new MarkedPage(Path.of(System.getProperty("bench.report", "../docs/benchmarks.md")))
                    .replace("nodes", report.toString());
        }
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }
}
