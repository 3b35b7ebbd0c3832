package io.quickbooking.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands in for Meta's Graph API: a local HTTP server that keeps what it is sent and answers as it is told, with a fresh
 * wamid unless told otherwise.
 */
public final class GraphApiStandIn implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Request> requests = new ArrayList<>();
    private final Queue<Behaviour> next = new ArrayDeque<>();
    private final Map<String, Behaviour> byRecipient = new HashMap<>();
    private int open;
    private int mostOpen;

    private GraphApiStandIn(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static GraphApiStandIn start() {
        try {
            return new GraphApiStandIn(
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code WHATSAPP_GRAPH_URL} would be. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What happens to everything sent to this recipient from now on, as in {@code to} or {@code recipient}. */
    public synchronized void answer(String recipient, Behaviour behaviour) {
        byRecipient.put(recipient, behaviour);
    }

    /** What happens to the next requests, whoever they are for; comes before what is set for a recipient. */
    public synchronized void answerNext(int count, Behaviour behaviour) {
        for (int i = 0; i < count; i++) {
            next.add(behaviour);
        }
    }

    /** Everything received, in the order of arrival. */
    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<Request> requestsTo(String recipient) {
        return requests().stream()
                .filter(request -> request.recipient().equals(recipient))
                .toList();
    }

    /** How many requests were being answered at the same time, at most. */
    public synchronized int mostOpen() {
        return mostOpen;
    }

    /** Waits until so many requests have arrived in all, and returns them. */
    public synchronized List<Request> await(int count, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (requests.size() < count) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(
                        "expected " + count + " requests within " + timeout + ", got " + requests.size());
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return requests();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            receive(exchange).answer(exchange, this);
        } finally {
            synchronized (this) {
                open--;
            }
        }
    }

    private Behaviour receive(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        String[] path = exchange.getRequestURI().getPath().split("/");
        synchronized (this) {
            open++;
            mostOpen = Math.max(mostOpen, open);
            Request request = new Request(
                    exchange.getRequestMethod(),
                    path[1],
                    path[2],
                    path[3],
                    Map.copyOf(exchange.getRequestHeaders()),
                    body);
            requests.add(request);
            notifyAll();
            Behaviour told = next.poll();
            return told != null ? told : byRecipient.getOrDefault(request.recipient(), accept());
        }
    }

    private synchronized String freshWamid() {
        return "wamid.STANDIN" + requests.size() + "." + System.nanoTime();
    }

    /**
     * One request as it came.
     *
     * @param version for example {@code v26.0}
     * @param resource {@code messages}
     */
    public record Request(
            String method,
            String version,
            String phoneNumberId,
            String resource,
            Map<String, List<String>> headers,
            JsonNode body) {
        /** The phone with its plus, else the user id. */
        public String recipient() {
            return body.has("to")
                    ? body.path("to").asString()
                    : body.path("recipient").asString("");
        }

        /** The text that the customer reads. */
        public String text() {
            return body.path("type").asString("").equals("text")
                    ? body.path("text").path("body").asString()
                    : body.path("interactive").path("body").path("text").asString("");
        }
    }

    /** What happens to a request once it has been read. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(HttpExchange exchange, GraphApiStandIn standIn) throws IOException;
    }

    /** Accepts with a wamid never used before. */
    public static Behaviour accept() {
        return (exchange, standIn) -> respond(exchange, 200, accepted(standIn.freshWamid()));
    }

    public static Behaviour accept(String wamid) {
        return body(200, accepted(wamid));
    }

    /** An error as Meta words it. */
    public static Behaviour error(int httpStatus, int code, String details) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode error = body.putObject("error");
        error.put("message", "(#" + code + ") Refused")
                .put("type", "OAuthException")
                .put("code", code);
        error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        error.put("fbtrace_id", "StandInTrace01");
        return body(httpStatus, JSON.writeValueAsString(body));
    }

    public static Behaviour body(int httpStatus, String body) {
        return (exchange, standIn) -> respond(exchange, httpStatus, body);
    }

    public static Behaviour delay(Duration delay, Behaviour then) {
        return (exchange, standIn) -> {
            if (!standIn.closesWithin(delay)) {
                then.answer(exchange, standIn);
            }
        };
    }

    /** Waits for somebody else's sign, then does as told. */
    public static Behaviour after(CountDownLatch sign, Behaviour then) {
        return (exchange, standIn) -> {
            try {
                sign.await();
            } catch (InterruptedException e) {
                return;
            }
            then.answer(exchange, standIn);
        };
    }

    /** Closes the connection without a word. */
    public static Behaviour cut() {
        return (exchange, standIn) -> {};
    }

    /** Keeps the connection open and says nothing. */
    public static Behaviour silence() {
        return (exchange, standIn) -> standIn.closesWithin(Duration.ofHours(1));
    }

    private boolean closesWithin(Duration time) {
        try {
            return closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static String accepted(String wamid) {
        ObjectNode body = JSON.createObjectNode().put("messaging_product", "whatsapp");
        body.putArray("messages").addObject().put("id", wamid).put("message_status", "accepted");
        return JSON.writeValueAsString(body);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
