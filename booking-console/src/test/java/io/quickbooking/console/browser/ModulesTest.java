package io.quickbooking.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quickbooking.console.testing.Browser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/** Runs the tests in {@code src/test/js} in Chromium, each in a page of its own, without the application. */
class ModulesTest {
    private static final Path MODULES = Path.of("src/main/resources/static/js");
    private static final Path TESTS = Path.of("src/test/js");
    private static final String PAGE =
            "<!DOCTYPE html><html lang=\"en\"><title>Tests</title><script type=\"module\" src=\"/test/run.js\"></script><body>";

    private static HttpServer server;
    private static ExecutorService threads;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newFixedThreadPool(4);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, "text/html", PAGE.getBytes(StandardCharsets.UTF_8)));
        server.createContext("/js/", exchange -> answer(exchange, MODULES, "/js/"));
        server.createContext("/test/", exchange -> answer(exchange, TESTS, "/test/"));
        server.start();
        // A secure context, which locks need.
        browser = Browser.at("http://localhost:" + server.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        try {
            browser.close();
        } finally {
            server.stop(0);
            threads.shutdown();
        }
    }

    @TestFactory
    Stream<DynamicContainer> modules() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".test.js"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file -> DynamicContainer.dynamicContainer(file, tests(file)));
        }
    }

    private static Stream<DynamicTest> tests(String file) {
        List<?> names = JsonMapper.shared().readValue(outcome("/?file=" + file), List.class);
        assertThat(names).as(file).isNotEmpty();
        return IntStream.range(0, names.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        (String) names.get(i),
                        () -> assertThat(outcome("/?file=" + file + "&test=" + i))
                                .isEmpty()));
    }

    private static String outcome(String address) {
        browser.open(address);
        browser.until(() -> (Boolean) browser.driver().executeScript("return typeof outcome === 'string'"));
        return (String) browser.driver().executeScript("return outcome");
    }

    private static void answer(HttpExchange exchange, Path folder, String prefix) throws IOException {
        Path file = folder.resolve(exchange.getRequestURI().getPath().substring(prefix.length()));
        answer(exchange, "text/javascript", Files.readAllBytes(file));
    }

    private static void answer(HttpExchange exchange, String type, byte[] content) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }
}
