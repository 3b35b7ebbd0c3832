package io.quickbooking.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.accounts.UserAccounts;
import io.quickbooking.console.testing.Operator;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.watch.Watch;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Nobody reads that all is well because they may not see what is not. */
class HiddenTroubleTest {
    private static final String ELSEWHERE = "id=\"elsewhere\"";

    private final TestDatabase database = TestDatabase.create();
    private final Map<String, Operator> readers = new HashMap<>();
    private RunningConsole console;

    @AfterEach
    void close() {
        console.close();
        database.close();
    }

    private void start(Map<String, String> settings) {
        console = RunningConsole.on(database, settings);
        UUID aurora = database.jdbc()
                .sql("SELECT id FROM salons WHERE code = 'aurora'")
                .query(UUID.class)
                .single();
        String hash = console.bean(PasswordEncoder.class).encode(RunningConsole.PASSWORD);
        UserAccounts accounts = console.bean(UserAccounts.class);
        accounts.add("test", "staff", hash, Role.STAFF, List.of(aurora));
        accounts.add("test", "viewer", hash, Role.VIEWER, List.of(aurora));
        accounts.add("test", "support", hash, Role.SUPPORT, List.of());
        accounts.add("test", "nowhere", hash, Role.STAFF, List.of());
    }

    private Operator as(String name) {
        return readers.computeIfAbsent(
                name, reader -> Operator.signedIn(console.address(), reader, RunningConsole.PASSWORD));
    }

    @Test
    void an_alarm_of_all_salons_is_a_problem_elsewhere_for_everybody_but_administrators() {
        start(Map.of(
                "booking.audit.at", "off",
                "booking.whatsapp.verify-token", "fictional",
                "booking.whatsapp.access-token", "fictional"));
        for (String name : List.of("staff", "viewer", "support", "nowhere")) {
            Operator reader = as(name);
            assertThat(reader.get("/admin/health").body())
                    .as(name)
                    .contains("data-state=\"ok\"", "No problem in the checks you can see.", "Not shown to you:")
                    .doesNotContain("All systems normal", ELSEWHERE, "??");
            assertThat(reader.get("/admin").body()).as(name).doesNotContain(ELSEWHERE);
        }
        assertThat(as("admin").get("/admin/health").body())
                .contains("All systems normal.")
                .containsPattern("check__value\"><bdi>0 of \\d+<")
                .doesNotContain("Not shown to you");

        database.jdbc()
                .sql("INSERT INTO audit_runs (started_at, finished_at) VALUES (now(), now())")
                .update();
        database.jdbc()
                .sql("INSERT INTO audit_findings (run_id, kind, found) SELECT id, 'overlaps', 2 FROM audit_runs")
                .update();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !console.bean(Watch.class).alarms().isEmpty());
        for (String name : List.of("staff", "viewer", "support", "nowhere")) {
            Operator reader = as(name);
            assertThat(reader.get("/admin/health").body())
                    .as(name)
                    .contains("id=\"overall\" class=\"notice notice--bad\"", ELSEWHERE)
                    .contains("An administrator has been shown it.")
                    .doesNotContain("All systems normal", "check-alarm", "??");
            assertThat(reader.get("/admin").body())
                    .as(name)
                    .contains(ELSEWHERE, "An administrator has been shown it.")
                    .doesNotContain("data-alarm");
        }
        Operator staff = as("staff");
        staff.submit(staff.get("/admin"), "/admin/language", Map.of("language", "he"));
        assertThat(staff.get("/admin").body() + staff.get("/admin/health").body())
                .contains(ELSEWHERE, "היא מוצגת למנהלי המערכת")
                .doesNotContain("??");
        Operator admin = as("admin");
        assertThat(admin.get("/admin/health").body()).contains("Action needed.").doesNotContain(ELSEWHERE);
        assertThat(admin.get("/admin").body()).contains("data-alarm").doesNotContain(ELSEWHERE);
    }

    @Test
    void messages_that_wait_for_a_connection_are_no_good_sign_for_anybody() {
        start(Map.of());
        Operator staff = as("staff");
        assertThat(staff.get("/admin/health").body()).doesNotContain("All systems normal");
        String slot = console.getAsAdmin("/api/v1/slots?salon=aurora&limit=1")
                .body()
                .replaceAll("(?s).*\"(slot_[^\"]*)\".*", "$1");
        assertThat(console.tap("+15550100111", slot).status()).isEqualTo(200);
        for (String name : List.of("staff", "viewer", "support")) {
            assertThat(as(name).get("/admin/health").body())
                    .as(name)
                    .contains("id=\"check-outbox\" data-state=\"warn\"", "WhatsApp isn’t connected")
                    .contains("id=\"overall\" class=\"notice notice--warn\"");
        }
        assertThat(as("nowhere").get("/admin/health").body())
                .contains("Not shown to you:", "Sessions and messages")
                .doesNotContain("check-outbox", "check-overlaps");
    }

    @Test
    void a_page_without_a_salon_keeps_its_name_and_says_in_which_zone_its_times_are() {
        start(Map.of());
        Operator reader = as("nowhere");
        assertThat(reader.get("/admin/calendar").body())
                .contains("<h1>Calendar</h1>", "Calendar - No salon to show")
                .contains("You haven’t been added to a salon yet");
        assertThat(reader.get("/admin/health").body()).contains("<bdi>UTC</bdi>");
        assertThat(as("support").get("/admin/calendar").body())
                .contains("class=\"top__salon-name\"")
                .doesNotContain("No salon to show");
    }
}
