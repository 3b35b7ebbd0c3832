package io.quickbooking.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.bench.BenchClient;
import io.quickbooking.console.bench.BenchConsole;
import io.quickbooking.testing.Machine;
import io.quickbooking.testing.ManyBookings;
import io.quickbooking.testing.MarkedPage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the packaged application with its own PostgreSQL keeps in memory: idle, under load, for each live session and each
 * user who is signed in, and the least heap that is enough. Writes docs/benchmarks.md.
 */
class MemoryBench {
    private static final int SESSIONS = Integer.getInteger("bench.sessions", 100_000);
    private static final int SIGN_INS = Integer.getInteger("bench.signIns", 1_000);
    private static final int SALONS = 6;
    private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("bench.flowSeconds", 20));
    /** Tried one after the other until one is enough. */
    private static final int[] HEAPS = Stream.of(System.getProperty("bench.heaps", "48,64,80,96,128,160,192,256")
                    .split(","))
            .mapToInt(Integer::parseInt)
            .toArray();

    @TempDir
    Path directory;

    private final BenchSalons salons = new BenchSalons();
    private final StringBuilder report = new StringBuilder();

    @Test
    void measure() throws Exception {
        Path data = directory.resolve("data");
        Path catalogue = Files.writeString(directory.resolve("bench.yaml"), BenchSalons.catalogue());
        line("Measured on %s: %s. Load of the machine: LOAD."
                .formatted(LocalDate.now(ZoneOffset.UTC), Machine.description()));
        String before = Machine.load();
        line("");
        line("| | |");
        line("|---|---|");
        try (Phones phones = Phones.start()) {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "BOOKING_CATALOG",
                    catalogue.toString(),
                    "WHATSAPP_APP_SECRET",
                    Flow.APP_SECRET,
                    "WHATSAPP_ACCESS_TOKEN",
                    "fictional-token",
                    "WHATSAPP_GRAPH_URL",
                    phones.url().toString()));
            try (BenchConsole console = start(data, settings)) {
                fill(data);
                row("Heap in use, idle, nobody there", "%.1f MB".formatted(live(console) / 1e6));
                row("Resident, idle", "%d MB".formatted(resident(console)));
                Load load = new Load(port(console), phones, salons);
                double rate = load.asManyAsPossible(16, LOAD).perSecond();
                row(
                        "Resident, 16 customers at once, %.0f bookings a second".formatted(rate),
                        resident(console) + " MB");
                row("Heap in use after that", "%.1f MB".formatted(live(console) / 1e6));
            }
            sessions(data, settings);
            leastHeap(data, settings, phones);
        }
        String text = report.toString().replace("LOAD", before + " before, " + Machine.load() + " after");
        System.out.println(text);
        if (System.getProperty("bench.only", "").isEmpty()) {
            new MarkedPage(Path.of(System.getProperty("bench.report", "../docs/benchmarks.md")))
                    .replace("memory", text);
        }
    }

    private void sessions(Path data, Map<String, String> settings) throws Exception {
        long without;
        try (BenchConsole console = start(data, settings)) {
            // What any visitor brings in for good is not counted to the sessions.
            signIn(console, 10);
            without = live(console);
            signIn(console, SIGN_INS);
            long each = (live(console) - without) / SIGN_INS;
            row("For each of %,d users signed in".formatted(SIGN_INS), "%,d bytes".formatted(each));
            try (Connection connection = dataSource(data).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(ACTIVE.formatted(SESSIONS));
            }
        }
        try (BenchConsole console = start(data, settings)) {
            signIn(console, 10);
            long with = live(console);
            assertThat(jdbc(data)
                            .sql("SELECT count(*) FROM sessions WHERE state = 'ACTIVE'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(SESSIONS);
            row(
                    "For each of %,d live sessions, reloaded at the start".formatted(SESSIONS),
                    "%,d bytes".formatted((with - without) / SESSIONS));
            jdbc(data)
                    .sql("UPDATE sessions SET expires_at = now() WHERE state = 'ACTIVE'")
                    .update();
        }
    }

    private void leastHeap(Path data, Map<String, String> settings, Phones phones) throws Exception {
        for (int megabytes : HEAPS) {
            Map<String, String> small = new HashMap<>(settings);
            small.put("JAVA_TOOL_OPTIONS", "-Xmx" + megabytes + "m -XX:+ExitOnOutOfMemoryError");
            try (BenchConsole console = start(data, small)) {
                serves(console, phones);
                row(
                        "Least heap that is enough to start, book, serve Today and export %,d bookings"
                                .formatted(SALONS * ManyBookings.OF_A_SALON),
                        "-Xmx%dm; resident then %d MB".formatted(megabytes, resident(console)));
                return;
            } catch (Exception | AssertionError tooSmall) {
                System.out.println("-Xmx" + megabytes + "m: "
                        + tooSmall.toString().lines().findFirst().orElse(""));
            }
        }
        throw new AssertionError("none is enough");
    }

    private void serves(BenchConsole console, Phones phones) throws Exception {
        Flow flow = new Flow(phones);
        try (HttpClient client = new HttpClient(port(console))) {
            for (int customer = 0; customer < 20; customer++) {
                assertThat(flow.run(client, salons.next()).failure()).isNull();
            }
        }
        BenchClient admin = BenchClient.signedIn(console.address(), "admin");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (int time = 0; time < 5; time++) {
            assertThat(admin.get("/admin?salon=g1").status()).isEqualTo(200);
            BenchClient.Page export =
                    admin.get("/admin/bookings.csv?salon=g1&from=" + today.minusYears(3) + "&to=" + today.plusDays(90));
            assertThat(export.status()).isEqualTo(200);
            assertThat(export.text().lines().count()).isGreaterThan((long) SALONS * ManyBookings.OF_A_SALON);
        }
    }

    private static void signIn(BenchConsole console, int users) throws Exception {
        for (int user = 0; user < users; user++) {
            BenchClient client = BenchClient.signedIn(console.address(), "admin");
            assertThat(client.get("/admin/users").status()).isEqualTo(200);
        }
    }

    /** One salon with 30,000 bookings beside those of the catalogue. */
    private static void fill(Path data) throws Exception {
        new ManyBookings(SALONS, LocalDate.now(ZoneOffset.UTC)).fill(dataSource(data));
        for (String table : List.of("customers", "services", "masters", "master_services", "bookings")) {
            String code = List.of("services", "masters").contains(table) ? ", code = t.code || '_' || s.code" : "";
            try (Connection connection = dataSource(data).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET session_replication_role = replica; UPDATE " + table
                        + " t SET salon_id = (SELECT id FROM salons WHERE code = 'g1')" + code
                        + " FROM salons s WHERE s.id = t.salon_id AND s.code IN ('g2', 'g3', 'g4', 'g5', 'g6')");
            }
        }
    }

    private BenchConsole start(Path data, Map<String, String> settings) throws Exception {
        return BenchConsole.start(
                Path.of(System.getProperty("booking.jar", "target/booking-console.jar")), data, settings);
    }

    private static int port(BenchConsole console) {
        return URI.create(console.address()).getPort();
    }

    /** Bytes of what is still needed; what is not is collected first. */
    private static long live(BenchConsole console) throws Exception {
        long least = Long.MAX_VALUE;
        for (int time = 0; time < 3; time++) {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(console.process().pid()),
                            "GC.class_histogram")
                    .start();
            List<String> lines = new ArrayList<>(
                    new String(jcmd.getInputStream().readAllBytes()).lines().toList());
            String total = lines.get(lines.size() - 1).strip();
            least = Math.min(least, Long.parseLong(total.split("\\s+")[2]));
        }
        return least;
    }

    private static long resident(BenchConsole console) throws IOException {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc/" + console.process().pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        }
    }

    private static JdbcClient jdbc(Path data) throws IOException {
        return JdbcClient.create(dataSource(data));
    }

    private static PGSimpleDataSource dataSource(Path data) throws IOException {
        String port = Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(3)
                .strip();
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/quick_booking");
        dataSource.setUser("postgres");
        dataSource.setPassword(Files.readString(data.resolve("postgres-password")));
        return dataSource;
    }

    private void row(String what, String value) {
        line(String.format(Locale.ROOT, "| %s | %s |", what, value));
        System.out.println(what + ": " + value);
    }

    private void line(String line) {
        report.append(line).append('\n');
    }

    /** Customers with a card for a time that is still free, three hours before it runs out. */
    private static final String ACTIVE = """
            SET session_replication_role = replica;
            WITH known AS (
                INSERT INTO customers (salon_id, phone, name, language)
                SELECT s.id, '155501' || lpad((700000000 + n)::TEXT, 9, '0'), 'Customer ' || n, 'en'
                FROM generate_series(1, %d) n
                JOIN salons s ON s.code = 'b' || n %% 20
                RETURNING id, salon_id
            ),
            made AS (
                INSERT INTO sessions (salon_id, customer_id, selection, master_id, service_id, start_ts, end_ts, price, language,
                                      started_at, selected_at, expires_at)
                SELECT k.salon_id, k.id, 1, m.id, v.id, date_trunc('hour', now()) + INTERVAL '500 days',
                       date_trunc('hour', now()) + INTERVAL '500 days 15 minutes', 1000, 'en', now(), now(),
                       now() + INTERVAL '3 hours'
                FROM known k
                JOIN masters m ON m.salon_id = k.salon_id AND m.code = 'm1'
                JOIN services v ON v.salon_id = k.salon_id AND v.code = 's1'
                RETURNING id, customer_id
            )
            SELECT count(*)
            FROM made
            """;
}
