package io.quickbooking.console.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.bench.BenchClient.Page;
import io.quickbooking.console.bench.BenchClient.Region;
import io.quickbooking.console.bench.PageTimes.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Times the console's pages with a million bookings and ten million taps, and how soon viewers see a change. Takes about
 * ten minutes, and as much again the first time, when the database is filled. Writes docs/benchmarks.md.
 */
class ConsoleBench {
    private static final int VIEWERS = 50;
    private static final int CHANGES_A_SECOND = 20;
    private static final Duration CHANGING = Duration.ofSeconds(Integer.getInteger("bench.seconds", 60));
    private static final Pattern CHANGE = Pattern.compile("Bench (\\d+)");
    private static final Pattern STYLE_OR_SCRIPT =
            Pattern.compile("<(?:link[^>]*rel=\"stylesheet\"[^>]*href|script[^>]*src)=\"([^\"]+)\"");
    private static final String HERE = "salon=" + BenchData.SALON;

    private final int salons = Integer.getInteger("bench.salons", 200);
    private final long bookings = Long.getLong("bench.bookings", 1_000_000);
    private final long seed = Long.getLong("bench.seed", 1);
    private final String only = System.getProperty("bench.only", "");

    @Test
    void measure() throws Exception {
        Path jar = Path.of(System.getProperty("booking.jar", "target/booking-console.jar"));
        Path directory =
                Path.of(System.getProperty("bench.data", "target/bench-data")).toAbsolutePath();
        BenchData data = BenchData.in(directory, salons, bookings, seed);
        BenchReport report = new BenchReport();
        try (BenchConsole console = BenchConsole.start(jar, data.directory())) {
            BenchClient client = BenchClient.signedIn(console.address(), "admin");
            report.machine(data.jdbc(), salons, seed, Duration.ofNanos(0));
            report.pages(pages(data, client));
            report.weights(weights(client));
            if (only.isEmpty() || only.equals("live")) {
                data.addViewers(VIEWERS / 10 + 1);
                report.live(live(data, client, console.address()));
            }
        }
        System.out.println(report.text());
        if (only.isEmpty()) {
            report.write(Path.of(System.getProperty("bench.report", "../docs/benchmarks.md")));
        }
    }

    private List<Measured> pages(BenchData data, BenchClient client)
            throws IOException, InterruptedException, ExecutionException {
        PageTimes times = new PageTimes(client);
        List<Measured> measured = new ArrayList<>();
        for (PageCase page : new BenchPages(data.jdbc(), client).all()) {
            if (!page.name().toLowerCase().contains(only.toLowerCase())) {
                continue;
            }
            Measured whole = times.measure(page);
            tell(measured, whole);
            if (page.kind() == PageCase.Kind.PAGE && whole.status() == 200) {
                for (Region region : client.get(page.path(0)).regions()) {
                    tell(measured, times.measure(page.region(region)));
                }
            }
        }
        return measured;
    }

    private static void tell(List<Measured> measured, Measured one) {
        System.out.printf("%-45s %d  %s  %s%n", one.what().name(), one.status(), one.alone(), one.together());
        measured.add(one);
    }

    /** By page: how many style sheets and scripts, and how many bytes they have compressed. */
    private static Map<String, int[]> weights(BenchClient client) throws IOException, InterruptedException {
        Map<String, int[]> weights = new TreeMap<>();
        for (String section : List.of(
                "", "/sessions", "/bookings", "/conflicts", "/simulator", "/messages", "/health", "/settings")) {
            Page page = client.get("/admin" + section + "?" + HERE);
            if (page.status() != 200) {
                continue;
            }
            int[] weight = new int[2];
            Matcher file = STYLE_OR_SCRIPT.matcher(page.text());
            while (file.find()) {
                weight[0]++;
                weight[1] += client.get(file.group(1)).compressed().length;
            }
            weights.put("/admin" + section, weight);
        }
        return weights;
    }

    /** @param milliseconds from the commit until a viewer has the part of the page with the change in it */
    record Live(long viewers, int changes, long fetches, int failures, long missed, Latencies milliseconds) {}

