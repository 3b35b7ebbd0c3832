package io.quickbooking.console.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.simulation.Fault;
import io.quickbooking.core.simulation.LimitBreach;
import io.quickbooking.core.simulation.MessageReceipt;
import io.quickbooking.core.simulation.RaceMode;
import io.quickbooking.core.simulation.RaceReport;
import io.quickbooking.core.simulation.Races;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The simulator without JavaScript: every act is a form, and every page says all there is to say. */
class SimulatorPagesTest {
    private static final Pattern BUTTON = Pattern.compile(
            "name=\"button\" value=\"([^\"]+)\"><input type=\"hidden\" name=\"title\" value=\"([^\"]+)\"");

    private static TestDatabase database;
    private static RunningConsole console;
    private static ConsoleSession admin;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        console = RunningConsole.on(database, Map.of(), SettableClock.at("2026-11-25T14:05:00Z"));
        admin = ConsoleSession.of(console, "admin", RunningConsole.PASSWORD);
        TestSalon.aSalon().called("borealis", "106540352242999").in(database);
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @Test
    void a_booking_is_made_by_tapping_and_is_nowhere_else() {
        String run = startRun("EMMA");
        tap(run, 0);
        Answer confirmed = tap(run, 0);
        assertThat(confirmed.body()).contains("Your appointment is booked!", "card shown", "booked", "button_reply");
        String code = database.jdbc()
                .sql("SELECT max(booking_code) FROM bookings WHERE realm = 'SIMULATED'")
                .query(String.class)
                .single();
        assertThat(confirmed.body()).contains(code).doesNotContain("??");
        assertThat(admin.get("/admin/bookings?q=" + code).body()).doesNotContain("Emma Clarke");
    }

    @Test
    void settings_are_kept_and_take_effect() {
        String run = startRun("DANA");
        Answer set = admin.post(
                run + "/settings",
                List.of(
                        Map.entry("seen", ConsoleSession.field(admin.get(run), "seen")),
                        Map.entry("fault", "TWICE"),
                        Map.entry("fault", "REFUSED"),
                        Map.entry("receipt", "SENT")));
        assertThat(set.body()).contains("Applied to the messages to come");
        assertThat(tap(run, 0).body())
                .contains("recognised, no second effect", "131026 Message undeliverable", "bubble--failed");
    }

    @Test
    void a_session_runs_out_and_everything_begins_anew() {
        String run = startRun("EMMA");
        assertThat(admin.post(run + "/clock", Map.of()).body()).contains("no session that could run out");
        tap(run, 0);
        assertThat(admin.post(run + "/clock", Map.of()).body()).contains("Time has passed");
        Answer reset = admin.post(run + "/reset", Map.of());
        assertThat(reset.body()).contains("Everything of before is gone").doesNotContain("Time has passed");
    }

    @Test
    void a_message_beyond_whatsapps_limits_is_shown_as_rejected() {
        String run = startRun("EMMA");
        database.jdbc().sql("""
                        INSERT INTO outbound_messages (
                          salon_id, realm, customer_id, kind, payload, state, next_attempt_at, created_at)
                        SELECT c.salon_id, 'SIMULATED', c.id, 'test',
                          '{"type":"interactive","interactive":{"type":"button","body":{"text":"x"},"action":{"buttons":[
                            {"type":"reply","reply":{"id":"a","title":"longer than twenty characters"}}]}}}',
                          'SIMULATED', now(), now()
                        FROM customers c
                        JOIN simulation_runs r ON r.user_id = c.user_id
                        WHERE r.id = CAST(? AS uuid)
                        """).param(run.substring(run.lastIndexOf('/') + 1)).update();
        assertThat(admin.get(run).body())
                .contains("WhatsApp would reject this", "29 characters, 1 to 20 allowed")
                .doesNotContain("value=\"longer than twenty characters\"");
    }

