package io.quickbooking.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.Machine;
import io.quickbooking.testing.MarkedPage;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the command that starts the packaged application to the answer to the first signed webhook, in the ways that
 * docs/start.md has. Writes docs/benchmarks.md.
 */
class StartBench {
    private static final int RUNS = Integer.getInteger("bench.startRuns", 3);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

    /** As docs/start.md has them. */
    private static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:MetaspaceSize=160m");

    @TempDir
    Path directory;

    private final StringBuilder report = new StringBuilder();

    @Test
    void measure() throws Exception {
        Path jar = Path.of(System.getProperty("booking.jar", "target/booking-console.jar"))
                .toRealPath();
        line("Measured on %s: %s. Load of the machine meanwhile: %s."
                .formatted(LocalDate.now(ZoneOffset.UTC), Machine.description(), "LOAD"));
        line("");
        line(
                "| Java | Started as | First start ever | Cold | Again | CPU, s | Again, own PostgreSQL | CPU, s | MB resident |");
        line("|---|---|---|---|---|---|---|---|---|");
        String before = Machine.load();
        try (TestDatabase external = TestDatabase.create()) {
            for (String home : System.getProperty("bench.javas", System.getProperty("java.home"))
                    .split(",")) {
                Java java = new Java(Path.of(home));
                Path extracted = extract(java, jar);
                row(java, "`java -jar`", List.of(), jar, external);
                row(
                        java,
                        "extracted, with the cache",
                        java.withCache(directory, List.of(), extracted),
                        extracted,
                        external);
                row(
                        java,
                        "extracted, with a cache and the options of [start](start.md)",
                        java.withCache(directory, QUICK, extracted),
                        extracted,
                        external);
            }
        }
        String text = report.toString().replace("LOAD", before + " before, " + Machine.load() + " after");
        System.out.println(text);
        if (System.getProperty("bench.only", "").isEmpty()) {
            new MarkedPage(Path.of(System.getProperty("bench.report", "../docs/benchmarks.md"))).replace("start", text);
        }
    }

    private void row(Java java, String name, List<String> options, Path jar, TestDatabase external) throws Exception {
        Path data = Files.createTempDirectory(directory, "data");
        Map<String, String> embedded = Map.of("BOOKING_DATA_DIR", data.toString());
        Map<String, String> own = Map.of("BOOKING_DATA_DIR", data.toString(), "DATABASE_URL", external.databaseUrl());
        Start first = start(java, options, jar, embedded);
        String cold = Files.isWritable(DROP_CACHES) ? seconds(coldStart(java, options, jar, embedded)) : "-";
        List<Start> again = new ArrayList<>();
        List<Start> againOwn = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            again.add(start(java, options, jar, embedded));
            againOwn.add(start(java, options, jar, own));
        }
        Start usual = median(again);
        Start usualOwn = median(againOwn);
        line(String.format(
                Locale.ROOT,
                "| %d | %s | %s | %s | %s | %.1f | %s | %.1f | %d |",
                java.version(),
                name,
                seconds(first),
                cold,
                seconds(usual),
                usual.cpuSeconds(),
                seconds(usualOwn),
                usualOwn.cpuSeconds(),
                usual.megabytes()));
    }

    private Start coldStart(Java java, List<String> options, Path jar, Map<String, String> settings) throws Exception {
        run(Path.of("/"), List.of("sync"));
        Files.writeString(DROP_CACHES, "3");
        return start(java, options, jar, settings);
    }

    private static Start median(List<Start> starts) {
        return starts.stream()
                .sorted((one, other) -> Double.compare(one.seconds(), other.seconds()))
                .toList()
                .get(starts.size() / 2);
    }

    private static String seconds(Start start) {
        return String.format(Locale.ROOT, "%.1f", start.seconds());
    }

    /**
     * @param cpuSeconds of the application alone, all its threads
     * @param megabytes in memory, of the application alone
     */
    private record Start(double seconds, double cpuSeconds, long megabytes) {}

    private Start start(Java java, List<String> options, Path jar, Map<String, String> settings) throws Exception {
        int port = freePort();
        Path output = Files.createTempFile(directory, "start", ".out");
        List<String> command = new ArrayList<>(List.of(java.program()));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        System.getenv("PATH"),
                        "PORT",
                        Integer.toString(port),
                        "CONSOLE_ADMIN_PASSWORD",
                        "fictional-password",
                        "WHATSAPP_APP_SECRET",
                        Flow.APP_SECRET));
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            untilAnswered(process, port, output);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cpu = process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
            return new Start(seconds, cpu, resident(process.pid()));
        } finally {
            process.destroy();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static void untilAnswered(Process process, int port, Path output) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            byte[] body = WebhookBodies.text("hello").sentAt(Instant.now()).bytes();
            try (HttpClient client = new HttpClient(port)) {
                int status = client.send(
                        "POST /webhooks/whatsapp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "X-Hub-Signature-256: " + WebhookBodies.signature(body, Flow.APP_SECRET) + "\r\n",
                        body);
                assertThat(status).isEqualTo(200);
                return;
            } catch (ConnectException notYet) {
                process.waitFor(5, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException("The console did not start: " + Files.readString(output));
    }

    private static long resident(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Path extract(Java java, Path jar) throws Exception {
        Path extracted = directory.resolve("quick-booking-" + java.version());
        run(
                directory,
                List.of(
                        java.program(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        extracted.toString()));
        return extracted.resolve(jar.getFileName());
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("start-bench", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("BOOKING_DATA_DIR", folder.resolve("training").toString());
        Process process = builder.start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        Files.delete(output);
    }

    private void line(String line) {
        report.append(line).append('\n');
    }

    /** One of the machine's, told by its folder. */
    private record Java(Path home) {
        /** From here on there is the AOT cache. */
        private static final int AOT = 25;

        String program() {
            return home.resolve("bin/java").toString();
        }

        int version() throws IOException {
            return Arrays.stream(Files.readString(home.resolve("release")).split("\n"))
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .mapToInt(line -> Integer.parseInt(line.split("\"")[1].split("\\.")[0]))
                    .findFirst()
                    .orElseThrow();
        }

        /** Makes a cache as docs/start.md says. */
        List<String> withCache(Path folder, List<String> options, Path jar) throws Exception {
            Path cache = Files.createTempDirectory(folder, "cache").resolve("quick-booking.cache");
            List<String> training = new ArrayList<>(List.of(program()));
            training.addAll(options);
            training.add((version() < AOT ? "-XX:ArchiveClassesAtExit=" : "-XX:AOTCacheOutput=") + cache);
            training.addAll(List.of("-Dspring.context.exit=onRefresh", "-jar", jar.toString()));
            run(folder, training);
            List<String> all = new ArrayList<>(options);
            all.add((version() < AOT ? "-XX:SharedArchiveFile=" : "-XX:AOTCache=") + cache);
            return all;
        }
    }
}
