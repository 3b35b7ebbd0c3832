package io.quickbooking.console.crash;

import io.quickbooking.testing.DebianProgram;
import io.quickbooking.testing.RedisServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Debian's nginx with the settings of docs/deploy in front of two nodes. */
final class Nginx implements AutoCloseable {
    private static final Path SETTINGS = Path.of("../docs/deploy/nginx.conf");

    private final Process process;
    private final URI address;

    private Nginx(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static Nginx before(List<Node> nodes, Path directory) throws IOException {
        int port = RedisServer.freePort();
        String settings = Files.readString(SETTINGS)
                .replace("node1:8080", nodes.get(0).address().getAuthority())
                .replace("node2:8080", nodes.get(1).address().getAuthority())
                .replace("listen 80;", "listen 127.0.0.1:" + port + ";");
        Files.writeString(directory.resolve("site.conf"), settings);
        Files.writeString(directory.resolve("nginx.conf"), """
                %2$s
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  include %1$s/site.conf;
                }
                """.formatted(
                        directory, System.getProperty("user.name").equals("root") ? "user root;" : ""));
        String program = DebianProgram.require("/usr/sbin/nginx", "nginx-light").toString();
        Process process = new ProcessBuilder(
                        program,
                        "-e",
                        directory.resolve("error.log").toString(),
                        "-c",
                        directory.resolve("nginx.conf").toString())
                .inheritIO()
                .start();
        Awaitility.await("nginx").until(() -> isOpen(port));
        return new Nginx(process, URI.create("http://127.0.0.1:" + port));
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroy);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
