package io.quickbooking.console.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.crash.Slots.Slot;
import io.quickbooking.console.live.LivePage;
import io.quickbooking.console.testing.ConsoleClient;
import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.RedisServer;
import io.quickbooking.testing.WebhookBodies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two packaged applications, one PostgreSQL, one Redis, and every tap at whichever of the two: 500 bookings; in the profile
 * {@code reliability} 5,000. What happens when one of them
 * is killed is shown by {@link CrashIT}.
 *
 * <p>Seen to fail with: word of changes kept to the node; sessions counted as run out by every node that looks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesIT {
    private static final String PASSWORD = "fictional-password";
    private static final int BOOKINGS = Integer.getInteger("nodes.bookings", 500);
    private static final int AT_ONCE = 24;
    private static final int IN_A_RACE = 50;
    private static final int RACES = 3;
    private static final int LEFT_ALONE = 25;

    /** Long enough for a race on a busy machine, short enough to be waited for. */
    private static final Duration SESSIONS_LIVE = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern EXPIRED =
            Pattern.compile("(?m)^quickbooking_sessions_ended_total\\{[^}]*how=\"expired\"[^}]*} (\\S+)$");

    private final Slots slots = new Slots(LocalDate.now(ZoneOffset.UTC).plusDays(2));
    private final AtomicInteger customers = new AtomicInteger();
    private final AtomicInteger taps = new AtomicInteger();
    private RedisServer redis;
    private DatabaseServer database;
    private WhatsApp whatsApp;
    private List<Node> nodes;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
        Path catalogue = Files.writeString(directory.resolve("catalog.yaml"), Slots.CATALOGUE);
        redis = RedisServer.start();
        database = DatabaseServer.startIn(directory, "on");
        whatsApp = WhatsApp.start();
        Map<String, String> environment = Map.ofEntries(
                Map.entry("DATABASE_URL", database.url()),
                Map.entry("REDIS_URL", redis.url()),
                Map.entry("BOOKING_DEMO", "false"),
                Map.entry("BOOKING_CATALOG", catalogue.toString()),
                Map.entry("CONSOLE_ADMIN_PASSWORD", PASSWORD),
                Map.entry("SESSION_EXPIRATION_MS", String.valueOf(SESSIONS_LIVE.toMillis())),
                Map.entry("WHATSAPP_APP_SECRET", WhatsApp.APP_SECRET),
                Map.entry("WHATSAPP_ACCESS_TOKEN", "fictional-token"),
                Map.entry("WHATSAPP_GRAPH_URL", whatsApp.graphUrl().toString()));
        nodes = List.of(Node.start(directory, "first", environment), Node.start(directory, "second", environment));
        whatsApp.deliverTo(nodes.stream().map(Node::address).toList());
        nodes.forEach(node -> node.awaitReady(1));
        for (int i = 0; i < LEFT_ALONE; i++) {
            String phone = newCustomer();
            tap(phone, slots.nextOfItsOwn().button());
            card(phone);
        }
    }

    @AfterAll
    void close() {
        nodes.forEach(Node::close);
        whatsApp.close();
        database.close();
        redis.close();
    }

    @Test
    @Order(1)
    void bookings_are_made_without_an_error_whichever_node_a_tap_reaches() {
        AtomicInteger left = new AtomicInteger(BOOKINGS);
        List<Callable<Integer>> customersAtOnce = IntStream.range(0, AT_ONCE)
                .<Callable<Integer>>mapToObj(any -> () -> {
                    int booked = 0;
                    while (left.getAndDecrement() > 0) {
                        String phone = newCustomer();
                        Slot slot = slots.nextOfItsOwn();
                        tap(phone, slot.button());
                        tap(phone, card(phone));
                        assertThat(next(phone).bookingCode()).isPresent();
                        booked++;
                    }
                    return booked;
                })
                .toList();

        int booked = Race.of(customersAtOnce, Duration.ofMinutes(5)).stream()
                .mapToInt(each -> each)
                .sum();

        assertThat(booked).isEqualTo(BOOKINGS);
        assertThat(whatsApp.refused()).as("deliveries not answered with 200").isZero();
        assertThat(count("bookings WHERE status = 'CONFIRMED'")).isEqualTo(BOOKINGS);
        assertThat(count("sessions WHERE state = 'BOOKED'")).isEqualTo(BOOKINGS);
        Awaitility.await().atMost(PATIENCE).until(() -> count("outbound_messages WHERE state = 'PENDING'") == 0);
        assertThat(whatsApp.received()).hasSize(2 * BOOKINGS + LEFT_ALONE);
        for (Node node : nodes) {
            assertThat(metric(
                            node,
                            Pattern.compile("(?m)^quickbooking_taps_total\\{[^}]*outcome=\"booked\"[^}]*} (\\S+)$")))
                    .as("bookings made at " + node.address())
                    .isGreaterThan(BOOKINGS / 4.0);
        }
    }

    @Test
    @Order(2)
    void of_fifty_who_confirm_one_time_one_has_it() {
        for (int race = 0; race < RACES; race++) {
            Slot slot = slots.nextOfItsOwn();
            List<String> phones =
                    IntStream.range(0, IN_A_RACE).mapToObj(any -> newCustomer()).toList();
            phones.forEach(phone -> tap(phone, slot.button()));
            List<Callable<Received>> confirmations = phones.stream()
                    .map(phone -> Map.entry(phone, card(phone)))
                    .<Callable<Received>>map(card -> () -> {
                        tap(card.getKey(), card.getValue());
                        return next(card.getKey());
                    })
                    .toList();

            List<Received> answers = Race.of(confirmations);

            assertThat(answers)
                    .filteredOn(answer -> answer.bookingCode().isPresent())
                    .hasSize(1);
            assertThat(answers).filteredOn(Received::offersOtherTimes).hasSize(IN_A_RACE - 1);
        }
        assertThat(whatsApp.refused()).isZero();
    }

    @Test
    @Order(4)
    void a_session_begun_at_one_node_is_seen_at_both_and_its_change_at_once() throws Exception {
        ConsoleSession[] staff = {
            ConsoleSession.of(client(nodes.get(0)), "admin", PASSWORD),
            ConsoleSession.of(client(nodes.get(1)), "admin", PASSWORD)
        };
        // The list asks for itself every thirty seconds anyway; word of a change comes long before.
        try (LivePage.Stream there =
                LivePage.of(nodes.get(1).address().toString(), "admin").open("/admin/live?salon=crash")) {
            whatsApp.deliverTo(List.of(nodes.get(0).address()));
            String phone = newCustomer();
            tap(phone, slots.nextOfItsOwn().button());
            card(phone);
            assertThat(there.next()).satisfies(told -> {
                assertThat(told.name()).isEqualTo("changed");
                assertThat(told.data()).contains("sessions");
            });
            for (ConsoleSession each : staff) {
                assertThat(each.get("/admin/sessions?salon=crash").body()).contains("Customer " + phone);
            }
        } finally {
            whatsApp.deliverTo(nodes.stream().map(Node::address).toList());
        }
    }

    @Test
    @Order(3)
    void who_left_a_card_alone_is_counted_once() {
        Awaitility.await().atMost(PATIENCE).until(() -> count("sessions WHERE state = 'ACTIVE'") == 0);
        assertThat(count("sessions WHERE state = 'EXPIRED'")).isEqualTo(LEFT_ALONE);
        Awaitility.await().until(() -> expired() >= LEFT_ALONE);
        // As long as it takes both nodes to look again.
        Awaitility.await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
        assertThat(expired()).isEqualTo(LEFT_ALONE);
    }

    private double expired() {
        return nodes.stream().mapToDouble(node -> metric(node, EXPIRED)).sum();
    }

    private static double metric(Node node, Pattern pattern) {
        Matcher lines =
                pattern.matcher(client(node).getAsAdmin("/actuator/prometheus").body());
        double sum = 0;
        while (lines.find()) {
            sum += Double.parseDouble(lines.group(1));
        }
        return sum;
    }

    private static ConsoleClient client(Node node) {
        return new ConsoleClient(node.address().toString(), PASSWORD, WhatsApp.APP_SECRET);
    }

    private long count(String rows) {
        return database.jdbcWithoutIndexes()
                .sql("SELECT count(*) FROM " + rows)
                .query(Long.class)
                .single();
    }

    private String newCustomer() {
        return "1555010%05d".formatted(customers.getAndIncrement());
    }

    private void tap(String phone, String button) {
        whatsApp.deliver(WebhookBodies.tap(button)
                .from(phone)
                .named("Customer " + phone)
                .wamid("wamid.TWO." + taps.getAndIncrement())
                .sentAt(Instant.now())
                .bytes());
    }

    /** What confirms the card that has come. */
    private String card(String phone) {
        Received card = next(phone);
        return card.confirmButton().orElseThrow(() -> new AssertionError(phone + " was told: " + card.text()));
    }

    private Received next(String phone) {
        try {
            return Optional.ofNullable(whatsApp.phone(phone).poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError(phone + " waits in vain"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
