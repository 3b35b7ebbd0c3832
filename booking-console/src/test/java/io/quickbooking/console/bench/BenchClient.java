package io.quickbooking.console.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Somebody signed in, who asks as a browser does: HTTP/1.1, compressed, with htmx's headers for parts of pages. */
public final class BenchClient {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern LIVE = Pattern.compile("<[a-z]+ [^>]*data-live=\"[^>]*>");

    private final HttpClient http = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String address;

    private BenchClient(String address) {
        this.address = address;
    }

    public static BenchClient signedIn(String address, String username) throws IOException, InterruptedException {
        BenchClient client = new BenchClient(address);
        Matcher csrf = CSRF.matcher(client.get("/admin/login", Optional.empty()).text());
        if (!csrf.find()) {
            throw new IllegalStateException("no form to sign in");
        }
        String form = "username=%s&password=%s&_csrf=%s"
                .formatted(username, encoded(BenchConsole.PASSWORD), encoded(csrf.group(1)));
        HttpResponse<String> response = client.http.send(
                client.request("/admin/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 302
                || response.headers().firstValue("Location").orElse("").contains("error")) {
            throw new IllegalStateException(username + " could not sign in: " + response.statusCode());
        }
        return client;
    }

    /** @param compressed as it came over the line */
    public record Page(int status, byte[] compressed, boolean gzip) {
        public String text() {
            try (InputStream bytes = gzip
                    ? new GZIPInputStream(new ByteArrayInputStream(compressed))
                    : new ByteArrayInputStream(compressed)) {
                return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean answered() {
            return status == 200 || status == 302 || status == 303;
        }

        /** The parts that keep themselves up to date. */
        List<Region> regions() {
            List<Region> regions = new ArrayList<>();
            Matcher live = LIVE.matcher(text());
            while (live.find()) {
                String url = attribute(live.group(), "hx-get");
                String id = attribute(live.group(), "id");
                if (!url.isEmpty() && !id.isEmpty()) {
                    regions.add(new Region(
                            id,
                            url,
                            List.of(attribute(live.group(), "data-live").split(" "))));
                }
            }
            return regions;
        }

        Optional<String> link(Pattern pattern) {
            Matcher link = pattern.matcher(text());
            return link.find() ? Optional.of(unescaped(link.group(1))) : Optional.empty();
        }
    }

    /** @param topics upon which it asks for itself */
    public record Region(String id, String url, List<String> topics) {}

    public Page get(String path) throws IOException, InterruptedException {
        return get(path, Optional.empty());
    }

    /** @param region the id of the element that htmx asks for; empty: the whole page */
    Page get(String path, Optional<String> region) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).header("Accept-Encoding", "gzip");
        region.ifPresent(id -> request.header("HX-Request", "true").header("HX-Target", id));
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Page(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Content-Encoding").orElse("").equals("gzip"));
    }

    /** The lines of an event stream, as they come. */
    HttpResponse<Stream<String>> stream(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofLines());
    }

    /** The JSON API, as a host program uses it. */
    HttpResponse<String> api(String method, String path, String json) throws IOException, InterruptedException {
        String basic =
                Base64.getEncoder().encodeToString(("admin:" + BenchConsole.PASSWORD).getBytes(StandardCharsets.UTF_8));
        return http.send(
                request(path)
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
    }

    private static String attribute(String tag, String name) {
        Matcher value = Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(tag);
        return value.find() ? unescaped(value.group(1)) : "";
    }

    private static String unescaped(String text) {
        return text.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"");
    }
}
