package io.quickbooking.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.bench.BenchConsole;
import io.quickbooking.console.flow.Load.Measured;
import io.quickbooking.testing.Machine;
import io.quickbooking.testing.MarkedPage;
import io.quickbooking.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The whole way of a booking, over HTTP, on the packaged application with its own PostgreSQL as it is installed; beside it
 * what PostgreSQL alone can do. Writes docs/benchmarks.md.
 */
class FlowBench {
    private static final List<Integer> AT_ONCE = List.of(1, 16, 64);
    /** The most are as many as the application has connections. */
    private static final List<Integer> PGBENCH_AT_ONCE = List.of(1, 16, 20);

    private static final List<Integer> RACERS = List.of(50, 500, 5_000);
    /** So long a JVM compiles what it runs, on the same two cores. */
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warmUp", 150));

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.flowSeconds", 20));

    @TempDir
    Path directory;

    private final BenchSalons salons = new BenchSalons();
    private final StringBuilder report = new StringBuilder();

    @Test
    void measure() throws Exception {
        Path jar = Path.of(System.getProperty("booking.jar", "target/booking-console.jar"));
        Path catalogue = directory.resolve("bench.yaml");
        Files.writeString(catalogue, BenchSalons.catalogue());
        Path data = directory.resolve("data");
        try (Phones phones = Phones.start();
                BenchConsole console = BenchConsole.start(
                        jar,
                        data,
                        Map.of(
                                "BOOKING_CATALOG",
                                catalogue.toString(),
                                "WHATSAPP_APP_SECRET",
                                Flow.APP_SECRET,
                                "WHATSAPP_ACCESS_TOKEN",
                                "fictional-token",
                                "WHATSAPP_GRAPH_URL",
                                phones.url().toString()))) {
            Load load = new Load(URI.create(console.address()).getPort(), phones, salons);
            Cpu cpu = new Cpu(console.process(), postmaster(data).pid());
            load.asManyAsPossible(16, WARM_UP);
            double top = 0;
            line(
                    "| | Bookings a second | Tap on a time answered | Card on the phone | Tap on Confirm answered | Code on the phone | Failures | Cores: application / PostgreSQL / driver |");
            line("|---|---|---|---|---|---|---|---|");
            for (int atOnce : AT_ONCE) {
                cpu.begin();
                Measured measured = load.asManyAsPossible(atOnce, TIME);
                row(atOnce + " at once", measured, cpu.end());
                top = Math.max(top, measured.perSecond());
            }
            cpu.begin();
            Measured half = load.perSecond(top / 2, 64, TIME);
            row("half of the most, evenly", half, cpu.end());
            holds(jdbc(data, "quick_booking"), load, phones);
            races(URI.create(console.address()).getPort(), phones);
            if (PgBench.program().isPresent()) {
                compare(data, cpu, top);
            }
        } finally {
            System.out.println(report);
        }
        String page = System.getProperty("bench.report", "../docs/benchmarks.md");
        if (System.getProperty("bench.only", "").isEmpty()) {
            new MarkedPage(Path.of(page)).replace("flow", report.toString());
        }
    }

    /** Everybody who has a code has a booking, and nothing overlaps. */
    private void holds(JdbcClient jdbc, Load load, Phones phones) {
        assertThat(jdbc.sql("SELECT count(*) FROM bookings WHERE status = 'CONFIRMED'")
                        .query(Long.class)
                        .single())
                .isEqualTo(load.booked());
        assertThat(jdbc.sql("SELECT sum(usage_current_bookings) FROM salons")
                        .query(Long.class)
                        .single())
                .isEqualTo(load.booked());
        line("");
        line("%,d bookings in all, %,d messages; each customer has the one that they were told of."
                .formatted(load.booked(), phones.received()));
    }

