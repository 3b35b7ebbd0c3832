package io.quickbooking.console.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quickbooking.testing.WebhookBodies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * WhatsApp between the customers' phones and the application: delivers a webhook until it is answered with 200, sometimes
 * once more, and takes messages as the Graph API does. It is never killed; what it has seen, it knows.
 */
final class WhatsApp implements AutoCloseable {
    static final String APP_SECRET = "fictional-secret";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final double DELIVERED_TWICE = 0.05;
    private static final double STATUS_TOLD = 0.25;
    /** Time for a kill between a message's arrival and the application's knowing of it. */
    private static final int SLOWEST_ANSWER_MILLIS = 60;

    private final HttpServer graph;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<URI> nodes = new CopyOnWriteArrayList<>();
    private final Map<String, BlockingQueue<Received>> phones = new ConcurrentHashMap<>();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean closing;

    private WhatsApp(HttpServer graph) {
        this.graph = graph;
        graph.setExecutor(threads);
        graph.createContext("/", this::take);
        graph.start();
    }

    static WhatsApp start() throws IOException {
        return new WhatsApp(HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 200));
    }

    /** What {@code WHATSAPP_GRAPH_URL} would be. */
    URI graphUrl() {
        return URI.create("http://127.0.0.1:" + graph.getAddress().getPort());
    }

    /** Where webhooks go from now on, as a load balancer would spread them. */
    void deliverTo(List<URI> addresses) {
        nodes.clear();
        nodes.addAll(addresses);
    }

    /** The phone of a customer: what is sent to this number, digits only. */
    BlockingQueue<Received> phone(String number) {
        return phones.computeIfAbsent(number, any -> new LinkedBlockingQueue<>());
    }

    /** Everything that reached a phone, repetitions included. */
    List<Received> received() {
        return List.copyOf(received);
    }

    /** How many messages have reached phones so far. */
    long sentSoFar() {
        return sent.get();
    }

    long accepted() {
        return accepted.get();
    }

    /** Deliveries that were not answered with 200, or not at all. */
    long refused() {
        return refused.get();
    }

    /** Returns when a node has said that the body is safe with it. */
    void deliver(byte[] body) {
        untilAccepted(body);
        if (ThreadLocalRandom.current().nextDouble() < DELIVERED_TWICE) {
            untilAccepted(body);
        }
    }

    private void untilAccepted(byte[] body) {
        String signature = WebhookBodies.signature(body, APP_SECRET);
        while (!isAccepted(body, signature)) {
            refused.incrementAndGet();
            if (closing) {
                throw new IllegalStateException("WhatsApp has closed");
            }
            Pause.millis(ThreadLocalRandom.current().nextInt(50, 400));
        }
        accepted.incrementAndGet();
    }

    private boolean isAccepted(byte[] body, String signature) {
        URI node = nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/webhooks/whatsapp"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", signature)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            String wamid = "wamid.PHONE" + sent.incrementAndGet();
            Received message = new Received(
                    body.path("to").asString("").replace("+", ""),
                    body.path("biz_opaque_callback_data").asString(""),
                    wamid,
                    body);
            received.add(message);
            phone(message.phone()).add(message);
            Pause.millis(ThreadLocalRandom.current().nextInt(SLOWEST_ANSWER_MILLIS));
            byte[] answer = "{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"%s\"}]}"
                    .formatted(wamid)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            if (ThreadLocalRandom.current().nextDouble() < STATUS_TOLD) {
                threads.execute(() -> untilAccepted(WebhookBodies.status("delivered")
                        .of(wamid)
                        .withCallbackData(message.id())
                        .bytes()));
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        graph.stop(0);
        threads.shutdownNow();
    }
}