    @Test
    void what_a_customer_writes_is_shown_and_never_run() {
        String run = startRun("EMMA");
        assertThat(admin.post(run + "/texts", Map.of("text", "<script>alert(1)</script>"))
                        .body())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void a_name_cannot_turn_around_what_stands_beside_it() {
        assertThat(admin.post(
                                "/admin/simulator?salon=aurora",
                                Map.of("name", "\u202eMax", "language", "en", "service", "s456"))
                        .body())
                .contains("Max")
                .doesNotContain("\u202e");
    }

    @Test
    void somebody_new_beside_a_chosen_customer_is_asked_about() {
        long before = database.count("simulation_runs");
        assertThat(admin.post(
                                "/admin/simulator?salon=aurora",
                                Map.of("persona", "EMMA", "name", "Somebody Else", "language", "en", "service", "s456"))
                        .body())
                .contains("You described somebody new");
        assertThat(database.count("simulation_runs")).isEqualTo(before);
    }

    @Test
    void a_race_is_run_and_its_page_can_be_shared() {
        Answer form = admin.get("/admin/simulator/race?salon=aurora");
        Matcher slot = Pattern.compile("<option value=\"(slot_[^\"]+)\"").matcher(form.body());
        assertThat(slot.find()).isTrue();
        admin.post(
                "/admin/simulator/race?salon=aurora",
                Map.of("slot", slot.group(1), "mode", "same_slot", "taps", "6", "spread", "3", "rounds", "2"));
        UUID race = database.jdbc()
                .sql("SELECT id FROM simulation_races")
                .query(UUID.class)
                .single();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> console.bean(Races.class)
                                .find(race, 1)
                                .orElseThrow()
                                .race()
                                .state()
                        == RaceReport.State.DONE);
        assertThat(words(admin.get("/admin/simulator/races/" + race).body()))
                .contains("2 rounds: 2 booked, 10 offered alternatives, 0 double bookings, 0 errors")
                .contains("Booked by customer")
                .doesNotContain("??");
        assertThat(admin.get("/admin/simulator").body()).contains("/admin/simulator/races/" + race);
    }

    @Test
    void a_race_with_impossible_numbers_is_refused_in_words() {
        assertThat(admin.post(
                                "/admin/simulator/race?salon=aurora",
                                Map.of("slot", "x", "mode", "same_slot", "taps", "51", "spread", "0", "rounds", "1"))
                        .body())
                .contains("2 to 50 taps");
        assertThat(admin.post(
                                "/admin/simulator/race?salon=aurora",
                                Map.of("slot", "x", "mode", "same_slot", "taps", "5", "spread", "0", "rounds", "1"))
                        .body())
                .contains("not free any more");
    }

    @Test
    void another_salons_run_does_not_exist() {
        String run = startRun("EMMA");
        addUser("north", "STAFF", "borealis");
        ConsoleSession north = ConsoleSession.of(console, "north", RunningConsole.PASSWORD);
        assertThat(north.get(run).status()).isEqualTo(404);
        assertThat(north.post(run + "/reset", Map.of()).status()).isEqualTo(404);
        assertThat(north.get("/admin/simulator").status()).isEqualTo(200);
        assertThat(admin.get("/admin/simulator/not-an-id").status()).isEqualTo(404);
        assertThat(admin.get("/admin/simulator/races/not-an-id").status()).isEqualTo(404);
    }

    @Test
    void who_only_watches_may_not_simulate() {
        addUser("watcher", "VIEWER", "aurora");
        ConsoleSession watcher = ConsoleSession.of(console, "watcher", RunningConsole.PASSWORD);
        assertThat(watcher.get("/admin/simulator").status()).isEqualTo(403);
    }

    @Test
    void everything_has_its_words_in_both_languages() {
        List<String> keys = new ArrayList<>(List.of("outcome.error", "outcome.held", "outcome.redelivered"));
        keys.addAll(codes("outcome.", TapOutcome.values()));
        keys.addAll(codes("fault.", Fault.values()));
        keys.addAll(codes("receipt.", MessageReceipt.values()));
        keys.addAll(codes("mode.", RaceMode.values()));
        keys.addAll(codes("state.", RaceReport.State.values()));
        keys.addAll(codes("race.waiting.", RaceReport.State.values()));
        keys.addAll(codes("limit.", LimitBreach.Limit.values()));
        for (Locale locale : List.of(Locale.ROOT, Locale.forLanguageTag("he"))) {
            ResourceBundle texts = ResourceBundle.getBundle(
                    "texts/simulator",
                    locale,
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            assertThat(texts.keySet())
                    .containsAll(keys.stream().map(key -> "simulator." + key).toList());
        }
    }

    private static List<String> codes(String prefix, Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(constant -> prefix + constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** @return the path of the run's page */
    private static String startRun(String persona) {
        admin.get("/admin/simulator?salon=aurora");
        admin.post("/admin/simulator?salon=aurora", Map.of("persona", persona, "service", "s456"));
        UUID id = database.jdbc()
                .sql(
                        "SELECT r.id FROM simulation_runs r JOIN audit_log a ON a.subject = r.id::text ORDER BY a.id DESC LIMIT 1")
                .query(UUID.class)
                .single();
        return "/admin/simulator/" + id;
    }

    /** Taps a button of the newest message. */
    private static Answer tap(String run, int index) {
        String newest = admin.get(run).body();
        newest = newest.substring(newest.lastIndexOf("<div class=\"replies\""));
        Matcher button = BUTTON.matcher(newest);
        for (int i = 0; i <= index; i++) {
            assertThat(button.find()).isTrue();
        }
        return admin.post(run + "/taps", Map.of("button", button.group(1), "title", button.group(2)));
    }

    /** The text of a page with single spaces. */
    private static String words(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
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
}
