package io.quickbooking.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a server on this machine, and can cut or freeze what goes through. */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final AtomicReference<@Nullable String> armed = new AtomicReference<>();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Object ice = new Object();
    private boolean frozen;

    private TcpProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public static TcpProxy to(int port) {
        return new TcpProxy(port);
    }

    public int port() {
        return server.getLocalPort();
    }

    /**
     * The next time that a client sends this text, the server gets it and works on it, but the client never hears the
     * answer: its connection breaks when the answer arrives.
     */
    public void cutOnAnswerTo(String text) {
        armed.set(text);
    }

    /** Connections stay open, and new ones are taken, but nothing goes through in either direction. */
    public void freeze() {
        synchronized (ice) {
            frozen = true;
        }
    }

    /** Everything that was held back goes on. */
    public void thaw() {
        synchronized (ice) {
            frozen = false;
            ice.notifyAll();
        }
    }

    private void awaitThaw() {
        synchronized (ice) {
            while (frozen) {
                try {
                    ice.wait();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** Breaks all open connections; new ones are taken. */
    public void breakAll() {
        connections.forEach(Connection::end);
    }

    /** How many connections were cut. */
    public int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                Connection connection = new Connection(client, upstream);
                connections.add(connection);
                start(connection::forwardRequests);
                start(connection::forwardAnswers);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private final class Connection {
        private final Socket client;
        private final Socket upstream;
        private volatile boolean cutNext;

        Connection(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void end() {
            connections.remove(this);
            try (client;
                    upstream) {
                cuts.incrementAndGet();
            } catch (IOException closed) {
                // Already.
            }
        }

        void forwardRequests() {
            try (client;
                    upstream) {
                byte[] buffer = new byte[65_536];
                InputStream in = client.getInputStream();
                OutputStream out = upstream.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    String wanted = armed.get();
                    if (wanted != null
                            && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains(wanted)
                            && armed.compareAndSet(wanted, null)) {
                        cutNext = true;
                    }
                    awaitThaw();
                    out.write(buffer, 0, n);
                    out.flush();
                }
            } catch (IOException closed) {
                // By either side, or cut.
            }
        }

        void forwardAnswers() {
            try (client;
                    upstream) {
                byte[] buffer = new byte[65_536];
                InputStream in = upstream.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (cutNext) {
                        cuts.incrementAndGet();
                        return;
                    }
                    awaitThaw();
                    out.write(buffer, 0, n);
                    out.flush();
                }
            } catch (IOException closed) {
                // By either side.
            }
        }
    }
}
