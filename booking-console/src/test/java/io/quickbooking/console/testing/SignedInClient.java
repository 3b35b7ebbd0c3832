package io.quickbooking.console.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser without a screen: keeps cookies and the token of its forms, and follows no redirects. */
public final class SignedInClient {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies;
    private final HttpClient client;
    private final String address;
    private @Nullable String token;

    private SignedInClient(String address, CookieManager cookies) {
        this.address = address;
        this.cookies = cookies;
        client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** The same browser, led to another node. */
    public SignedInClient at(ConsoleClient node) {
        return new SignedInClient(node.address(), cookies);
    }

    /** @param body what has come of it; empty for a stream, which has no end */
    public record Page(int status, String body, HttpResponse<InputStream> response) {
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Path and query of where a redirect leads. */
        public String location() {
            return header("Location").replaceFirst("^https?://[^/]+", "");
        }
    }

    public static SignedInClient nobody(ConsoleClient console) {
        return new SignedInClient(console.address(), new CookieManager());
    }

    /** @throws AssertionError when the console does not let them in */
    public static SignedInClient of(ConsoleClient console, String username, String password) {
        SignedInClient client = nobody(console);
        Page answer = client.signIn(username, password);
        if (answer.status() != 302 || answer.location().contains("/admin/login")) {
            throw new AssertionError(username + " is not let in: " + answer.status() + " " + answer.location());
        }
        return client;
    }

    public Page signIn(String username, String password, String... headers) {
        get("/admin/login", headers);
        Page answer = post("/admin/login", Map.of("username", username, "password", password), headers);
        token = null;
        return answer;
    }

    /** As a browser asks for a page. */
    public Page get(String path, String... headers) {
        return keepToken(send(request(path, headers).GET()));
    }

    /** With the token of the last page that had one. */
    public Page post(String path, Map<String, String> fields, String... headers) {
        if (token == null) {
            get("/admin/account");
        }
        return postWithToken(path, Objects.requireNonNullElse(token, ""), fields, headers);
    }

    public Page postWithToken(String path, String csrf, Map<String, String> fields, String... headers) {
        String body = fields.entrySet().stream()
                .map(field -> ConsoleClient.encoded(field.getKey()) + "=" + ConsoleClient.encoded(field.getValue()))
                .collect(Collectors.joining("&", "_csrf=" + ConsoleClient.encoded(csrf) + "&", ""));
        return keepToken(send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))));
    }

    /** Of the last page that had one. */
    public String token() {
        return Objects.requireNonNull(token);
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(cookie -> cookie.getValue())
                .findFirst();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(30));
        request.setHeader("Accept", "text/html");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    private Page keepToken(Page page) {
        Matcher found = TOKEN.matcher(page.body());
        if (found.find()) {
            token = found.group(1);
        }
        return page;
    }

    private Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                boolean stream =
                        response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
                return new Page(
                        response.statusCode(),
                        stream ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8),
                        response);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
