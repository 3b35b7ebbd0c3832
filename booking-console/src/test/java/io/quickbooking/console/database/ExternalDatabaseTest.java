package io.quickbooking.console.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.console.startup.StartupException;
import io.quickbooking.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ExternalDatabaseTest {
    @Test
    void reachable_database_is_described_without_its_password() {
        try (TestDatabase database = TestDatabase.create()) {
            DatabaseUrl url = url(database.databaseUrl().replace("postgres@", "postgres:hidden@"));
            assertThat(ExternalDatabase.at(url).description())
                    .isEqualTo("postgresql://postgres@127.0.0.1:" + TestDatabase.port() + "/" + database.name());
        }
    }

    @Test
    void missing_database_is_named() {
        try (TestDatabase database = TestDatabase.create()) {
            assertThatThrownBy(() -> ExternalDatabase.at(url(database.databaseUrl() + "_not")))
                    .isInstanceOf(StartupException.class)
                    .hasMessageEndingWith("FATAL: database \"" + database.name() + "_not\" does not exist");
        }
    }

    @Test
    void refused_connection_is_told() throws IOException {
        int port = unusedPort();
        assertThatThrownBy(() -> ExternalDatabase.at(url("postgresql://ann:hidden@127.0.0.1:" + port + "/salon")))
                .isInstanceOf(StartupException.class)
                .hasMessage("cannot connect to postgresql://ann@127.0.0.1:" + port
                        + "/salon: nothing answers on that port");
    }

    @Test
    void unknown_host_is_told() {
        assertThatThrownBy(() -> ExternalDatabase.at(url("postgresql://ann:hidden@nowhere.invalid/salon")))
                .isInstanceOf(StartupException.class)
                .hasMessage("cannot connect to postgresql://ann@nowhere.invalid:5432/salon: there is no such host");
    }

    @Test
    void server_of_another_kind_is_refused() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answerWith(server, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            answering.start();
            assertThatThrownBy(() -> ExternalDatabase.at(
                            url("postgresql://ann:hidden@127.0.0.1:" + server.getLocalPort() + "/salon")))
                    .isInstanceOf(StartupException.class)
                    .hasMessageStartingWith("cannot connect to postgresql://ann@127.0.0.1:" + server.getLocalPort())
                    .hasMessageNotContaining("hidden");
            answering.join();
        }
    }

    @Test
    void server_that_accepts_and_says_nothing_does_not_hold_up_the_start_for_long() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ExternalDatabase.at(
                            url("postgresql://127.0.0.1:" + server.getLocalPort() + "/salon?loginTimeout=1&user=ann")))
                    .isInstanceOf(StartupException.class);
        }
    }

    @Test
    void server_older_than_15_is_refused() {
        DatabaseUrl url = url("postgresql://db/salon");
        assertThatThrownBy(() -> ExternalDatabase.requireSupported(url, 14))
                .isInstanceOf(StartupException.class)
                .hasMessage("postgresql://db:5432/salon is PostgreSQL 14");
        assertThatCode(() -> ExternalDatabase.requireSupported(url, 15)).doesNotThrowAnyException();
    }

    private static void answerWith(ServerSocket server, String text) {
        try (Socket client = server.accept()) {
            client.getInputStream().read(new byte[8]);
            client.getOutputStream().write(text.getBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static DatabaseUrl url(String text) {
        return DatabaseUrl.parse("booking.database-url", text);
    }
}