    private void races(int port, Phones phones) throws Exception {
        line("");
        line(
                "| Customers who confirm one time at once | Booked | Told that it is taken | Failures | Winner answered, ms | Last answered, ms | All, ms |");
        line("|---|---|---|---|---|---|---|");
        Stampede stampede = new Stampede(port, phones);
        for (int customers : RACERS) {
            Stampede.Result result = stampede.run(salons.rivals(customers));
            result.failures().stream().distinct().limit(3).forEach(System.out::println);
            line(String.format(
                    Locale.ROOT,
                    "| %,d | %d | %,d | %d | %.0f | %.0f | %s |",
                    customers,
                    result.booked(),
                    result.tooLate(),
                    result.failures().size(),
                    result.winnerMillis(),
                    result.lastMillis(),
                    percentiles(result.millis())));
            assertThat(result.booked()).isOne();
        }
    }

    private void compare(Path data, Cpu cpu, double top) throws Exception {
        Postmaster server = postmaster(data);
        jdbc(data, "postgres").sql("CREATE DATABASE " + PgBench.DATABASE).update();
        TestDatabase.migrate(dataSource(data, PgBench.DATABASE));
        PgBench bench = PgBench.on(jdbc(data, PgBench.DATABASE), server.port(), password(data));
        bench.run(16, (int) Math.min(30, WARM_UP.toSeconds()));
        line("");
        line("| pgbench | Bookings a second | ms each | Cores: PostgreSQL |");
        line("|---|---|---|---|");
        double most = 0;
        for (int atOnce : PGBENCH_AT_ONCE) {
            cpu.begin();
            PgBench.Result result = bench.run(atOnce, (int) TIME.toSeconds());
            line(String.format(
                    Locale.ROOT,
                    "| %d at once | %.0f | %.1f | %.2f |",
                    atOnce,
                    result.perSecond(),
                    result.milliseconds(),
                    cpu.end().postgres()));
            most = Math.max(most, result.perSecond());
        }
        line("");
        line(String.format(Locale.ROOT, "The product reaches %.0f %% of pgbench's most.", top * 100 / most));
    }

    private void row(String name, Measured measured, Cpu.Cores cores) {
        measured.failures().stream().distinct().limit(3).forEach(System.out::println);
        StringBuilder steps = new StringBuilder();
        measured.millis().values().forEach(step -> steps.append(" | ").append(percentiles(step)));
        line(String.format(
                Locale.ROOT,
                "| %s | %.0f%s | %d | %.2f / %.2f / %.2f |",
                name,
                measured.perSecond(),
                steps,
                measured.failures().size(),
                cores.application(),
                cores.postgres(),
                cores.driver()));
    }

    private static String percentiles(double[] millis) {
        double[] sorted = Stream.of(millis)
                .flatMapToDouble(java.util.Arrays::stream)
                .sorted()
                .toArray();
        return sorted.length == 0
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.0f / %.0f / %.0f",
                        sorted[sorted.length / 2],
                        sorted[(int) (sorted.length * 0.95)],
                        sorted[(int) (sorted.length * 0.99)]);
    }

    private void line(String line) {
        if (report.isEmpty()) {
            try {
                report.append("Measured on %s: %s. Milliseconds, p50 / p95 / p99, from the tap.\n\n"
                        .formatted(LocalDate.now(ZoneOffset.UTC), Machine.description()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        report.append(line).append('\n');
    }

    private record Postmaster(long pid, int port) {}

    private static Postmaster postmaster(Path data) throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        return new Postmaster(
                Long.parseLong(lines.get(0).strip()),
                Integer.parseInt(lines.get(3).strip()));
    }

    private static String password(Path data) throws IOException {
        return Files.readString(data.resolve("postgres-password"));
    }

    private static JdbcClient jdbc(Path data, String database) throws IOException {
        return JdbcClient.create(dataSource(data, database));
    }

    private static PGSimpleDataSource dataSource(Path data, String database) throws IOException {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://127.0.0.1:" + postmaster(data).port() + "/" + database);
        dataSource.setUser("postgres");
        dataSource.setPassword(password(data));
        return dataSource;
    }
}
