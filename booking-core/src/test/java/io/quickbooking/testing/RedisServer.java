package io.quickbooking.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Debian's Redis on a port of its own, with nothing in it, and nothing kept when it ends. */
public final class RedisServer implements AutoCloseable {
    private final int port;
    private final List<String> options;
    private final Path directory;
    private @Nullable Process process;

    private RedisServer(int port, List<String> options, Path directory) {
        this.port = port;
        this.options = options;
        this.directory = directory;
    }

    /** @param options of redis-server, such as {@code --requirepass}, {@code secret} */
    public static RedisServer start(String... options) {
        return on(freePort(), options);
    }

    public static RedisServer on(int port, String... options) {
        try {
            RedisServer server = new RedisServer(port, List.of(options), Files.createTempDirectory("redis"));
            server.startAgain();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that watches over the master on this port, and alone decides when it is dead. */
    public static RedisServer sentinel(String name, int masterPort) {
        try {
            Path directory = Files.createTempDirectory("sentinel");
            Path file = directory.resolve("sentinel.conf");
            Files.writeString(file, """
                    sentinel monitor %1$s 127.0.0.1 %2$d 1
                    sentinel down-after-milliseconds %1$s 1000
                    sentinel failover-timeout %1$s 5000
                    """.formatted(name, masterPort));
            RedisServer server = new RedisServer(freePort(), List.of(file.toString(), "--sentinel"), directory);
            server.startAgain();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** To be {@link #join}ed. */
    public static RedisServer clusterNode() {
        // The port for the nodes' own talk is 10,000 higher unless told.
        return start("--cluster-enabled", "yes", "--cluster-port", Integer.toString(freePort()));
    }

    /** Makes a cluster of them. */
    public static void join(List<RedisServer> nodes) {
        List<String> command = new ArrayList<>(List.of(
                DebianProgram.require("/usr/bin/redis-cli", "redis-tools").toString(), "--cluster", "create"));
        nodes.forEach(node -> command.add("127.0.0.1:" + node.port()));
        command.add("--cluster-yes");
        try {
            Process creation =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(creation.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (creation.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** After {@link #kill} again on the same port, and empty. */
    public void startAgain() {
        List<String> command = new ArrayList<>(List.of(
                DebianProgram.require("/usr/bin/redis-server", "redis-server").toString()));
        // A file has to come first.
        boolean configured = !options.isEmpty() && !options.get(0).startsWith("--");
        if (configured) {
            command.add(options.get(0));
        }
        command.addAll(List.of(
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "no"));
        command.addAll(configured ? options.subList(1, options.size()) : options);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Awaitility.await("redis-server on " + port).until(this::answers);
    }

    private boolean answers() {
        int open = options.contains("--tls-port")
                ? Integer.parseInt(options.get(options.indexOf("--tls-port") + 1))
                : port;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), open), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process = null;
        }
    }

    /** From now on it takes connections and answers nothing. */
    public void hang() {
        signal("-STOP");
    }

    public void goOn() {
        signal("-CONT");
    }

    private void signal(String signal) {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("Redis is not running");
        }
        try {
            new ProcessBuilder("kill", signal, Long.toString(running.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
