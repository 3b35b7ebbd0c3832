package io.quickbooking.console.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.console.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The disk with PostgreSQL's write-ahead log is full, while customers book without a pause: PostgreSQL ends, and cannot start
 * until there is room. In the profile {@code reliability} only, because of the minute that it takes; where this user may not
 * mount a disk, nothing is tried.
 *
 * <p>Seen to fail without the question for room at the start (no line says what is wrong), and with a stack trace for what a
 * relay does after it was given up.
 */
@EnabledIfSystemProperty(named = "disks.full", matches = "true")
class FullDiskIT {
    private static final int CUSTOMERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    /** PostgreSQL is somebody else's to start again; the application goes on and refuses webhooks. */
    @Test
    void nothing_is_lost_when_a_server_of_its_own_ends() throws Exception {
        try (SmallDisk disk = aDisk("server", 220);
                DatabaseServer server = DatabaseServer.startIn(directory.resolve("server"), "on");
                WhatsApp whatsApp = WhatsApp.start();
                Node node =
                        Node.start(directory, "node", environment(whatsApp, Map.of("DATABASE_URL", server.url())))) {
            Traffic traffic = begin(whatsApp, node);
            endTheLog(disk, server.jdbcWithoutIndexes(), server::isAlive);

            refusesFor(whatsApp, 30);
            assertThat(node.starts()).as("the application lives on").isOne();
            disk.free();
            server.startAgain();
            finish(traffic, whatsApp, server.jdbcWithoutIndexes());
            assertThat(node.starts()).isOne();
        }
    }

    /** The application ends with its PostgreSQL, and a supervisor starts it until there is room. */
    @Test
    void nothing_is_lost_and_each_start_says_what_is_wrong_when_the_embedded_server_ends() throws Exception {
        Path data = Files.createDirectories(directory.resolve("node"));
        try (SmallDisk disk = aDisk("node", 300);
                WhatsApp whatsApp = WhatsApp.start();
                Node node = Node.start(directory, "node", environment(whatsApp, Map.of()))) {
            Traffic traffic = begin(whatsApp, node);
            ProcessHandle server = embeddedServer(data);
            endTheLog(disk, embedded(data), server::isAlive);
            int starts = node.starts();

            refusesFor(whatsApp, 30);
            await().atMost(PATIENCE).until(() -> node.starts() > starts + 1);
            disk.free();
            untilSent(whatsApp, whatsApp.sentSoFar() + 1);
            finish(traffic, whatsApp, embedded(data));
            embeddedServer(data).destroy();
            assertThat(node.output())
                    .anyMatch(line -> line.contains("The embedded PostgreSQL in " + data + " has ended"))
                    .anyMatch(line -> line.endsWith("Quick Booking cannot start: the data directory " + data
                            + " has 0 MB left, and PostgreSQL needs 32. Make room on that disk, or set BOOKING_DATA_DIR to a"
                            + " directory on another one."))
                    .noneMatch(line -> line.startsWith("\tat "));
        }
    }

    private SmallDisk aDisk(String folder, int megabytes) throws IOException, InterruptedException {
        Optional<SmallDisk> disk = SmallDisk.mountedAt(Files.createDirectories(directory.resolve(folder)), megabytes);
        assumeThat(disk).as("a mounted disk").isPresent();
        return disk.orElseThrow();
    }

    private Map<String, String> environment(WhatsApp whatsApp, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("BOOKING_DEMO", "false");
        environment.put(
                "BOOKING_CATALOG",
                Files.writeString(directory.resolve("catalog.yaml"), Slots.CATALOGUE)
                        .toString());
        environment.put("CONSOLE_ADMIN_PASSWORD", "fictional-password");
        environment.put("WHATSAPP_APP_SECRET", WhatsApp.APP_SECRET);
        environment.put("WHATSAPP_ACCESS_TOKEN", "fictional-token");
        environment.put("WHATSAPP_GRAPH_URL", whatsApp.graphUrl().toString());
        return environment;
    }

    private static Traffic begin(WhatsApp whatsApp, Node node) {
        whatsApp.deliverTo(List.of(node.address()));
        Traffic traffic = new Traffic(whatsApp, CUSTOMERS);
        untilSent(whatsApp, 3 * CUSTOMERS);
        return traffic;
    }

    private static ProcessHandle embeddedServer(Path data) throws IOException {
        String pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static JdbcClient embedded(Path data) throws IOException {
        int port = Integer.parseInt(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(3)
                .strip());
        return DatabaseServer.jdbcWithoutIndexes("jdbc:postgresql://127.0.0.1:" + port
                + "/quick_booking?user=postgres&password=" + Files.readString(data.resolve("postgres-password")));
    }

    /**
     * Until PostgreSQL has no next file to write its log to, and none to recover by. It may recover a few times, with files that
     * it no longer needs.
     */
    private static void endTheLog(SmallDisk disk, JdbcClient jdbc, BooleanSupplier lives) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (lives.getAsBoolean() && System.nanoTime() < end) {
            disk.fill();
            try {
                jdbc.sql("SELECT pg_switch_wal()").query().listOfRows();
                jdbc.sql("SELECT pg_logical_emit_message(TRUE, 'full', 'disk')")
                        .query()
                        .listOfRows();
            } catch (RuntimeException itEndsOrRecovers) {
                Pause.millis(200);
            }
        }
        assertThat(lives.getAsBoolean()).as("PostgreSQL lives on a full disk").isFalse();
    }

    private static void refusesFor(WhatsApp whatsApp, int deliveries) {
        long accepted = whatsApp.accepted();
        long refused = whatsApp.refused();
        await().atMost(PATIENCE).until(() -> whatsApp.refused() > refused + deliveries);
        assertThat(whatsApp.accepted()).as("accepted without a database").isEqualTo(accepted);
    }

    private static void untilSent(WhatsApp whatsApp, long messages) {
        await().atMost(PATIENCE).until(() -> whatsApp.sentSoFar() >= messages);
    }

    private static void finish(Traffic traffic, WhatsApp whatsApp, JdbcClient jdbc) throws InterruptedException {
        untilSent(whatsApp, whatsApp.sentSoFar() + CUSTOMERS);
        traffic.finish(PATIENCE);
        Findings findings = new Findings(jdbc, whatsApp, traffic.customers());
        findings.drain(PATIENCE);
        assertThat(findings.all()).isEmpty();
    }
}
