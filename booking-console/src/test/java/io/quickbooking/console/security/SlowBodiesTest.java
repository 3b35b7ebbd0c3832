package io.quickbooking.console.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Clients that send their bodies a byte at a time, more of them than there are threads. Seen to fail without
 * {@link SlowBodies}: nobody was answered any more. From Java 21 on there are threads enough, and the test proves less.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowBodiesTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String SIGNED = "X-Hub-Signature-256: sha256=" + "0".repeat(64) + "\r\n";
    private static final String UPLOAD = "Content-Type: multipart/form-data; boundary=b\r\n";

    private final TestDatabase database = TestDatabase.createEmpty();
    private final RunningConsole console = RunningConsole.on(
            database,
            Map.of(
                    "server.tomcat.threads.max", "4",
                    // Tests have less patience than the product.
                    "server.tomcat.connection-timeout", "1s",
                    "server.tomcat.keep-alive-timeout", "30s"));
    private final ScheduledExecutorService clients = Executors.newSingleThreadScheduledExecutor();

    @AfterAll
    void close() {
        clients.shutdownNow();
        console.close();
        database.close();
    }

    @Test
    void who_sends_a_byte_at_a_time_keeps_nobody_out() {
        List<Socket> slow = new ArrayList<>();
        for (String head : List.of(
                "POST /admin/login HTTP/1.1\r\n" + FORM,
                "POST /admin/settings/import HTTP/1.1\r\n" + UPLOAD,
                "POST / HTTP/1.1\r\n" + FORM,
                "POST /api/v1/taps HTTP/1.1\r\n",
                "POST /webhooks/whatsapp HTTP/1.1\r\n",
                "POST /webhooks/whatsapp HTTP/1.1\r\n" + SIGNED)) {
            slow.add(send(head + "Host: localhost\r\nContent-Length: 1000000\r\n\r\na"));
            slow.add(send(head + "Host: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"));
        }
        slow.forEach(socket ->
                clients.scheduleWithFixedDelay(() -> write(socket, "1\r\na\r\n"), 100, 100, TimeUnit.MILLISECONDS));

        assertThat(console.get("/actuator/health").status()).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(slow).allMatch(Socket::isClosed));
    }

    @Test
    void who_is_refused_before_a_body_of_megabytes_gets_to_read_why() {
        byte[] body = new byte[3 * 1024 * 1024];
        assertThat(console.deliver(body, "").status()).isEqualTo(403);
        assertThat(console.deliver(body, "sha256=" + "0".repeat(64)).status()).isEqualTo(403);
    }

    /** What is discarded of a body must not be taken from the request behind it, nor the other way round. */
    @Test
    void the_request_behind_a_refused_one_is_read_from_its_beginning() throws IOException {
        String refused = "POST /api/v1/taps HTTP/1.1\r\nHost: localhost\r\nContent-Length: 38\r\n\r\n"
                + "GET /nonsense HTTP/1.1\r\nHost: evil\r\n\r\n";
        String next = "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try (Socket socket = send(refused + next)) {
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answers).containsSubsequence("HTTP/1.1 401 ", "HTTP/1.1 200 ", "UP");
            assertThat(answers.split("HTTP/1\\.1 ", -1)).hasSize(3);
        }
    }

    private Socket send(String bytes) {
        URI address = URI.create(console.address());
        try {
            Socket socket = new Socket(address.getHost(), address.getPort());
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            write(socket, bytes);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection that the other side has ended is closed. */
    private static void write(Socket socket, String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException ended) {
            closeQuietly(socket);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
