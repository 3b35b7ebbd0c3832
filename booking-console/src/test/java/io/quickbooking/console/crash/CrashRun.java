package io.quickbooking.console.crash;

import io.quickbooking.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Two nodes of the packaged application on one PostgreSQL and one Redis, customers who book without a pause, and kills by {@code kill -9}
 * at moments that are random but always fall into work. Each kill waits for signs of life after the one before, now and
 * then for none, so that recoveries are interrupted too.
 */
final class CrashRun {
    private static final Duration UNTIL_IT_WORKS_AGAIN = Duration.ofMinutes(2);
    private static final Duration TO_FINISH = Duration.ofMinutes(5);
    private static final Duration TO_DRAIN = Duration.ofSeconds(70);

    private final int kills;
    private final int customers;
    private final long seed;
    private final Random random;
    private final Map<Kill, Integer> killed = new EnumMap<>(Kill.class);
    private final List<Duration> silences = new ArrayList<>();

    CrashRun(int kills, int customers, long seed) {
        this.kills = kills;
        this.customers = customers;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** @param synchronousCommit PostgreSQL's setting */
    CrashResult in(Path directory, String synchronousCommit) throws Exception {
        long begin = System.nanoTime();
        Path catalogue = Files.writeString(directory.resolve("catalog.yaml"), Slots.CATALOGUE);
        try (DatabaseServer database = DatabaseServer.startIn(directory, synchronousCommit);
                RedisServer redis = RedisServer.start();
                WhatsApp whatsApp = WhatsApp.start();
                Node first = Node.start(directory, "first", environment(database, redis, whatsApp, catalogue));
                Node second = Node.start(directory, "second", environment(database, redis, whatsApp, catalogue))) {
            List<Node> nodes = List.of(first, second);
            whatsApp.deliverTo(nodes.stream().map(Node::address).toList());
            Traffic traffic = new Traffic(whatsApp, customers);
            untilSent(whatsApp, customers);
            for (Kill kind : Kill.sequence(kills, random)) {
                int signsOfLife = random.nextInt(10) == 0 ? 0 : random.nextInt(5, 40);
                untilSent(whatsApp, whatsApp.sentSoFar() + signsOfLife);
                Pause.millis(random.nextInt(300));
                kill(kind, database, redis, nodes);
                killed.merge(kind, 1, Integer::sum);
                traffic.killed();
                awaitNextMessage(whatsApp);
                if (silences.size() % 50 == 0) {
                    System.out.printf("%d kills, %d messages%n", silences.size(), whatsApp.sentSoFar());
                }
            }
            traffic.finish(TO_FINISH);
            Findings findings = new Findings(database.jdbcWithoutIndexes(), whatsApp, traffic.customers());
            findings.drain(TO_DRAIN);
            List<String> found = new ArrayList<>(findings.all());
            found.addAll(Findings.stackTraces(nodes, kills));
            return new CrashResult(
                    seed,
                    Map.copyOf(killed),
                    Duration.ofNanos(System.nanoTime() - begin),
                    traffic.customers(),
                    whatsApp.accepted(),
                    whatsApp.refused(),
                    whatsApp.received(),
                    List.copyOf(silences),
                    nodes.stream().mapToInt(Node::starts).sum(),
                    database.version(),
                    List.copyOf(found));
        }
    }

    private static Map<String, String> environment(
            DatabaseServer database, RedisServer redis, WhatsApp whatsApp, Path catalogue) {
        return Map.of(
                "DATABASE_URL",
                database.url(),
                "REDIS_URL",
                redis.url(),
                "BOOKING_DEMO",
                "false",
                "BOOKING_CATALOG",
                catalogue.toString(),
                "CONSOLE_ADMIN_PASSWORD",
                "fictional-password",
                "WHATSAPP_APP_SECRET",
                WhatsApp.APP_SECRET,
                "WHATSAPP_ACCESS_TOKEN",
                "fictional-token",
                "WHATSAPP_GRAPH_URL",
                whatsApp.graphUrl().toString());
    }

    private void kill(Kill kind, DatabaseServer database, RedisServer redis, List<Node> nodes) throws IOException {
        switch (kind) {
            case ONE_PROCESS_OF_POSTGRESQL -> database.killOneProcess(random);
            case PARENT_OF_POSTGRESQL -> {
                database.killParent();
                startAgain(database);
            }
            case ALL_OF_POSTGRESQL -> {
                database.killAll();
                startAgain(database);
            }
            case APPLICATION -> nodes.get(random.nextInt(nodes.size())).kill();
            case REDIS -> {
                redis.kill();
                Pause.millis(random.nextInt(3_000));
                redis.startAgain();
            }
            case TONGUE_OF_REDIS -> {
                redis.hang();
                Pause.millis(random.nextInt(3_000));
                redis.goOn();
            }
            case EVERYTHING -> {
                nodes.forEach(Node::kill);
                database.killAll();
                startAgain(database);
            }
        }
    }

    private void startAgain(DatabaseServer database) throws IOException {
        Pause.millis(random.nextInt(400));
        database.startAgain();
    }

    private void awaitNextMessage(WhatsApp whatsApp) {
        long begin = System.nanoTime();
        untilSent(whatsApp, whatsApp.sentSoFar() + 1);
        silences.add(Duration.ofNanos(System.nanoTime() - begin));
    }

    private static void untilSent(WhatsApp whatsApp, long messages) {
        long end = System.nanoTime() + UNTIL_IT_WORKS_AGAIN.toNanos();
        while (whatsApp.sentSoFar() < messages) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no customer has heard anything for " + UNTIL_IT_WORKS_AGAIN);
            }
            Pause.millis(10);
        }
    }
}
