package io.quickbooking.console.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged console as an operator starts it, in a process of its own. */
public final class BenchConsole implements AutoCloseable {
    static final String PASSWORD = "fictional-password";
    private static final Pattern READY = Pattern.compile("Quick Booking is ready: http://localhost:(\\d+) ");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path output;
    private final String address;

    private BenchConsole(Process process, Path output, String address) {
        this.process = process;
        this.output = output;
        this.address = address;
    }

    static BenchConsole start(Path jar, Path dataDirectory) throws IOException, InterruptedException {
        return start(jar, dataDirectory, Map.of());
    }

    /** @param settings environment variables beside those that it takes to start */
    public static BenchConsole start(Path jar, Path dataDirectory, Map<String, String> settings)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("booking-console-bench", ".out");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("bench.java", System.getProperty("java.home")), "bin", "java")
                        .toString(),
                "-jar",
                jar.toString());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("TAPS_PER_MINUTE", "0");
        builder.environment().put("BOOKING_DATA_DIR", dataDirectory.toString());
        builder.environment().put("BOOKING_DEMO", "false");
        builder.environment().put("CONSOLE_ADMIN_PASSWORD", PASSWORD);
        builder.environment().put("PORT", "0");
        builder.environment().putAll(settings);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Instant end = Instant.now().plus(PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            Matcher ready = READY.matcher(Files.readString(output));
            if (ready.find()) {
                return new BenchConsole(process, output, "http://127.0.0.1:" + ready.group(1));
            }
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
        process.destroy();
        throw new IllegalStateException("The console did not start: " + Files.readString(output));
    }

    public String address() {
        return address;
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /** What it said on its way, for a look when something fails. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** Asks for the end, upon which it stops its PostgreSQL as well. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Files.delete(output);
    }
}
