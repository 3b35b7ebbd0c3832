package io.quickbooking.console.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
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
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who has signed in and uses the console without JavaScript: follows links and submits forms. */
public final class Operator {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern DATE =
            Pattern.compile("<input [^>]*name=\"([^\"]+)\" type=\"date\"[^>]* value=\"([^\"]*)\"");
    private static final Pattern SELECT =
            Pattern.compile("<select [^>]*name=\"([^\"]+)\"[^>]*>(.*?)</select>", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("<option [^>]*value=\"([^\"]*)\"([^>]*)>");

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String address;

    private Operator(String address) {
        this.address = address;
    }

    /** @param location of a redirect, as a path; else empty */
    public record Page(int status, String path, String body, String location) {}

    public static Operator signedIn(String address, String username, String password) {
        Operator operator = new Operator(address);
        Page login = operator.get("/admin/login");
        Page answer = operator.submit(login, "/admin/login", Map.of("username", username, "password", password));
        if (answer.location().contains("error")) {
            throw new AssertionError("could not sign in as " + username);
        }
        return operator;
    }

    public Page get(String path) {
        return send(path, request(path).GET());
    }

    /** A part of a page, as htmx asks for it. */
    public Page getPart(String path, String target) {
        return send(
                path,
                request(path)
                        .header("HX-Request", "true")
                        .header("HX-Target", target)
                        .GET());
    }

    /** Submits the form of a page that posts to this address, with its hidden fields, its choices and its dates. */
    public Page submit(Page page, String action, Map<String, String> fields) {
        int form = page.body().indexOf("action=\"" + action + "\"");
        while (form >= 0 && !posts(page.body(), form)) {
            form = page.body().indexOf("action=\"" + action + "\"", form + 1);
        }
        if (form < 0) {
            throw new AssertionError("no form for " + action + " on " + page.path());
        }
        Map<String, String> all = new LinkedHashMap<>();
        String text = page.body().substring(form, page.body().indexOf("</form>", form));
        for (Pattern pattern : new Pattern[] {HIDDEN, DATE}) {
            pattern.matcher(text).results().forEach(field -> all.put(field.group(1), field.group(2)));
        }
        SELECT.matcher(text)
                .results()
                .forEach(field -> chosen(field.group(2)).ifPresent(value -> all.put(field.group(1), value)));
        all.putAll(fields);
        return post(action, all);
    }

    /** The option that is selected, else the first, as a browser has it. */
    private static Optional<String> chosen(String options) {
        List<MatchResult> all = OPTION.matcher(options).results().toList();
        return all.stream()
                .filter(option -> option.group(2).contains("selected"))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(option -> option.group(1));
    }

    private static boolean posts(String body, int action) {
        return body.substring(body.lastIndexOf("<form", action), body.indexOf('>', action))
                .contains("method=\"post\"");
    }

    public Page post(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                path,
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(30));
    }

    private Page send(String path, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Page(
                    response.statusCode(),
                    path,
                    response.body(),
                    response.headers().firstValue("Location").orElse("").replace(address, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
