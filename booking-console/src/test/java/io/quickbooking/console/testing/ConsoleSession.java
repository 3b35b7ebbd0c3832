package io.quickbooking.console.testing;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who has signed in to the console and fills in its forms, as a browser without JavaScript does. */
public final class ConsoleSession {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern FIELD =
            Pattern.compile("<(?:input|textarea)[^>]*\\bname=\"([^\"]+)\"[^>]*>", Pattern.CASE_INSENSITIVE);

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String address;
    private String token = "";

    private ConsoleSession(String address) {
        this.address = address;
    }

    public static ConsoleSession of(ConsoleClient console, String username, String password) {
        ConsoleSession session = new ConsoleSession(console.address());
        session.get("/admin/login");
        Answer answer = session.post("/admin/login", Map.of("username", username, "password", password));
        if (answer.status() >= 500 || answer.body().contains("name=\"password\"")) {
            throw new AssertionError("could not sign in: " + answer.status());
        }
        return session;
    }

    /** An answer after all redirects. */
    public Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", "text/html,*/*")
                .GET());
    }

    public Answer post(String path, Map<String, String> fields) {
        return post(
                path,
                fields.entrySet().stream()
                        .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                        .toList());
    }

    public Answer post(String path, List<Map.Entry<String, String>> fields) {
        String body = fields.stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"))
                + "&_csrf=" + encoded(token);
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Sends a form with a file; a field {@code file} is that file's content. */
    public Answer upload(String path, String fileName, byte[] file, Map<String, String> fields) {
        String boundary = "------------------------fictional";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_csrf", token);
        all.forEach((name, value) -> body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        if (!fileName.isEmpty()) {
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                            + fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** The value of a field of a page, such as what a form carries unseen. */
    public static String field(Answer page, String name) {
        Matcher fields = FIELD.matcher(page.body());
        while (fields.find()) {
            if (fields.group(1).equals(name)) {
                Matcher value = Pattern.compile("\\bvalue=\"([^\"]*)\"").matcher(fields.group());
                return value.find() ? value.group(1) : "";
            }
        }
        throw new AssertionError("the page has no field " + name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(
                    request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            Matcher found = TOKEN.matcher(response.body());
            if (found.find()) {
                token = found.group(1);
            }
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
