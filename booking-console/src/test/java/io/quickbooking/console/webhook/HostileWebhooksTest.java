package io.quickbooking.console.webhook;

import static io.quickbooking.testing.WebhookBodies.signature;
import static io.quickbooking.testing.WebhookBodies.tap;
import static io.quickbooking.testing.WebhookBodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.accounts.UserAccounts;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.console.testing.SignedInClient.Page;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What customers can put into a message, and strangers into a body: from the webhook to the pages, the exports and the log.
 *
 * <p>Seen to fail with {@code ReceivedText.readable} taken out of {@code ReceivedContent}; bidi characters left in names; a
 * name as {@code th:utext} on a page; no apostrophe in {@code BookingCsv}; a JSON parser without limits; a signature with
 * something behind it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileWebhooksTest {
    private static final String PASSWORD = "a fictional password";
    private static final String MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    private static final List<String> TEXTS = List.of(
            MARKUP,
            "=HYPERLINK(\"http://127.0.0.1\")",
            "+1+1",
            "-1+1",
            "@SUM(A1)",
            "\t=1+1",
            "\r=1+1",
            "\uFF1D1+1",
            "a\n2026-11-22 ERROR all is lost",
            "a\r\nb\u0085c\u2028d\u001B[2Je\u0007\b",
            "\u202Eevil\u2066\u200F\u061C",
            "a\0b",
            "a\uD83Db\uDC87",
            "${1234567*7} [[${1234567*7}]] __${1234567*7}__ ${jndi:ldap://127.0.0.1:1/a} %X{x} {}",
            "'; DROP TABLE bookings; --",
            "x".repeat(5_000),
            "e" + "\u0301".repeat(4_999),
            "\uD83D\uDC87".repeat(2_500));

    private final TestDatabase database = TestDatabase.createEmpty();
    private final RunningConsole console = RunningConsole.on(database, Map.of());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    HostileWebhooksTest() {
        log.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
    }

    @AfterAll
    void close() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        console.close();
        database.close();
    }

    @Test
    void what_customers_send_is_shown_exported_and_logged_as_text() {
        List<String> slots = new ArrayList<>();
        console.getAsAdmin("/api/v1/slots?salon=aurora&limit=" + TEXTS.size())
                .json()
                .path("slots")
                .forEach(slot -> slots.add(slot.path("buttonId").asString()));
        for (int i = 0; i < TEXTS.size(); i++) {
            String phone = "155501005%02d".formatted(i);
            String hostile = TEXTS.get(i);
            deliver(tap("@@").from(phone).named("@@").wamid("wamid.@@" + i + ".0"), hostile);
            deliver(text("@@").from(phone).named("@@").wamid("wamid.@@" + i + ".1"), hostile);
            if (i < slots.size()) {
                deliver(tap(slots.get(i)).from(phone).named("@@").wamid("wamid.@@" + i + ".2"), hostile);
                deliver(tap("confirm_booking_temp").from(phone).named("@@").wamid("wamid.@@" + i + ".3"), hostile);
            }
        }
        assertThat(database.count("bookings")).isGreaterThan(5);

        console.bean(UserAccounts.class).add("test", "reader", "{noop}" + PASSWORD, Role.ADMIN, List.of());
        SignedInClient reader = SignedInClient.of(console, "reader", PASSWORD);
        List<String> pages = new ArrayList<>(List.of(
                "/admin",
                "/admin/bookings?from=",
                "/admin/sessions",
                "/admin/sessions?state=all",
                "/admin/messages",
                "/admin/conflicts",
                "/admin/calendar",
                "/admin/search?q=alert",
                "/admin/health"));
        pages.addAll(addresses("'/admin/customers/' || id FROM customers"));
        pages.addAll(addresses("'/admin/sessions/' || id FROM sessions"));
        pages.addAll(addresses("'/admin/bookings/' || booking_code FROM bookings"));
        for (String path : pages) {
            Page page = reader.get(path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.body())
                    .as(path)
                    .doesNotContain("<script>alert(1)", "<img src=x", "8641969")
                    .doesNotContainPattern("[\\x00-\\x08\\x0E-\\x1B]");
        }
        String csv = reader.get("/admin/bookings.csv?from=").body();
        assertThat(csv).contains("'=HYPERLINK", "'\uFF1D1+1").doesNotContainPattern("(?m)[\",\n]\"?[=+@\t\uFF1D]");
        for (String customer : addresses("'/admin/customers/' || id || '/export' FROM customers")) {
            Page export = reader.post(customer, Map.of());
            assertThat(export.header("Content-Disposition")).as(customer).startsWith("attachment");
            JsonNode json = JsonMapper.shared().readTree(export.body());
            assertThat(json.isEmpty()).as(customer).isFalse();
        }
        assertThat(column("SELECT name FROM customers WHERE name IS NOT NULL"))
                .isNotEmpty()
                .allMatch(name -> name.length() <= 100)
                .noneMatch(name ->
                        name.matches("(?s).*[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069\\u200E\\u200F\\u061C].*"));
        assertEachLineOfTheLogIsOurs();
    }

    private void assertEachLineOfTheLogIsOurs() {
        String theirs = "(?s).*[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069].*";
        List<ILoggingEvent> lines = List.copyOf(log.list);
        assertThat(lines)
                .noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.ERROR))
                .noneMatch(line -> line.getThrowableProxy() != null);
        assertThat(lines.stream()
                        .flatMap(line -> Stream.concat(
                                Stream.of(line.getFormattedMessage()), line.getMDCPropertyMap().values().stream())))
                .noneMatch(text -> text.matches(theirs))
                .noneMatch(text -> text.contains("8641969"))
                .allMatch(text -> text.length() < 1_000);
    }

    @Test
    void bodies_that_are_made_to_hurt_are_acknowledged_and_hurt_nobody() throws IOException {
        long bookings = database.count("bookings");
        for (byte[] body : List.of(
                bytes("[".repeat(1_000_000)),
                bytes("{\"entry\":".repeat(300_000)),
                bytes("{\"object\":\"whatsapp_business_account\",\"entry\":" + "[".repeat(400) + "]".repeat(400) + "}"),
                bytes(Stream.iterate(0, i -> i + 1)
                        .limit(150_000)
                        .map(i -> "\"f" + i + "\":0")
                        .collect(Collectors.joining(",", "{", "}"))),
                bytes("{\"a\":" + "9".repeat(2_000_000) + "}"),
                bytes("{\"a\":1e999999999}"),
                bytes("{\"object\":\"x\"," + "\"object\":\"x\",".repeat(100_000) + "\"entry\":[]}"),
                zipped(new byte[3 * 1024 * 1024]))) {
            assertThat(console.deliver(body).status()).isEqualTo(200);
        }
        assertThat(database.count("bookings")).isEqualTo(bookings);
        assertThat(database.count("unhandled_events WHERE reason LIKE 'JSON nested too deeply%'"))
                .as("bodies given up on before they were read to their end")
                .isEqualTo(3);
    }

    /** Compressed bodies are not unpacked: the signature is over what came. */
    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(bytes);
        }
        return zipped.toByteArray();
    }

    @Test
    void two_signatures_are_none() {
        byte[] body = tap("nonsense").wamid("wamid.twice").bytes();
        String right = signature(body, RunningConsole.SECRET);
        String wrong = signature(body, "another-secret");
        for (String headers : List.of(
                right + "\r\nX-Hub-Signature-256: " + wrong,
                wrong + "\r\nX-Hub-Signature-256: " + right,
                right + "," + right,
                right + "\r\nX-Hub-Signature-256: " + right)) {
            assertThat(console.firstLineOfAnswerTo("POST /webhooks/whatsapp HTTP/1.1\r\nHost: localhost\r\n"
                            + "X-Hub-Signature-256: " + headers + "\r\nContent-Length: " + body.length + "\r\n\r\n"
                            + new String(body, StandardCharsets.ISO_8859_1)))
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(database.count("inbound_messages WHERE message_id = 'wamid.twice'"))
                .isZero();
    }

    /** Seen to fail with forms that are read before anybody asks for them: a failure, and its stack trace in the log. */
    @Test
    void a_form_without_a_boundary_is_refused_like_any_body_without_a_signature() {
        assertThat(console.firstLineOfAnswerTo("POST /webhooks/whatsapp HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: multipart/form-data\r\nContent-Length: 1\r\n\r\nx"))
                .startsWith("HTTP/1.1 403");
        assertEachLineOfTheLogIsOurs();
    }

    private void deliver(WebhookBodies.Message message, String hostile) {
        String json = new String(message.bytes(), StandardCharsets.UTF_8).replace("@@", escaped(hostile));
        assertThat(console.deliver(bytes(json)).status()).isEqualTo(200);
    }

    private static String escaped(String text) {
        return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> addresses(String select) {
        return column("SELECT " + select);
    }

    private List<String> column(String sql) {
        return database.jdbc().sql(sql).query(String.class).list();
    }
}
