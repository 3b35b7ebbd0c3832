package io.quickbooking.console.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The packaged application on one port, started again whenever it ends, as a supervisor does: it ends by itself, too, when
 * there is no database at its start.
 */
final class Node implements AutoCloseable {
    private static final Duration TIME_TO_DIE = Duration.ofSeconds(20);
    private static final Duration TIME_TO_END = Duration.ofSeconds(60);
    private static final Duration TIME_TO_BE_READY = Duration.ofSeconds(120);

    private final Path output;
    private final Map<String, String> environment;
    private final URI address;
    private Process process;
    private boolean closing;
    private int starts;

    private Node(Path directory, String name, Map<String, String> environment) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        this.output = directory.resolve(name + ".log");
        this.address = URI.create("http://127.0.0.1:" + port);
        this.environment = environment;
        environment.put("PATH", System.getenv("PATH"));
        // Its customers never rest.
        environment.put("TAPS_PER_MINUTE", "0");
        environment.put("PORT", String.valueOf(port));
        environment.put("BOOKING_DATA_DIR", directory.resolve(name).toString());
        this.process = launch();
    }

    /** @param environment all variables of the process but those that say where it is */
    static Node start(Path directory, String name, Map<String, String> environment) throws IOException {
        return new Node(directory, name, new HashMap<>(environment));
    }

    /** {@code http://host:port}, the same for all its processes. */
    URI address() {
        return address;
    }

    /** How many processes there have been. */
    synchronized int starts() {
        return starts;
    }

    /** The lines that all its processes have logged. */
    List<String> output() throws IOException {
        return Files.readAllLines(output);
    }

    /** The next process starts at once. */
    void kill() {
        Process killed;
        synchronized (this) {
            killed = process;
        }
        end(killed);
    }

    /** Asks the process to end, waits until it has, and until the next one is ready. */
    void restart() {
        Process ending;
        synchronized (this) {
            ending = process;
        }
        int before = starts();
        ending.destroy();
        Awaitility.await("the end of " + address).atMost(TIME_TO_END).until(() -> !ending.isAlive());
        awaitReady(before + 1);
    }

    /** Waits until so many processes have been started and the last of them is ready. */
    void awaitReady(int starts) {
        Awaitility.await("readiness of " + address)
                .atMost(TIME_TO_BE_READY)
                .until(() -> starts() >= starts && isReady());
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    address.resolve("/actuator/health/readiness").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void end(Process process) {
        process.destroyForcibly();
        try {
            if (!process.waitFor(TIME_TO_DIE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("a killed application is still alive");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Process launch() throws IOException {
        // What makes a start quick, and two of them fit beside the customers and PostgreSQL.
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                System.getProperty("booking.jar")));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process launched = builder.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output.toFile()))
                .start();
        starts++;
        launched.onExit().thenRun(this::startAgain);
        return launched;
    }

    private synchronized void startAgain() {
        if (closing) {
            return;
        }
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        end(process);
    }
}
