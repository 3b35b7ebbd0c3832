package io.quickbooking.console.webhook;

import static io.quickbooking.testing.WebhookBodies.batch;
import static io.quickbooking.testing.WebhookBodies.tap;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.GraphApiStandIn.Request;
import io.quickbooking.testing.Payloads;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Meta's side of the wire, for real: signed HTTP in, HTTP to a stand-in of the Graph API out.
 *
 * <p>Seen to fail with: a limit of 30 MB for bodies; every signature taken for right.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookOverHttpTest {
    private final TestDatabase database = TestDatabase.createEmpty();
    private final GraphApiStandIn graph = GraphApiStandIn.start();
    private final RunningConsole console = RunningConsole.on(
            database,
            Map.of(
                    "booking.whatsapp.access-token", "fictional-token",
                    "booking.whatsapp.graph-url", graph.url().toString(),
                    "booking.whatsapp.verify-token", "fictional-verify-token"));

    @AfterAll
    void close() {
        console.close();
        graph.close();
        database.close();
    }

    @Test
    void two_signed_taps_make_a_booking_and_two_messages() {
        long counter = counter();
        String phone = "15550100201";
        assertThat(console.deliver(tap(freeSlot("m123"))
                                .from(phone)
                                .named("Ana Test")
                                .wamid("wamid.flow1")
                                .bytes())
                        .status())
                .isEqualTo(200);
        Request card = awaitMessages(phone, 1).get(0);
        JsonNode buttons = card.body().at("/interactive/action/buttons");
        assertThat(card.body().at("/to").asString()).isEqualTo("+" + phone);
        assertThat(card.body().at("/interactive/body/text").asString()).contains("Sarah Johnson", "Women's Haircut");
        assertThat(buttons).hasSize(2);

        String confirm = buttons.get(0).at("/reply/id").asString();
        assertThat(console.deliver(tap(confirm).from(phone).wamid("wamid.flow2").bytes())
                        .status())
                .isEqualTo(200);
        Request confirmation = awaitMessages(phone, 2).get(1);
        Map<String, Object> booking = database.jdbc()
                .sql("SELECT booking_code, customer_name, status FROM bookings WHERE customer_phone = ?")
                .param(phone)
                .query()
                .singleRow();
        assertThat(booking).containsEntry("customer_name", "Ana Test").containsEntry("status", "CONFIRMED");
        assertThat(confirmation.body().at("/interactive/body/text").asString())
                .contains((String) booking.get("booking_code"));
        assertThat(counter()).isEqualTo(counter + 1);
        Awaitility.await()
                .untilAsserted(() -> assertThat(database.count(
                                "outbound_messages WHERE state = 'SENT' AND wamid IS NOT NULL AND customer_id = "
                                        + "(SELECT id FROM customers WHERE phone = '" + phone + "')"))
                        .isEqualTo(2));
    }

    @Test
    void fifty_customers_confirm_one_slot_over_http_and_one_gets_it() {
        String slot = freeSlot("m123");
        List<Callable<Integer>> confirmations = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String phone = "155501003%02d".formatted(i);
            console.deliver(tap(slot).from(phone).wamid("wamid.race.pick" + i).bytes());
            byte[] confirm = tap("confirm_booking_temp")
                    .from(phone)
                    .wamid("wamid.race.confirm" + i)
                    .bytes();
            confirmations.add(() -> console.deliver(confirm).status());
        }
        long bookings = database.count("bookings");
        assertThat(Race.of(confirmations)).containsOnly(200);
        assertThat(database.count("bookings")).isEqualTo(bookings + 1);
        assertThat(database.count("tap_events WHERE outcome = 'slot_taken' AND reason = 'booked' AND inbound_id IN "
                        + "(SELECT id FROM inbound_messages WHERE message_id LIKE 'wamid.race.confirm%')"))
                .isEqualTo(49);
        awaitMessages("15550100349", 2);
    }

    @Test
    void one_delivery_ten_times_at_once_has_one_answer() {
        byte[] body =
                tap(freeSlot("m124")).from("15550100210").wamid("wamid.same").bytes();
        assertThat(Race.of(Collections.nCopies(10, () -> console.deliver(body).status())))
                .containsOnly(200);
        assertThat(database.count("inbound_messages WHERE message_id = 'wamid.same'"))
                .isOne();
        assertThat(database.count("outbound_messages WHERE inbound_id = "
                        + "(SELECT id FROM inbound_messages WHERE message_id = 'wamid.same')"))
                .isOne();
    }

    static Stream<Payloads.Payload> payloads() {
        return Stream.concat(Payloads.all().stream(), Payloads.shared().stream());
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void every_known_payload_is_acknowledged_and_books_nothing(Payloads.Payload payload) {
        long bookings = database.count("bookings");
        assertThat(console.deliver(payload.bytes()).status()).isEqualTo(200);
        assertThat(database.count("bookings")).isEqualTo(bookings);
    }

    @Test
    void a_thousand_messages_in_one_body_are_all_answered() {
        List<WebhookBodies.Event> taps = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            taps.add(tap("nonsense").from("15550104%03d".formatted(i)).wamid("wamid.thousand." + i));
        }
        assertThat(console.deliver(batch(taps)).status()).isEqualTo(200);
        assertThat(database.count("inbound_messages WHERE message_id LIKE 'wamid.thousand.%'"))
                .isEqualTo(1_000);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        database.count("inbound_messages WHERE message_id LIKE 'wamid.thousand.%' AND state = 'DONE'")
                                == 1_000);
    }

    @Test
    void a_body_of_three_megabytes_is_taken_and_a_larger_one_refused() {
        byte[] body = " ".repeat(3 * 1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        byte[] tap = tap("nonsense").from("15550100220").wamid("wamid.large").bytes();
        System.arraycopy(tap, 0, body, 0, tap.length);
        assertThat(console.deliver(body).status()).isEqualTo(200);
        assertThat(database.count("inbound_messages WHERE message_id = 'wamid.large'"))
                .isOne();
        byte[] larger = " ".repeat(3 * 1024 * 1024 + 1).getBytes(StandardCharsets.US_ASCII);
        assertThat(console.deliver(larger).status()).isEqualTo(413);
    }

    @Test
    void what_is_not_json_is_acknowledged_and_kept() {
        assertThat(console.deliver("{\"object\":".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
        assertThat(console.deliver(new byte[] {(byte) 0xff, 0, 1}).status()).isEqualTo(200);
        assertThat(console.deliver(new byte[0]).status()).isEqualTo(200);
        assertThat(database.count("unhandled_events WHERE reason = 'not JSON'")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_wrong_missing_or_malformed_signature_is_refused_and_changes_nothing() {
        byte[] body = tap("nonsense").from("15550100230").wamid("wamid.forged").bytes();
        assertThat(console.deliver(body, "").status()).isEqualTo(403);
        assertThat(console.deliver(body, "sha256=zz").status()).isEqualTo(403);
        assertThat(console.deliver(body, WebhookBodies.signature(body, "another-secret"))
                        .status())
                .isEqualTo(403);
        body[body.length - 3] ^= 1;
        assertThat(console.deliver(body, WebhookBodies.signature(new byte[0], RunningConsole.SECRET))
                        .status())
                .isEqualTo(403);
        assertThat(database.count("inbound_messages WHERE message_id = 'wamid.forged'"))
                .isZero();
    }

    @Test
    void who_sends_no_signature_is_refused_before_the_body_has_come() {
        String answer = console.firstLineOfAnswerTo("POST /webhooks/whatsapp HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 403");
    }

    @Test
    void the_handshake_echoes_the_challenge_to_who_knows_the_token() {
        String path = "/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";
        RunningConsole.Answer answer = console.get(path + "fictional-verify-token");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("1158201444");
        assertThat(answer.contentType()).startsWith("text/plain");
        assertThat(console.get(path + "wrong").status()).isEqualTo(403);
        assertThat(console.get("/webhooks/whatsapp").status()).isEqualTo(403);
    }

    @Test
    void when_the_database_cannot_be_written_whatsapp_has_to_deliver_again() {
        byte[] body = tap("nonsense").from("15550100240").wamid("wamid.away").bytes();
        database.jdbc().sql("ALTER TABLE inbound_messages RENAME TO away").update();
        try {
            assertThat(console.deliver(body).status()).isEqualTo(503);
        } finally {
            database.jdbc().sql("ALTER TABLE away RENAME TO inbound_messages").update();
        }
        assertThat(console.deliver(body).status()).isEqualTo(200);
        assertThat(database.count("inbound_messages WHERE message_id = 'wamid.away' AND state = 'DONE'"))
                .isOne();
    }

    private String freeSlot(String master) {
        return console.getAsAdmin("/api/v1/slots?salon=aurora&limit=1&master=" + master)
                .json()
                .at("/slots/0/buttonId")
                .asString();
    }

    private List<Request> awaitMessages(String phone, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> graph.requestsTo("+" + phone).size() >= count);
        return graph.requestsTo("+" + phone);
    }

    private long counter() {
        return database.jdbc()
                .sql("SELECT usage_current_bookings FROM salons WHERE code = 'aurora'")
                .query(Long.class)
                .single();
    }
}
