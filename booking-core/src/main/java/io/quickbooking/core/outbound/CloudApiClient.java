package io.quickbooking.core.outbound;

import io.quickbooking.core.measure.Traces;
import io.quickbooking.core.outbound.SendResult.Accepted;
import io.quickbooking.core.outbound.SendResult.RetryLater;
import io.quickbooking.core.outbound.SendResult.Scope;
import io.quickbooking.core.outbound.SendResult.Unknown;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends messages through WhatsApp's Cloud API. Thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages">Sending
 *     messages</a>
 */
public final class CloudApiClient implements MessageSender {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final CloudApiSettings settings;
    private final HttpClient http;
    private final Traces traces;

    public CloudApiClient(CloudApiSettings settings) {
        this(settings, Traces.NONE);
    }

    /** @param traces whose context each request carries */
    public CloudApiClient(CloudApiSettings settings, Traces traces) {
        this.settings = settings;
        this.traces = traces;
        http = HttpClient.newBuilder()
                // HTTP/1.1 separates the messages: a lost connection leaves one outcome unknown, not those of a whole
                // HTTP/2 session.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    @Override
    public SendResult send(SendRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(httpRequest(request), response -> new CappedBody(MAX_ANSWER_BYTES));
        try {
            // The request's own timeout ends with the headers; this one also covers a body that never ends.
            long millis =
                    settings.connectTimeout().plus(settings.requestTimeout()).toMillis();
            return read(answer.get(millis, TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return failure(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Unknown("WhatsApp's answer did not end in time");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Unknown("interrupted while waiting for WhatsApp's answer");
        }
    }

    private HttpRequest httpRequest(SendRequest request) {
        String number = URLEncoder.encode(request.phoneNumberId(), StandardCharsets.UTF_8);
        HttpRequest.Builder post = HttpRequest.newBuilder(
                        URI.create(settings.graphUrl() + "/" + settings.version() + "/" + number + "/messages"))
                .timeout(settings.requestTimeout())
                .header("Authorization", "Bearer " + settings.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body(request)));
        String trace = traces.here();
        return (trace == null ? post : post.header("traceparent", trace)).build();
    }

    private static byte[] body(SendRequest request) {
        ObjectNode body = JSON.createObjectNode();
        body.put("messaging_product", "whatsapp").put("recipient_type", "individual");
        String phone = request.recipient().phone();
        if (phone != null) {
            // Without the plus, WhatsApp prepends the business's own country code.
            body.put("to", "+" + phone);
        } else {
            body.put("recipient", request.recipient().userId());
        }
        body.put("biz_opaque_callback_data", request.callbackData());
        JSON.readTree(request.message()).forEachEntry(body::set);
        return JSON.writeValueAsBytes(body);
    }

    private SendResult read(HttpResponse<byte[]> response) {
        JsonNode answer = parse(response.body());
        if (response.statusCode() / 100 == 2) {
            // The message is accepted even if the body is unreadable: sending again would send it twice.
            return new Accepted(
                    answer.path("messages").path(0).path("id").asStringOpt().orElse(null));
        }
        JsonNode error = answer.path("error");
        Integer code = error.path("code").asIntOpt().isPresent()
                ? Integer.valueOf(error.path("code").asInt())
                : null;
        // Meta repeats a malformed token in its error, and this reason appears in logs and pages.
        String reason = reason(error, response.statusCode())
                .replace(settings.token(), "…")
                .replaceAll("\\p{Cntrl}", " ");
        return GraphError.of(code, response.statusCode()).result(code, reason);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    private static String reason(JsonNode error, int httpStatus) {
        String message = error.path("message").asString("");
        String details = error.path("error_data").path("details").asString("");
        if (message.isEmpty() && details.isEmpty()) {
            return "HTTP status " + httpStatus;
        }
        return message.isEmpty() || details.isEmpty() ? message + details : message + ": " + details;
    }

    private static SendResult failure(@Nullable Throwable cause) {
        if (cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException) {
            return new RetryLater(Scope.NUMBER, null, "WhatsApp cannot be reached: " + cause);
        }
        return new Unknown("no answer from WhatsApp: " + cause);
    }
}
