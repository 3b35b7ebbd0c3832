package io.quickbooking.console.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.console.testing.SignedInClient.Page;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Why a customer was told that the time was taken, though no session of theirs tells it. */
class LatestTapsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String AT_ELEVEN = "slot_2026-11-26_11:00_m123_s456";

    private static TestDatabase database;
    private static RunningConsole console;
    private static SignedInClient admin;
    private static String winner;
    private static UUID ana;
    private static UUID ivo;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        SettableClock clock = SettableClock.at("2026-11-25T14:05:00Z");
        console = RunningConsole.on(database, Map.of("booking.whatsapp.access-token", ""), clock);
        admin = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
        Answer card = tap("+15550100301", AT_ELEVEN, "Ana Ruiz");
        clock.advance(Duration.ofSeconds(20));
        winner = tap("+15550100301", card.button(0), "Ana Ruiz")
                .json()
                .path("bookingCode")
                .asString();
        clock.advance(Duration.ofSeconds(12));
        tap("+15550100302", AT_ELEVEN, "<b>Ivo</b>");
        ana = customerOf("15550100301");
        ivo = customerOf("15550100302");
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @Test
    void a_time_lost_at_the_first_tap_is_explained_with_who_has_it() {
        assertThat(database.count("sessions WHERE customer_id = '" + ivo + "'")).isZero();

        assertThat(taps(ivo))
                .contains("data-live=\"sessions bookings\"", "hx-get=\"/admin/customers/" + ivo + "\"")
                .contains("Picked a time", "Nov 26, 2026", "11:00", "<bdi>Sarah Johnson</bdi>")
                .contains("The time was not free: others offered", "Another booking had the time")
                .contains("href=\"/admin/bookings/" + winner + "\"", "booked 12")
                .doesNotContain("/admin/sessions/", "15550100", "Ana Ruiz", "??");
        assertThat(admin.get("/admin/customers/" + ivo).body())
                .contains("id=\"taps\"", "&lt;b&gt;Ivo&lt;/b&gt;")
                .doesNotContain("<b>Ivo");
    }

    @Test
    void taps_stand_the_newest_first_and_lead_to_their_session() {
        String taps = taps(ana);

        assertThat(taps)
                .containsSubsequence("Tapped Confirm", "Booked", "Picked a time", "The time was free: card shown")
                .containsPattern("<a href=\"/admin/sessions/[0-9a-f-]{36}\">Picked a time</a>");
    }

    @Test
    void the_loser_without_a_session_is_linked_to_from_the_conflicts() {
        Page conflicts = admin.get("/admin/conflicts?salon=aurora");

        assertThat(conflicts.body())
                .contains("<a href=\"/admin/customers/" + ivo + "\"><bdi>&lt;b&gt;Ivo&lt;/b&gt;</bdi></a>");
    }

    @Test
    void hebrew_is_complete() {
        SignedInClient hebrew = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);

        assertThat(hebrew.get("/admin/customers/" + ivo, "Accept-Language", "he")
                        .body())
                .contains("לחיצות אחרונות", "המועד היה שייך להזמנה אחרת", winner)
                .doesNotContain("??");
    }

    private static String taps(UUID customer) {
        Page part = admin.get("/admin/customers/" + customer, "HX-Request", "true", "HX-Target", "taps");
        assertThat(part.status()).isEqualTo(200);
        assertThat(part.body()).contains("id=\"taps\"").doesNotContain("<html", "id=\"visits\"");
        return part.body();
    }

    private static UUID customerOf(String phone) {
        return database.jdbc()
                .sql("SELECT id FROM customers WHERE phone = ?")
                .param(phone)
                .query(UUID.class)
                .single();
    }

    private static Answer tap(String customer, String buttonId, String name) {
        return console.postTap(JSON.writeValueAsString(
                Map.of("salon", "aurora", "customer", customer, "buttonId", buttonId, "name", name, "language", "en")));
    }
}
