package io.quickbooking.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.bench.BenchClient;
import io.quickbooking.console.bench.BenchConsole;
import io.quickbooking.console.flow.BenchSalons.Wish;
import io.quickbooking.testing.Machine;
import io.quickbooking.testing.ManyBookings;
import io.quickbooking.testing.MarkedPage;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What a customer's taps, a search for times, a look-up and the page Today cost with more and more
 * bookings: in milliseconds, and in the pages of tables and indexes that PostgreSQL touches for them, which no other load on
 * the machine changes. Writes docs/benchmarks.md.
 */
class GrowthBench {
    private static final long[] SIZES = Stream.of(
                    System.getProperty("bench.growth", "10000,1000000").split(","))
            .mapToLong(Long::parseLong)
            .toArray();
    private static final int WARM_UP = 60;
    private static final int RUNS = Integer.getInteger("bench.growthRuns", 200);
    /** PostgreSQL counts what a connection does at once when it has been idle for ten seconds. */
    private static final long UNTIL_COUNTED_MILLIS = 12_000;

    @TempDir
    Path directory;

    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();
    private final List<String> sizes = new ArrayList<>();

    @Test
    void measure() throws Exception {
        String before = Machine.load();
        for (long bookings : SIZES) {
            try (TestDatabase database = TestDatabase.createEmpty();
                    Phones phones = Phones.start()) {
                TestDatabase.migrate(database.dataSource());
                database.jdbc().sql("ALTER SYSTEM SET autovacuum = off").update();
                database.jdbc()
                        .sql("SELECT pg_reload_conf()")
                        .query(Boolean.class)
                        .single();
                ManyBookings many = ManyBookings.of(bookings, LocalDate.now(ZoneOffset.UTC));
                long begin = System.nanoTime();
                many.fill(database.dataSource());
                System.out.printf("%,d bookings in %d s%n", bookings, (System.nanoTime() - begin) / 1_000_000_000);
                measure(many, database, phones);
            }
        }
        report(before);
    }

    private void measure(ManyBookings many, TestDatabase database, Phones phones) throws Exception {
        sizes.add("%,d (%s)".formatted(database.count("bookings"), size(database.jdbc())));
        List<String> codes = database.jdbc()
                .sql("SELECT booking_code FROM bookings TABLESAMPLE SYSTEM (1) LIMIT " + (WARM_UP + RUNS))
                .query(String.class)
                .list();
        Path jar = Path.of(System.getProperty("booking.jar", "target/booking-console.jar"));
        try (BenchConsole console = BenchConsole.start(
                jar,
                directory,
                Map.of(
                        "DATABASE_URL",
                        database.databaseUrl(),
                        "WHATSAPP_APP_SECRET",
                        Flow.APP_SECRET,
                        "WHATSAPP_ACCESS_TOKEN",
                        "fictional-token",
                        "WHATSAPP_GRAPH_URL",
                        phones.url().toString()))) {
            Touched touched = new Touched(database);
            Flow flow = new Flow(phones);
            BenchClient admin = BenchClient.signedIn(console.address(), "admin");
            try (HttpClient client =
                    new HttpClient(URI.create(console.address()).getPort())) {
                time("A time tapped and confirmed, until the code is on the phone", touched, run -> {
                    Flow.Result result = flow.run(client, wish(many, run));
                    assertThat(result.failure()).isNull();
                });
                time("A customer's first word, answered with the next times", touched, run -> {
                    String phone = phone(1_000_000 + run);
                    Phones.Phone expected = phones.expect(phone);
                    byte[] body = WebhookBodies.text("hello")
                            .from(phone)
                            .to(ManyBookings.phoneNumberId(salon(many, run)))
                            .sentAt(Instant.now())
                            .bytes();
                    int status = client.send(
                            "POST /webhooks/whatsapp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "X-Hub-Signature-256: " + WebhookBodies.signature(body, Flow.APP_SECRET) + "\r\n",
                            body);
                    assertThat(status).isEqualTo(200);
                    assertThat(expected.message()).contains("slot_");
                });
            }
            time(
                    "A booking looked up by its code",
                    touched,
                    run -> assertThat(admin.get("/admin/search?salon=" + ManyBookings.salonCode(1) + "&q="
                                            + codes.get(run % codes.size()))
                                    .status())
                            .isLessThan(400));
            time(
                    "The page Today",
                    touched,
                    run -> assertThat(admin.get("/admin?salon=" + ManyBookings.salonCode(salon(many, run)))
                                    .status())
                            .isEqualTo(200));
        }
    }

