package io.quickbooking.console.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Stands in for the Graph API and for the phones behind it: says when a customer has got a message. Answers at once. */
final class Phones implements AutoCloseable {
    /** A number may send 80 messages a second, and of 5,000 customers the last waits a minute for theirs. */
    private static final int PATIENCE_SECONDS = 120;

    private final ServerSocket server;
    private final Map<String, Phone> phones = new ConcurrentHashMap<>();
    private final AtomicLong received = new AtomicLong();

    private Phones(ServerSocket server) {
        this.server = server;
    }

    static Phones start() throws IOException {
        Phones phones = new Phones(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
        start(phones::accept, "graph");
        return phones;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** A phone that gets one message. */
    Phone expect(String number) {
        Phone phone = new Phone();
        phones.put(number, phone);
        return phone;
    }

    /** All messages so far, repetitions included. */
    long received() {
        return received.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> serve(socket), "graph");
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (HttpConnection connection = new HttpConnection(socket)) {
            while (true) {
                String message = new String(connection.receive().body(), UTF_8);
                long at = System.nanoTime();
                connection.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n",
                        "{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"wamid.bench.%d\"}]}"
                                .formatted(received.incrementAndGet())
                                .getBytes(UTF_8));
                Phone phone = phones.remove(between(message, "\"to\":\"+", "\""));
                if (phone != null) {
                    phone.take(message, at);
                }
            }
        } catch (IOException gone) {
            // The application closes connections that it does not need.
        }
    }

    static String between(String text, String before, String after) {
        int begin = text.indexOf(before) + before.length();
        int end = text.indexOf(after, begin);
        return begin < before.length() || end < 0 ? "" : text.substring(begin, end);
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** Waits for one message. */
    static final class Phone {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private volatile @Nullable String message;
        private volatile long at;

        private void take(String text, long nanos) {
            message = text;
            at = nanos;
            arrived.countDown();
        }

        /** @return empty: there was none in two minutes */
        String message() throws InterruptedException {
            arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String text = message;
            return text == null ? "" : text;
        }

        /** When it arrived, as {@link System#nanoTime()} has it. */
        long at() {
            return at;
        }
    }
}
