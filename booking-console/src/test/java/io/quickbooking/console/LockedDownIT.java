package io.quickbooking.console;

import static io.quickbooking.testing.WebhookBodies.tap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quickbooking.console.testing.ConsoleClient;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.testing.GraphApiStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application, its PostgreSQL included, as an ordinary user on a file system of which only the data directory
 * can be written to, with a secret in every setting that takes one; and what it says while things go wrong.
 *
 * <p>Seen to fail without {@code TemporaryFiles}: there is no folder for what Tomcat unpacks and receives; and
 * when {@code CloudApiClient} tells what Meta says word for word. Needs Linux and
 * root, who alone can make a file system read-only for a process.
 */
class LockedDownIT {
    private static final String NOBODY = "65534";
    private static final String APP_SECRET = "recognisable-app-secret";
    private static final String PASSWORD = "recognisable-console-password";
    private static final Map<String, String> SECRETS = Map.of(
            "WHATSAPP_APP_SECRET",
            APP_SECRET + ",recognisable-old-secret",
            "WHATSAPP_VERIFY_TOKEN",
            "recognisable-verify-token",
            "WHATSAPP_ACCESS_TOKEN",
            "recognisable-access-token",
            "CONSOLE_ADMIN_PASSWORD",
            PASSWORD);

    private static final String LOCK_DOWN = """
            mount --bind "$0" "$0"
            awk '{ print $2 }' /proc/self/mounts | while read at; do
              case "$at" in
                "$0" | /proc | /proc/* | /sys | /sys/* | /dev | /dev/*) ;;
                *) mount -o remount,bind,ro "$at" ;;
              esac
            done
            if touch "$0/../written" 2>/dev/null; then echo 'the file system is not read-only'; exit 9; fi
            exec setpriv --reuid=%1$s --regid=%1$s --clear-groups --no-new-privs "$@"
            """.formatted(NOBODY);

    @TempDir
    private Path folder;

    @Test
    void ordinary_user_and_read_only_files_are_enough_and_no_secret_is_told() throws Exception {
        assumeTrue(canLockDown(), "needs root, unshare and setpriv, and a jar that everybody can read");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setAttribute(data, "unix:uid", Integer.parseInt(NOBODY));
        String said;
        List<String> read = new ArrayList<>();
        try (GraphApiStandIn graph = GraphApiStandIn.start();
                JarProcess console = aStart(data, graph).start().untilReady()) {
            assertThat(ProcessHandle.of(console.pid()).flatMap(it -> it.info().user()))
                    .hasValue("nobody");
            ConsoleClient client = console.client(PASSWORD, APP_SECRET);
            sendAndBeRefused(client, graph);
            beRefused(client, read);
            look(client, read);
            console.postgres().orElseThrow().destroyForcibly();
            console.untilEnd();
            said = console.output();
        } finally {
            JarProcess.stopPostgresIn(data);
        }
        read.add(said);
        for (Path file : logs(data)) {
            read.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        assertThat(said).contains("Refused a webhook", "has ended");
        List<String> secrets = new ArrayList<>(List.of("recognisable"));
        secrets.add(Files.readString(data.resolve("postgres-password")).strip());
        assertThat(read).allSatisfy(text -> assertThat(text).doesNotContain(secrets));
        assertThat(data.resolve("tmp")).isDirectory();
    }

    private static JarProcess.Start aStart(Path data, GraphApiStandIn graph) {
        JarProcess.Start start = JarProcess.in(data)
                .by(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", LOCK_DOWN, data.toString()))
                .with("WHATSAPP_GRAPH_URL", graph.url().toString())
                .with("LOGGING_LEVEL_IO_QUICKBOOKING", "debug");
        new LinkedHashMap<>(SECRETS).forEach(start::with);
        return start;
    }

    private static void sendAndBeRefused(ConsoleClient client, GraphApiStandIn graph) {
        graph.answerNext(
                1,
                GraphApiStandIn.error(
                        401, 190, "Invalid OAuth access token recognisable-access-token - cannot be decrypted"));
        assertThat(client.deliver(tap("nonsense").bytes()).status()).isEqualTo(200);
        graph.await(1, Duration.ofSeconds(60));
    }

    private static void beRefused(ConsoleClient client, List<String> read) {
        String handshake = "/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1&hub.verify_token=";
        assertThat(client.get(handshake + "recognisable-verify-token").body()).isEqualTo("1");
        List<Answer> refused = List.of(
                client.get(handshake + "recognisable-verify-token-not-quite"),
                client.deliver(tap("nonsense").bytes(), "sha256=" + "0".repeat(64)),
                client.deliver(tap("nonsense").bytes(), "recognisable"),
                client.postTapWithPassword("recognisable-guess"));
        assertThat(refused).extracting(Answer::status).containsExactly(403, 403, 403, 401);
        refused.forEach(answer -> read.add(answer.body()));
    }

    private static void look(ConsoleClient client, List<String> read) {
        ConsoleSession admin = ConsoleSession.of(client, "admin", PASSWORD);
        for (String page : List.of(
                "/admin",
                "/admin/health",
                "/admin/messages",
                "/admin/messages?state=FAILED",
                "/admin/audit",
                "/admin/users",
                "/admin/settings",
                "/admin/settings/export",
                "/actuator/health",
                "/v3/api-docs")) {
            Answer answer = admin.get(page);
            assertThat(answer.status()).as(page).isEqualTo(200);
            read.add(answer.body());
        }
        // Larger than what Tomcat keeps in memory.
        admin.get("/admin/settings/import");
        assertThat(admin.upload("/admin/settings/import", "large.yaml", new byte[4 * 1024 * 1024], Map.of())
                        .status())
                .isEqualTo(422);
    }

    private static List<Path> logs(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".log"))
                    .toList();
        }
    }

    private static boolean canLockDown() throws Exception {
        if (!"root".equals(System.getProperty("user.name")) || !Files.isDirectory(Path.of("/proc/self"))) {
            return false;
        }
        Process process = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--propagation",
                        "private",
                        "setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        "test",
                        "-r",
                        System.getProperty("booking.jar"))
                .start();
        return process.waitFor() == 0;
    }
}