    /** Few enough salons for all of them to be met by the smallest table; the same number for each table. */
    private static int salon(ManyBookings many, int run) {
        return 1 + run % Math.min(2, many.salons()) * (many.salons() - 1);
    }

    private static Wish wish(ManyBookings many, int run) {
        return new Wish(ManyBookings.phoneNumberId(salon(many, run)), phone(run), many.freeTime(run / 2));
    }

    private static String phone(int number) {
        return String.format(Locale.ROOT, "155501%09d", 500_000_000 + number);
    }

    private static String size(JdbcClient jdbc) {
        return jdbc.sql("SELECT pg_size_pretty(pg_total_relation_size('bookings'))")
                .query(String.class)
                .single();
    }

    private interface Act {
        void run(int number) throws Exception;
    }

    /** @param pages of tables and indexes that PostgreSQL touched for each, less what it touches for nothing */
    private record Cost(double p50, double p95, double pages) {}

    private void time(String name, Touched touched, Act act) throws Exception {
        for (int run = 0; run < WARM_UP; run++) {
            act.run(run);
        }
        touched.begin();
        double[] millis = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long begin = System.nanoTime();
            act.run(WARM_UP + run);
            millis[run] = (System.nanoTime() - begin) / 1e6;
        }
        double pages = touched.end() / RUNS;
        Arrays.sort(millis);
        Cost cost = new Cost(millis[RUNS / 2], millis[(int) (RUNS * 0.95)], pages);
        costs.computeIfAbsent(name, key -> new ArrayList<>()).add(cost);
        System.out.println(name + " " + cost);
    }

    private void report(String before) throws Exception {
        StringBuilder text = new StringBuilder("Measured on %s: %s. Load of the machine: %s before, %s after.\n\n"
                .formatted(LocalDate.now(ZoneOffset.UTC), Machine.description(), before, Machine.load()));
        text.append("| Bookings (table with its indexes) | ")
                .append(String.join(" | ", sizes))
                .append(" |\n|---|")
                .append("---|".repeat(sizes.size()))
                .append('\n');
        costs.forEach((name, each) -> {
            text.append("| ").append(name);
            each.forEach(cost -> text.append(
                    String.format(Locale.ROOT, " | %.0f pages; %.0f / %.0f ms", cost.pages, cost.p50, cost.p95)));
            text.append(" |\n");
        });
        System.out.println(text);
        if (System.getProperty("bench.only", "").isEmpty()) {
            new MarkedPage(Path.of(System.getProperty("bench.report", "../docs/benchmarks.md")))
                    .replace("growth", text.toString());
        }
    }

    /** Pages that PostgreSQL takes from its cache or the disk for one database. */
    private static final class Touched {
        private final JdbcClient elsewhere;
        private final String database;
        private final double idleASecond;
        private long begin;
        private long pages;

        Touched(TestDatabase database) throws InterruptedException {
            elsewhere = JdbcClient.create(new DriverManagerDataSource(
                    "jdbc:postgresql://127.0.0.1:" + TestDatabase.port() + "/postgres", "postgres", ""));
            this.database = database.name();
            Thread.sleep(UNTIL_COUNTED_MILLIS);
            long from = System.nanoTime();
            long before = count();
            Thread.sleep(2 * UNTIL_COUNTED_MILLIS);
            idleASecond = (count() - before) / ((System.nanoTime() - from) / 1e9);
            System.out.printf("idle: %.0f pages a second%n", idleASecond);
        }

        void begin() throws InterruptedException {
            Thread.sleep(UNTIL_COUNTED_MILLIS);
            begin = System.nanoTime();
            pages = count();
        }

        double end() throws InterruptedException {
            Thread.sleep(UNTIL_COUNTED_MILLIS);
            return count() - pages - idleASecond * (System.nanoTime() - begin) / 1e9;
        }

        private long count() {
            return elsewhere
                    .sql("SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = ?")
                    .param(database)
                    .query(Long.class)
                    .single();
        }
    }
}
