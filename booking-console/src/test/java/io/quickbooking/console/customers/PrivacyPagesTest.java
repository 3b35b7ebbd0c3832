package io.quickbooking.console.customers;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.console.testing.SignedInClient.Page;
import io.quickbooking.testing.EveryColumn;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A customer's data is handed out and taken away in the console, and no log and no page says their number.
 *
 * <p>Seen to fail with {@code logServerErrorDetail} left to the driver, and without {@code MaskedText} in what the relay logs.
 */
class PrivacyPagesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ANA = "15550100301";
    private static final String AT_ELEVEN = "slot_2026-11-26_11:00_m123_s456";

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> everything = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event.getMDCPropertyMap() + " " + event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    };
    private final TestDatabase database = TestDatabase.create();
    private final GraphApiStandIn graph = GraphApiStandIn.start();
    private final SettableClock clock = SettableClock.at("2026-11-25T14:05:00Z");
    private RunningConsole console;
    private SignedInClient admin;
    private Level levelBefore;

    @BeforeEach
    void start() {
        console = RunningConsole.on(
                database,
                Map.of(
                        "booking.whatsapp.access-token",
                        "fictional-token",
                        "booking.whatsapp.graph-url",
                        graph.url().toString()),
                clock);
        admin = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
        everything.start();
        root().addAppender(everything);
        levelBefore = product().getLevel();
        product().setLevel(Level.DEBUG);
    }

    @AfterEach
    void stop() {
        product().setLevel(levelBefore);
        root().detachAppender(everything);
        console.close();
        graph.close();
        database.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private static Logger product() {
        return (Logger) LoggerFactory.getLogger("io.quickbooking");
    }

    /** Seen to fail with the whole message id in the logging context. */
    @Test
    void from_the_first_tap_to_the_erasure_no_log_and_no_page_says_the_number() {
        Answer card = tap(AT_ELEVEN);
        String code = tap(card.button(0)).json().path("bookingCode").asString();
        String wamid = "wamid."
                + Base64.getEncoder()
                        .encodeToString(
                                ("\u001c\u0018\u000b" + ANA + "0123456789").getBytes(StandardCharsets.US_ASCII));
        console.deliver(WebhookBodies.text("hello")
                .from(ANA)
                .wamid(wamid)
                .sentAt(clock.instant())
                .bytes());
        UUID ana = database.jdbc()
                .sql("SELECT id FROM customers WHERE phone = ?")
                .param(ANA)
                .query(UUID.class)
                .single();
        String self = "/admin/customers/" + ana;
        for (String page : List.of(
                self,
                self + "/erase",
                "/admin/bookings",
                "/admin/bookings/" + code,
                "/admin/sessions",
                "/admin/messages",
                "/admin/audit",
                "/admin/bookings.csv")) {
            Page seen = admin.get(page);
            assertThat(seen.status()).as(page).isEqualTo(200);
            assertThat(seen.body()).as(page).doesNotContain(ANA, "??");
        }

        Page export = admin.post(self + "/export", Map.of());
        assertThat(export.status()).isEqualTo(200);
        assertThat(export.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"customer-" + ana + ".json\"");
        assertThat(export.header("Cache-Control")).contains("no-store");
        assertThat(JSON.readTree(export.body())
                        .get(0)
                        .path("customer")
                        .path("phone")
                        .asString())
                .isEqualTo(ANA);

        assertThat(admin.get(self).body()).contains("action=\"" + self + "/export\"", "href=\"" + self + "/erase\"");
        assertThat(admin.get(self + "/erase").body()).contains("Cancel these visits first", code);
        Page refused = admin.post(self + "/erase", Map.of("seen", "1"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains(code);

        clock.advance(Duration.ofDays(2));
        admin = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
        tap("slot_2026-12-01_11:00_m123_s456");
        assertThat(admin.get(self + "/erase").body()).contains("Erase for good").doesNotContain("??");
        assertThat(admin.get(self + "/erase", "Accept-Language", "he").body()).contains("מחיקה לצמיתות");
        Page erased = admin.post(self + "/erase", Map.of("seen", "1"));
        assertThat(erased.status()).isEqualTo(303);
        assertThat(erased.location()).isEqualTo(self);
        assertThat(admin.get(self).body())
                .contains("The customer was erased.", "This customer was erased on their wish", code)
                .doesNotContain("/export", "Ana Ruiz", "/notes");
        assertThat(admin.get("/admin/bookings/" + code).status()).isEqualTo(200);
        assertThat(admin.get("/admin/audit").body())
                .contains("Erased a customer")
                .doesNotContain(ANA);
        assertThat(admin.get("/admin/sessions").body())
                .contains("The customer was erased")
                .doesNotContain("??");
        assertThat(admin.get("/admin/messages").status()).isEqualTo(200);
        assertThat(EveryColumn.with(database, ANA)).isEmpty();
        assertThat(EveryColumn.with(database, "Ana Ruiz")).isEmpty();

        assertThat(logged).anyMatch(line -> line.contains("Booked " + code));
        assertThat(logged).anyMatch(line -> line.contains("erased by admin"));
        String sameInBase64 =
                Base64.getEncoder().encodeToString(ANA.substring(0, 9).getBytes(StandardCharsets.US_ASCII));
        assertThat(wamid).contains(sameInBase64);
        assertThat(logged)
                .noneMatch(line -> line.contains(ANA) || line.contains("Ana Ruiz") || line.contains(sameInBase64));
    }

    /** Seen to fail with WhatsApp's reasons shown on the page of a session as they came. */
    @Test
    void no_log_and_no_page_says_the_number_when_everything_fails() {
        String written = "+1 555 010 0301";
        Answer card = tap(AT_ELEVEN);
        graph.answer("+" + ANA, GraphApiStandIn.error(400, 131026, "no such recipient " + written + " or " + ANA));
        console.deliver(
                WebhookBodies.text("help").from(ANA).sentAt(clock.instant()).bytes());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> database.count("outbound_messages WHERE state = 'FAILED'") > 0);
        database.jdbc()
                .sql("ALTER TABLE customers ADD CONSTRAINT broken CHECK (name IS DISTINCT FROM 'Ana Broken')")
                .update();
        // First, before anything waits.
        assertThat(console.postTap(JSON.writeValueAsString(Map.of(
                                "salon", "aurora", "customer", "+" + ANA, "buttonId", "x", "name", "Ana Broken")))
                        .status())
                .isEqualTo(500);
        console.deliver(WebhookBodies.text("help")
                .from(ANA)
                .named("Ana Broken")
                .sentAt(clock.instant())
                .bytes());
        console.deliver(WebhookBodies.text("help").from(ANA).to("999").bytes());
        console.deliver(("not JSON of " + ANA).getBytes(StandardCharsets.UTF_8));
        console.deliver(WebhookBodies.text("help").from(ANA).bytes(), "sha256=" + ANA);
        assertThat(console.postTap(JSON.writeValueAsString(
                                Map.of("salon", "aurora", "customer", ANA + "x" + ANA, "buttonId", "x")))
                        .status())
                .isEqualTo(400);
        UUID session =
                database.jdbc().sql("SELECT id FROM sessions").query(UUID.class).single();
        for (String page : List.of(
                "/admin",
                "/admin/calendar",
                "/admin/conflicts",
                "/admin/health",
                "/admin/messages?state=failed",
                "/admin/sessions/" + session)) {
            Page seen = admin.get(page);
            assertThat(seen.status()).as(page).isEqualTo(200);
            assertThat(seen.body()).as(page).doesNotContain(ANA, written);
        }
        assertThat(admin.get("/admin/search?q=" + ANA).status()).isEqualTo(200);
        assertThat(admin.get("/admin/bookings?from=never&q=" + ANA).status()).isLessThan(500);

        assertThat(card.status()).isEqualTo(200);
        assertThat(logged).anyMatch(line -> line.contains("no such recipient"));
        assertThat(logged)
                .anyMatch(line ->
                        line.contains("stored in the inbox for another attempt") && line.contains("\"broken\""));
        assertThat(logged)
                .noneMatch(line -> line.contains(ANA) || line.contains(written) || line.contains("Ana Broken"));
    }

    private Answer tap(String buttonId) {
        return console.postTap(JSON.writeValueAsString(Map.of(
                "salon", "aurora", "customer", "+" + ANA, "buttonId", buttonId, "name", "Ana Ruiz", "language", "en")));
    }
}
