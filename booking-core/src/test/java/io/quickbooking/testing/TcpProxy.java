package io.quickbooking.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a server on this machine, and can cut, freeze, silence or delay what goes through. */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final AtomicReference<@Nullable String> armed = new AtomicReference<>();
    private final List<Strike> strikes = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger cuts = new AtomicInteger();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Object ice = new Object();
    private boolean frozen;

    private TcpProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
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

    /** What happens to a connection. */
    public enum Fault {
        /** Nothing; to count the round trips. */
        NONE,
        /** It breaks, and what the client says never reaches the server. */
        CUT_BEFORE,
        /** It breaks after the server has got what the client says, which never hears the answer. */
        CUT_AFTER,
        /** From then on neither hears anything of the other any more, not even that it has gone. */
        SILENT_BEFORE,
        /** The same, after the server has got what the client says. */
        SILENT_AFTER,
        /** What the client says, and each answer, takes its time from then on. */
        SLOW
    }

    /**
     * The next time that a client says something with this text in it, its connection is struck at that round trip or a later
     * one. The trips are counted until the one in which the client says {@code COMMIT}.
     *
     * @param trip from 1, which is the one with the text
     * @param delay of {@link Fault#SLOW}, in each direction
     */
    public Strike strike(String text, int trip, Fault fault, Duration delay) {
        Strike strike = new Strike(text, trip, fault, delay);
        strikes.add(strike);
        return strike;
    }

    public Strike strike(String text, int trip, Fault fault) {
        return strike(text, trip, fault, Duration.ZERO);
    }

    /** A fault that waits for its connection, and what came of it. */
    public static final class Strike {
        private final String text;
        private final int trip;
        private final Fault fault;
        private final Duration delay;
        private volatile int trips;
        private volatile boolean struck;

        private Strike(String text, int trip, Fault fault, Duration delay) {
            this.text = text;
            this.trip = trip;
            this.fault = fault;
            this.delay = delay;
        }

        /** How many round trips there have been, from the one with the text to the one with {@code COMMIT}. */
        public int trips() {
            return trips;
        }

        public boolean hasStruck() {
            return struck;
        }

        @Override
        public String toString() {
            return fault + " at " + trip;
        }
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
                connect(server.accept());
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Connection connection = new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
            connections.add(connection);
            start(connection::forwardRequests);
            start(connection::forwardAnswers);
        } catch (ConnectException nobodyThere) {
            client.close();
        }
    }

    /** No new connections; silent ones end. */
    @Override
    public void close() {
        closing.countDown();
        connections.stream().filter(connection -> connection.silent).forEach(Connection::end);
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
        private volatile boolean silent;
        private volatile @Nullable Strike strike;
        /** The server has said something since the client did. */
        private volatile boolean answered = true;

        private volatile int trip;
        private volatile boolean last;

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
            try {
                byte[] buffer = new byte[65_536];
                InputStream in = client.getInputStream();
                OutputStream out = upstream.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                    count(text);
                    if (strikesNow(Fault.CUT_BEFORE)) {
                        end();
                        return;
                    }
                    silent |= strikesNow(Fault.SILENT_BEFORE);
                    if (silent) {
                        continue;
                    }
                    String wanted = armed.get();
                    if (wanted != null && text.contains(wanted) && armed.compareAndSet(wanted, null)) {
                        cutNext = true;
                    }
                    delay();
                    awaitThaw();
                    out.write(buffer, 0, n);
                    out.flush();
                }
            } catch (IOException closed) {
                // By either side, or cut.
            } finally {
                closeQuietly(client);
                if (!silent) {
                    connections.remove(this);
                    closeQuietly(upstream);
                }
            }
        }

        private void count(String text) {
            if (strike == null) {
                Strike found = strikes.stream()
                        .filter(waiting -> text.contains(waiting.text))
                        .findFirst()
                        .orElse(null);
                if (found == null || !strikes.remove(found)) {
                    return;
                }
                trip = 0;
                answered = true;
                strike = found;
            }
            if (answered) {
                answered = false;
                trip++;
            }
            strike.trips = trip;
            last = text.contains("COMMIT");
        }

        private boolean strikesNow(Fault fault) {
            Strike now = strike;
            boolean strikes = now != null && now.fault == fault && now.trip == trip;
            if (strikes) {
                now.struck = true;
            }
            return strikes;
        }

        private void delay() throws IOException {
            Strike now = strike;
            if (now == null || now.fault != Fault.SLOW || trip < now.trip) {
                return;
            }
            now.struck = true;
            try {
                if (closing.await(now.delay.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("the test is over");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void forwardAnswers() {
            try {
                byte[] buffer = new byte[65_536];
                InputStream in = upstream.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (cutNext || strikesNow(Fault.CUT_AFTER)) {
                        end();
                        return;
                    }
                    silent |= strikesNow(Fault.SILENT_AFTER);
                    if (silent) {
                        continue;
                    }
                    delay();
                    awaitThaw();
                    if (last) {
                        strike = null;
                        last = false;
                    }
                    answered = true;
                    out.write(buffer, 0, n);
                    out.flush();
                }
            } catch (IOException closed) {
                // By either side.
            } finally {
                closeQuietly(upstream);
                if (!silent) {
                    connections.remove(this);
                    closeQuietly(client);
                }
            }
        }

        private static void closeQuietly(Socket socket) {
            try {
                socket.close();
            } catch (IOException closed) {
                // Already.
            }
        }
    }
}
