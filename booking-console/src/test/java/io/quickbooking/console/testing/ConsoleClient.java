package io.quickbooking.console.testing;

import io.quickbooking.testing.WebhookBodies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a console by HTTP: as Meta, as a host program, as anybody. */
public class ConsoleClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String address;
    private final String password;
    private final String appSecret;

    /** @param address such as {@code http://localhost:8080} */
    public ConsoleClient(String address, String password, String appSecret) {
        this.address = address;
        this.password = password;
        this.appSecret = appSecret;
    }

    public String address() {
        return address;
    }

    /** An answer; {@code json} is missing when the body is none. */
    public record Answer(int status, String contentType, String body) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** The id of a button of the message in it. */
        public String button(int index) {
            return json().path("message").path("buttons").path(index).path("id").asString();
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer getAsAdmin(String path) {
        return getAs("admin", password, path);
    }

    public Answer getAs(String username, String password, String path) {
        return send(
                request(path).header("Authorization", basic(username, password)).GET());
    }

    /** A tap through the JSON API. */
    public Answer tap(String customer, String buttonId) {
        return postTap(JSON.writeValueAsString(
                Map.of("salon", "aurora", "customer", customer, "buttonId", buttonId, "name", "Ana Test")));
    }

    public Answer postTap(String json) {
        return send(request("/api/v1/taps")
                .header("Authorization", basic(password))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** A booking made by a program. */
    public Answer postBooking(String key, String json) {
        return send(request("/api/v1/bookings")
                .header("Authorization", basic(password))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(json)));
    }

    public Answer postTapWithPassword(String password) {
        return send(request("/api/v1/taps")
                .header("Authorization", basic(password))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    }

    /** Delivers a webhook as Meta does, signed. */
    public Answer deliver(byte[] body) {
        return deliver(body, WebhookBodies.signature(body, appSecret));
    }

    /** @param signature empty: none */
    public Answer deliver(byte[] body, String signature) {
        HttpRequest.Builder request = request("/webhooks/whatsapp")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        return send(signature.isEmpty() ? request : request.header("X-Hub-Signature-256", signature));
    }

    /** The first line of the answer to bytes that need not be a whole request. */
    public String firstLineOfAnswerTo(String bytes) {
        URI uri = URI.create(address);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(30));
    }

    private static String basic(String password) {
        return basic("admin", password);
    }

    private static String basic(String username, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