    private static Optional<Live> live(BenchData data, BenchClient client, String address)
            throws IOException, InterruptedException {
        Optional<Region> region = client.get("/admin/sessions?" + HERE).regions().stream()
                .filter(one -> one.topics().contains("sessions"))
                .findFirst();
        if (region.isEmpty() || client.get("/admin/sessions?" + HERE).status() != 200) {
            return Optional.empty();
        }
        long run = Instant.now().getEpochSecond() % 100_000;
        List<String> buttons = freeTimes(client);
        try (LiveViewers viewers = LiveViewers.open(address, VIEWERS, "/admin/live?" + HERE, region.get(), CHANGE)) {
            long open = viewers.open();
            if (open == 0) {
                return Optional.empty();
            }
            int changes = change(client, run, buttons);
            // Who has not seen a change by now will not count as having seen it.
            TimeUnit.SECONDS.sleep(5);
            Map<String, Instant> made = made(data, run);
            List<Double> taken = new ArrayList<>();
            for (Map<String, Instant> seen : viewers.seen()) {
                made.forEach((change, at) -> Optional.ofNullable(seen.get(change))
                        .ifPresent(when -> taken.add(Duration.between(at, when).toNanos() / 1e6)));
            }
            assertThat(made).isNotEmpty();
            return Optional.of(new Live(
                    open,
                    made.size(),
                    viewers.fetches(),
                    viewers.failures() + viewers.refused() + changes - made.size(),
                    (long) made.size() * open - taken.size(),
                    new Latencies(
                            taken.stream().mapToDouble(Double::doubleValue).toArray())));
        }
    }

    private static List<String> freeTimes(BenchClient client) throws IOException, InterruptedException {
        String slots = client.api("GET", "/api/v1/slots?limit=100&" + HERE.replace("salon", "salon"), "")
                .body();
        List<String> buttons = new ArrayList<>();
        Matcher button = Pattern.compile("\"buttonId\":\"([^\"]+)\"").matcher(slots);
        while (button.find()) {
            buttons.add(button.group(1));
        }
        return buttons;
    }

    /** New customers pick a time, at an even pace. */
    private static int change(BenchClient client, long run, List<String> buttons) throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(CHANGES_A_SECOND);
        for (int i = 0; i < CHANGES_A_SECOND; i++) {
            threads.scheduleAtFixedRate(
                    () -> {
                        int n = count.incrementAndGet();
                        pick(client, run * 10_000 + n, buttons.get(n % buttons.size()));
                    },
                    i * 1000L / CHANGES_A_SECOND,
                    1000,
                    TimeUnit.MILLISECONDS);
        }
        TimeUnit.NANOSECONDS.sleep(CHANGING.toNanos());
        threads.shutdown();
        threads.awaitTermination(30, TimeUnit.SECONDS);
        return count.get();
    }

    private static void pick(BenchClient client, long number, String button) {
        try {
            client.api("POST", "/api/v1/taps", """
                    {"salon": "%s", "customer": "US.555%d", "name": "Bench %d", "buttonId": "%s"}
                    """.formatted(BenchData.SALON, number, number, button));
        } catch (IOException e) {
            // It is missing among those that were made, and counted as a failure by that.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** By number: when the tap was decided, which is a moment before its commit. */
    private static Map<String, Instant> made(BenchData data, long run) {
        Map<String, Instant> made = new TreeMap<>();
        data.jdbc()
                .sql("""
                        SELECT substring(c.name FROM 7) AS number, e.decided_at
                        FROM customers c
                        JOIN tap_events e ON e.customer_id = c.id
                        WHERE c.salon_id = (SELECT id FROM salons WHERE code = :salon)
                          AND c.name LIKE :names
                          AND e.decided_at > now() - INTERVAL '1 hour'
                          AND e.outcome = 'card_shown'
                        """)
                .param("salon", BenchData.SALON)
                .param("names", "Bench " + run + "____")
                .query(row -> {
                    made.put(
                            row.getString("number"),
                            row.getObject("decided_at", java.time.OffsetDateTime.class)
                                    .toInstant());
                });
        return made;
    }
}
