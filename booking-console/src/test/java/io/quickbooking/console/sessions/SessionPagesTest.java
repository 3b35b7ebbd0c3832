package io.quickbooking.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import io.quickbooking.testing.WebhookBodies;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SessionPagesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static final String ANA = "+15550100301";
    private static final String BEN = "+15550100302";
    private static final String EVE = "15550100303";
    private static final String AT_ELEVEN = "slot_2026-11-26_11:00_m123_s456";

    private static TestDatabase database;
    private static RunningConsole console;
    private static SignedInClient admin;
    private static String bookingCode;
    private static String longText;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        SettableClock clock = SettableClock.at("2026-11-25T14:05:00Z");
        console = RunningConsole.on(database, Map.of("booking.whatsapp.access-token", ""), clock);
        admin = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
        TestSalon.aSalon().called("borealis", "106540352242923").in(database);

        Answer anas = tap(ANA, AT_ELEVEN, "Ana Ruiz", "en");
        Answer bens = tap(BEN, AT_ELEVEN, "נועה כהן", "he");
        clock.advance(Duration.ofSeconds(20));
        bookingCode = tap(ANA, anas.button(0), "Ana Ruiz", "en")
                .json()
                .path("bookingCode")
                .asString();
        clock.advance(Duration.ofMillis(140));
        tap(BEN, bens.button(0), "נועה כהן", "he");
        longText = "<script>alert(2)</script>".repeat(200);
        console.deliver(WebhookBodies.tap("slot_2026-11-26_15:00_m124_s456")
                .from(EVE)
                .named(HOSTILE)
                .sentAt(clock.instant())
                .bytes());
        clock.advance(Duration.ofSeconds(1));
        console.deliver(WebhookBodies.text(longText)
                .from(EVE)
                .named(HOSTILE)
                .sentAt(clock.instant())
                .bytes());
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @Test
    void the_list_shows_what_is_live_and_what_has_just_ended() {
        String page = admin.get("/admin/sessions?salon=aurora").body();

        assertThat(page)
                .contains("Ana Ruiz", "נועה כהן", "•••0301", "Sarah Johnson", "3 sessions", bookingCode)
                .contains("data-live=\"sessions bookings\"", "data-countdown=\"2026-11-25T14:20:20.140Z\"")
                .doesNotContain("15550100301", "15550100303", "??");
        assertThat(page.indexOf("•••0303"))
                .as("the newest tap first")
                .isLessThan(page.indexOf("•••0302"))
                .isPositive();
    }

    @Test
    void filters_leave_out_the_others_and_stay_in_the_address() {
        String lost = admin.get("/admin/sessions?salon=aurora&state=lost").body();
        assertThat(lost).contains("•••0302").doesNotContain("•••0301", "•••0303");
        assertThat(lost).contains("hx-get=\"/admin/sessions?salon=aurora&amp;state=lost\"");

        assertThat(admin.get("/admin/sessions?lang=he").body())
                .contains("•••0302")
                .doesNotContain("•••0301");
        assertThat(admin.get("/admin/sessions?q=0100301").body())
                .contains("•••0301")
                .doesNotContain("•••0302");
        assertThat(admin.get("/admin/sessions?q=" + bookingCode.toLowerCase(Locale.ROOT))
                        .body())
                .contains("•••0301")
                .doesNotContain("•••0302");
        assertThat(admin.get("/admin/sessions?q=%D7%9B%D7%94%D7%9F").body())
                .contains("•••0302", "hx-get=\"/admin/sessions?salon=aurora&amp;q=%D7%9B%D7%94%D7%9F\"")
                .doesNotContain("•••0301");
        assertThat(admin.get("/admin/sessions?q=nobody").body()).contains("No sessions match these filters");
    }

    @Test
    void a_session_that_is_over_says_how_it_ended_and_not_what_its_customer_is_doing() {
        String lost = admin.get("/admin/sessions?salon=aurora&state=lost").body();
        assertThat(lost).contains("Another customer booked it first").doesNotContain("hoosing from other times");
        UUID session = database.jdbc()
                .sql("SELECT id FROM sessions WHERE state = 'LOST'")
                .query(UUID.class)
                .single();
        assertThat(admin.get("/admin/sessions/" + session).body())
                .contains("id=\"reached\">Another customer booked it first<")
                .doesNotContain("Has a card to confirm");
        UUID booked = database.jdbc()
                .sql("SELECT id FROM sessions WHERE state = 'BOOKED'")
                .query(UUID.class)
                .single();
        assertThat(admin.get("/admin/sessions/" + booked).body())
                .contains("id=\"reached\">Booked<")
                .doesNotContain("Has a card to confirm");
    }

    @Test
    void nonsense_in_the_address_counts_as_not_said() {
        for (String query : List.of(
                "state=nonsense&lang=xx&after=1.2",
                "after=999999999999999999999." + UUID.randomUUID(),
                "after=5.zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
                "q=%01%27%22%25_%5C",
                "q=" + "x".repeat(2_000))) {
            SignedInClient.Page page = admin.get("/admin/sessions?" + query);
            assertThat(page.status()).as(query).isEqualTo(200);
        }
        assertThat(admin.get("/admin/sessions/nonsense").status()).isEqualTo(404);
        assertThat(admin.get("/admin/sessions/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void the_part_is_what_the_page_has() {
        String page = admin.get("/admin/sessions?state=all").body();
        String part = admin.get("/admin/sessions?state=all", "HX-Request", "true", "HX-Target", "rows")
                .body();

        assertThat(part).startsWith("<section class=\"panel\" id=\"rows\"").doesNotContain("<html", "<form");
        assertThat(page).contains(part);

        String address = "/admin/sessions/" + sessionOf(BEN);
        String session =
                admin.get(address, "HX-Request", "true", "HX-Target", "session").body();
        assertThat(session).startsWith("<div class=\"session\" id=\"session\"").doesNotContain("<html");
        assertThat(admin.get(address).body()).contains(session);
    }

    @Test
    void a_lost_session_says_why_and_who_has_the_time() {
        String page = admin.get("/admin/sessions/" + sessionOf(BEN)).body();

        assertThat(page)
                .contains("id=\"step-1\"", "id=\"step-2\"", "href=\"#step-2\"")
                .contains("Another booking had the time", "Ana Ruiz", "booked 140 ms earlier")
                .contains("/admin/bookings/" + bookingCode, "/admin/sessions/" + sessionOf(ANA))
                .contains("/admin/customers/" + customerOf(BEN))
                .contains("The time was gone: others offered", "Waiting to be sent")
                .doesNotContain("15550100302", "??");
        assertThat(page).as("what the customer read").contains("מצטערים").contains("lang=\"he\"");
    }

    @Test
    void what_customers_write_is_text_and_nothing_else() {
        assertThat(admin.get("/admin/sessions").body())
                .contains("&lt;img src=x")
                .doesNotContain("<img src=x");

        String page = admin.get("/admin/sessions/" + sessionOf("+" + EVE)).body();

        assertThat(longText).hasSize(5_000);
        assertThat(page)
                .contains("&lt;img src=x onerror=alert(1)&gt;", "Next free times offered", "wamid")
                .doesNotContain("<img src=x", "<script>alert", EVE);
        assertThat(Pattern.compile("&lt;script&gt;").matcher(page).results().count())
                .as("as read, and as it came")
                .isEqualTo(400);
    }

    @Test
    void what_staff_did_to_the_booking_is_told() {
        database.jdbc().sql("""
                        INSERT INTO audit_log (at, username, act, salon_id, subject)
                        SELECT TIMESTAMPTZ '2026-11-25 15:00:00Z', 'desk', 'booking_no_show', salon_id, booking_code
                        FROM bookings
                        """).update();

        assertThat(admin.get("/admin/sessions/" + sessionOf(ANA)).body())
                .contains("By staff, on the booking", "Marked as no-show", "desk");
    }

    @Test
    void another_salons_session_does_not_exist_for_its_viewers() {
        addUser("north", "VIEWER", "borealis");
        SignedInClient north = SignedInClient.of(console, "north", RunningConsole.PASSWORD);

        SignedInClient.Page others = north.get("/admin/sessions/" + sessionOf(BEN));
        assertThat(others.status()).isEqualTo(404);
        assertThat(others.body()).doesNotContain("•••0302");
        assertThat(north.get("/admin/sessions?salon=aurora").status()).isEqualTo(404);
        assertThat(north.get("/admin/sessions").body())
                .contains("No live sessions")
                .doesNotContain("•••0302");
    }

    @Test
    void a_simulated_session_is_shown_to_those_who_may_simulate_and_marked() {
        addUser("watcher", "VIEWER", "aurora");
        UUID id = database.jdbc().sql("""
                        WITH player AS (
                          INSERT INTO customers (salon_id, realm, phone, name)
                          SELECT salon_id, 'SIMULATED', '15550100399', 'Simulated Sam' FROM sessions LIMIT 1
                          RETURNING id)
                        INSERT INTO sessions (salon_id, realm, customer_id, selection, master_id, service_id, start_ts,
                                              end_ts, price, language, started_at, selected_at, expires_at)
                        SELECT s.salon_id, 'SIMULATED', player.id, 1, master_id, service_id, start_ts, end_ts, price, 'en',
                               started_at, selected_at, expires_at
                        FROM sessions s, player
                        LIMIT 1
                        RETURNING id
                        """).query(UUID.class).single();

        assertThat(admin.get("/admin/sessions/" + id).body()).contains("Simulated: no real customer", "Simulated Sam");
        assertThat(admin.get("/admin/sessions?state=all").body()).doesNotContain("Simulated Sam");
        assertThat(SignedInClient.of(console, "watcher", RunningConsole.PASSWORD)
                        .get("/admin/sessions/" + id)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void both_pages_speak_hebrew() {
        String list = admin.get("/admin/sessions", "Cookie", "language=he", "Accept-Language", "he")
                .body();
        assertThat(list).contains("שיחות פעילות", "dir=\"rtl\"", "עברית").doesNotContain("Live and just ended", "??");

        String session = admin.get("/admin/sessions/" + sessionOf(BEN), "Accept-Language", "he")
                .body();
        assertThat(session).contains("המועד היה שייך להזמנה אחרת", "Ana Ruiz").doesNotContain("Another booking", "??");
    }

    @Test
    void every_outcome_and_every_end_has_its_words_in_both_languages() {
        for (Locale locale : List.of(Locale.ROOT, Locale.forLanguageTag("he"))) {
            ResourceBundle texts = ResourceBundle.getBundle(
                    "texts/sessions",
                    locale,
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            Stream.concat(Arrays.stream(TapOutcome.values()).map(TapOutcome::code), Stream.of("other"))
                    .forEach(outcome -> assertThat(texts.keySet())
                            .contains("session.outcome." + outcome, "sessions.sees.active." + outcome));
            Stream.of(SessionState.values())
                    .map(SessionState::code)
                    .forEach(state ->
                            assertThat(texts.keySet()).contains("sessions.state." + state, "session.verdict." + state));
        }
    }

    private static void addUser(String name, String role, String salon) {
        database.jdbc().sql("""
                        INSERT INTO console_users (username, password, role)
                        SELECT ?, password, ? FROM console_users WHERE username = 'admin'
                        """).params(name, role).update();
        database.jdbc().sql("""
                        INSERT INTO console_user_salons (username, salon_id)
                        SELECT ?, id FROM salons WHERE code = ?
                        """).params(name, salon).update();
    }

    private static UUID customerOf(String phone) {
        return database.jdbc()
                .sql("SELECT id FROM customers WHERE phone = ?")
                .param(phone.substring(1))
                .query(UUID.class)
                .single();
    }

    private static UUID sessionOf(String phone) {
        return database.jdbc()
                .sql("SELECT id FROM sessions WHERE customer_id = ?")
                .param(customerOf(phone))
                .query(UUID.class)
                .single();
    }

    private static Answer tap(String customer, String buttonId, String name, String language) {
        return console.postTap(JSON.writeValueAsString(Map.of(
                "salon", "aurora", "customer", customer, "buttonId", buttonId, "name", name, "language", language)));
    }
}
