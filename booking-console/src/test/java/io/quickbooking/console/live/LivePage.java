package io.quickbooking.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient;
import io.quickbooking.console.testing.RunningConsole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Somebody who has signed in and reads live streams as a browser does. */
public final class LivePage {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String address;
    private final CookieManager cookies;
    private final HttpClient client;

    private LivePage(String address, CookieManager cookies) {
        this.address = address;
        this.cookies = cookies;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .build();
    }

    static LivePage nobody(String address) {
        return new LivePage(address, new CookieManager());
    }

    /** The same browser, led to another node. */
    public LivePage at(String node) {
        return new LivePage(node, cookies);
    }

    public static LivePage of(String address, String username) {
        LivePage page = nobody(address);
        page.post("/admin/login", "username=" + username + "&password=" + RunningConsole.PASSWORD);
        return page;
    }

    public void signOut() {
        post("/admin/logout", "");
    }

    private void post(String path, String form) {
        Matcher token = CSRF.matcher(
                send(request(path.equals("/admin/login") ? path : "/admin")).body());
        assertThat(token.find()).isTrue();
        HttpResponse<String> answer = send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form + "&_csrf=" + ConsoleClient.encoded(token.group(1)))));
        assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContain("error");
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    public String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .reduce((a, b) -> a + "; " + b)
                .orElseThrow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Opens the stream and waits for its greeting. */
    Stream open() {
        return open("/admin/live?salon=aurora");
    }

    public Stream open(String path) {
        try {
            HttpResponse<InputStream> answer = client.send(request(path).GET().build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            Stream stream = new Stream(answer);
            Event hello = stream.next();
            assertThat(hello.name()).isEqualTo("hello");
            stream.greeting = hello.data();
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public record Event(String name, String data) {
        public static final Event END = new Event("(end)", "");
    }

    /** The events of one stream. */
    public static final class Stream implements AutoCloseable {
        private final HttpHeaders headers;
        private final InputStream body;
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

        private String greeting = "";

        private Stream(HttpResponse<InputStream> answer) {
            headers = answer.headers();
            body = answer.body();
            Thread reader = new Thread(this::read, "live-page");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            String name = "";
            try (Scanner lines = new Scanner(body, StandardCharsets.UTF_8)) {
                while (lines.hasNextLine()) {
                    String line = lines.nextLine();
                    if (line.startsWith("event: ")) {
                        name = line.substring("event: ".length());
                    } else if (line.startsWith("data: ")) {
                        events.add(new Event(name, line.substring("data: ".length())));
                    }
                }
            }
            events.add(Event.END);
        }

        String greeting() {
            return greeting;
        }

        HttpHeaders headers() {
            return headers;
        }

        /** The next event. */
        public Event next() {
            Event event = poll(Duration.ofSeconds(10));
            assertThat(event).as("an event within 10 s").isNotNull();
            return event;
        }

        /** The next event that is not a heartbeat. */
        public Event nextWord() {
            Event event = next();
            return event.name().equals("hb") ? nextWord() : event;
        }

        /** What comes within this time, without heartbeats. */
        List<Event> wordsWithin(Duration time) {
            long end = System.nanoTime() + time.toNanos();
            List<Event> words = new ArrayList<>();
            for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
                Event event = poll(Duration.ofNanos(left));
                if (event != null && !event.name().equals("hb")) {
                    words.add(event);
                }
            }
            return words;
        }

        private @Nullable Event poll(Duration atMost) {
            try {
                return events.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
