package io.quickbooking.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Debian's PgBouncer in transaction mode, with few connections to the tests' server for many of ours. */
public final class PgBouncer implements AutoCloseable {
    private final Path directory;
    private final int port;
    private Process process;

    private PgBouncer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.process = launch();
    }

    /**
     * @param serverConnections to each database
     * @param connectQuery runs on each of them when it is made
     */
    public static PgBouncer start(int serverConnections, String connectQuery) {
        int port = RedisServer.freePort();
        try {
            Path directory = Files.createTempDirectory("pgbouncer");
            // It does not run as root, and reads its files as somebody else then.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(directory.resolve("users.txt"), "\"postgres\" \"\"\n");
            Files.writeString(directory.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=127.0.0.1 port=%d connect_query='%s'
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = trust
                    auth_file = %s
                    pool_mode = transaction
                    default_pool_size = %d
                    max_client_conn = 500
                    ignore_startup_parameters = extra_float_digits
                    """.formatted(
                    TestDatabase.port(), connectQuery, port, directory.resolve("users.txt"), serverConnections));
            return new PgBouncer(directory, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                DebianProgram.require("/usr/sbin/pgbouncer", "pgbouncer").toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("--user", "nobody"));
        }
        command.add(directory.resolve("pgbouncer.ini").toString());
        try {
            Process launched = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("log").toFile()))
                    .start();
            Awaitility.await("pgbouncer on " + port).until(this::answers);
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** As a {@code DATABASE_URL}. */
    public String url(TestDatabase database) {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + database.name() + "?pgbouncer=true";
    }

    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void startAgain() {
        process = launch();
    }

    @Override
    public void close() {
        kill();
    }
}
