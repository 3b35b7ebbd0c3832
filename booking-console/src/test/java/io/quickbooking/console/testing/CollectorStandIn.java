package io.quickbooking.console.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands in for a collector of OpenTelemetry: a local HTTP server that takes spans as protobuf and keeps them.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">The
 *     numbers of the fields</a>
 */
public final class CollectorStandIn implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final StringBuffer received = new StringBuffer();

    private CollectorStandIn(HttpServer server) {
        this.server = server;
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    public static CollectorStandIn start() {
        try {
            return new CollectorStandIn(
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /**
     * One step of a trace.
     *
     * @param parentId empty: the first
     * @param kind 1 internal, 2 server, 3 client
     * @param told its attributes
     */
    public record Span(
            String traceId, String spanId, String parentId, String name, long kind, Map<String, String> told) {}

    public List<Span> spans() {
        return List.copyOf(spans);
    }

    public List<Span> spans(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    /** All that came, byte by byte. */
    public String received() {
        return received.toString();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.append(new String(body, StandardCharsets.UTF_8));
            for (Message resourceSpans : Message.of(body).messages(1)) {
                for (Message scopeSpans : resourceSpans.messages(2)) {
                    scopeSpans.messages(2).forEach(span -> spans.add(span(span)));
                }
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Span span(Message span) {
        Map<String, String> told = new TreeMap<>();
        for (Message attribute : span.messages(9)) {
            told.put(
                    attribute.text(1),
                    attribute.messages(2).stream()
                            .map(value -> value.text(1))
                            .findFirst()
                            .orElse(""));
        }
        return new Span(span.hex(1), span.hex(2), span.hex(4), span.text(5), span.number(6), told);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A message of protobuf whose fields are known by number only. */
    private record Message(List<Map.Entry<Integer, Object>> fields) {
        static Message of(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            List<Map.Entry<Integer, Object>> fields = new ArrayList<>();
            while (in.hasRemaining()) {
                long tag = varint(in);
                fields.add(Map.entry((int) (tag >>> 3), value((int) (tag & 7), in)));
            }
            return new Message(fields);
        }

        private static Object value(int type, ByteBuffer in) {
            return switch (type) {
                case 0 -> varint(in);
                case 1 -> in.getLong();
                case 2 -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    yield bytes;
                }
                case 5 -> (long) in.getInt();
                default -> throw new IllegalArgumentException("type " + type);
            };
        }

        private static long varint(ByteBuffer in) {
            long value = 0;
            int shift = 0;
            byte next = in.get();
            while (next < 0) {
                value |= (long) (next & 0x7f) << shift;
                shift += 7;
                next = in.get();
            }
            return value | (long) next << shift;
        }

        private <T> List<T> all(int field, Class<T> type) {
            return fields.stream()
                    .filter(entry -> entry.getKey() == field)
                    .map(entry -> type.cast(entry.getValue()))
                    .toList();
        }

        List<Message> messages(int field) {
            return all(field, byte[].class).stream().map(Message::of).toList();
        }

        private Optional<byte[]> bytes(int field) {
            return all(field, byte[].class).stream().findFirst();
        }

        String text(int field) {
            return bytes(field)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("");
        }

        String hex(int field) {
            return bytes(field).map(HexFormat.of()::formatHex).orElse("");
        }

        long number(int field) {
            return all(field, Long.class).stream().findFirst().orElse(0L);
        }
    }
}
