package io.quickbooking.console.bench;

import io.quickbooking.console.bench.BenchClient.Region;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Browsers that have the list of live sessions open: each holds a stream and asks for the list when it is told to. */
final class LiveViewers implements AutoCloseable {
    private static final int STREAMS_OF_A_LOGIN = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Viewer> viewers = new ArrayList<>();
    private final Pattern change;
    private final AtomicLong fetches = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private LiveViewers(Pattern change) {
        this.change = change;
    }

    /**
     * @param region of the page that they look at
     * @param change group 1 is what names a change in the page
     */
    static LiveViewers open(String address, int count, String stream, Region region, Pattern change)
            throws IOException, InterruptedException {
        LiveViewers viewers = new LiveViewers(change);
        CountDownLatch greeted = new CountDownLatch(count);
        BenchClient client = null;
        for (int i = 0; i < count; i++) {
            if (i % STREAMS_OF_A_LOGIN == 0) {
                client = BenchClient.signedIn(address, "bench" + (i / STREAMS_OF_A_LOGIN + 1));
            }
            Viewer viewer = viewers.new Viewer(client, stream, region, greeted);
            viewers.viewers.add(viewer);
            viewers.threads.execute(viewer::listen);
            viewers.threads.execute(viewer::fetchWhenTold);
        }
        greeted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return viewers;
    }

    /** How many streams are open. */
    long open() {
        return viewers.stream().filter(viewer -> viewer.open).count();
    }

    int refused() {
        return refused.get();
    }

    long fetches() {
        return fetches.get();
    }

    int failures() {
        return failures.get();
    }

    /** By viewer: when each change was first seen. */
    List<Map<String, Instant>> seen() {
        return viewers.stream().map(viewer -> Map.copyOf(viewer.seen)).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private final class Viewer {
        private final BenchClient client;
        private final String stream;
        private final Region region;
        private final CountDownLatch greeted;
        private final Map<String, Instant> seen = new ConcurrentHashMap<>();
        // One permit says that something changed since the last fetch began, however often.
        private final Semaphore told = new Semaphore(0);
        private volatile boolean open;

        Viewer(BenchClient client, String stream, Region region, CountDownLatch greeted) {
            this.client = client;
            this.stream = stream;
            this.region = region;
            this.greeted = greeted;
        }

        void listen() {
            try {
                HttpResponse<Stream<String>> response = client.stream(stream);
                if (response.statusCode() != 200) {
                    refused.incrementAndGet();
                    greeted.countDown();
                    return;
                }
                open = true;
                greeted.countDown();
                response.body()
                        .filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring("data:".length()).strip())
                        .filter(data -> region.topics().stream().anyMatch(data::contains))
                        .forEach(data -> told.release());
            } catch (IOException | InterruptedException | RuntimeException e) {
                // The stream ended, by the server or by us.
            } finally {
                open = false;
            }
        }

        void fetchWhenTold() {
            try {
                while (true) {
                    told.acquire();
                    told.drainPermits();
                    BenchClient.Page page = client.get(region.url(), Optional.of(region.id()));
                    Instant now = Instant.now();
                    fetches.incrementAndGet();
                    if (page.status() != 200) {
                        failures.incrementAndGet();
                        continue;
                    }
                    Matcher changes = change.matcher(page.text());
                    while (changes.find()) {
                        seen.putIfAbsent(changes.group(1), now);
                    }
                }
            } catch (IOException | InterruptedException e) {
                // The end.
            }
        }
    }
}
