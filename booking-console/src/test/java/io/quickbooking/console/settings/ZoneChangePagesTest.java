package io.quickbooking.console.settings;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The time zone is changed in Settings and by an import, with a visit ahead. */
class ZoneChangePagesTest {
    private static final String DETAILS = "/admin/settings/salons/aurora/details";

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final String code = booked();
    private final RunningConsole console = RunningConsole.on(database, Map.of(), clock);
    private final ConsoleSession admin = ConsoleSession.of(console, "admin", RunningConsole.PASSWORD);

    private String booked() {
        aSalon().open("09:00-18:00").in(database);
        TestCore core = new TestCore(database.dataSource(), clock);
        return core.tap("15550100123", TestCore.firstButton(core.tap("15550100123", "slot_2026-06-02_15:00_m123_s456")))
                .bookingCode();
    }

    @AfterEach
    void close() {
        console.close();
        database.close();
    }

    private String startsAt(String zone) {
        return database.jdbc()
                .sql("SELECT CAST(start_ts AT TIME ZONE ? AS text) FROM bookings")
                .param(zone)
                .query(String.class)
                .single();
    }

    private static Map<String, String> typed(Answer form, String zone) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (String name : List.of(
                "seen",
                "name",
                "phoneNumberId",
                "displayPhone",
                "language",
                "currency",
                "slotMinutes",
                "horizonDays",
                "noticeMinutes",
                "holdMinutes")) {
            typed.put(name, ConsoleSession.field(form, name));
        }
        typed.put("timeZone", zone);
        typed.put("active", "true");
        return typed;
    }

    @Test
    void the_form_asks_and_the_answer_is_carried_through_the_question_about_stranded_visits() {
        Map<String, String> typed = typed(admin.get(DETAILS), "Asia/Tokyo");
        Answer asks = admin.post(DETAILS, typed);
        assertThat(asks.status()).isEqualTo(200);
        assertThat(asks.body())
                .contains("zone-question", code, "3:00", "4:00", "value=\"Asia/Tokyo\"")
                .doesNotContain("??");
        assertThat(startsAt("America/New_York")).isEqualTo("2026-06-02 15:00:00");
        admin.post("/admin/language", Map.of("language", "he", "back", "/admin/health"));
        assertThat(admin.post(DETAILS, typed).body()).contains("zone-question").doesNotContain("??");
        admin.post("/admin/language", Map.of("language", "en", "back", "/admin/health"));

        typed.put("zoneSeen", ConsoleSession.field(asks, "zoneSeen"));
        typed.put("keep", "moments");
        typed.put("tell", "true");
        Answer strands = admin.post(DETAILS, typed);
        assertThat(strands.body()).contains("name=\"accepted\"", code).doesNotContain("zone-question", "??");
        assertThat(ConsoleSession.field(strands, "keep")).isEqualTo("moments");
        typed.put("zoneSeen", ConsoleSession.field(strands, "zoneSeen"));
        typed.put("tell", ConsoleSession.field(strands, "tell"));
        typed.put("accepted", ConsoleSession.field(strands, "accepted"));
        assertThat(admin.post(DETAILS, typed).body()).contains("Saved");
        assertThat(startsAt("Asia/Tokyo")).isEqualTo("2026-06-03 04:00:00");
        assertThat(database.count("outbound_messages WHERE kind = 'booking_moved'"))
                .isOne();
        assertThat(admin.get("/admin/bookings/" + code).body()).doesNotContain("??");
        assertThat(admin.get("/admin/audit").body()).doesNotContain("??");
    }

    @Test
    void wall_times_are_kept_by_default() {
        Map<String, String> typed = typed(admin.get(DETAILS), "Asia/Tokyo");
        Answer asks = admin.post(DETAILS, typed);
        typed.put("zoneSeen", ConsoleSession.field(asks, "zoneSeen"));
        typed.put("keep", "wall");
        assertThat(admin.post(DETAILS, typed).body()).contains("Saved");
        assertThat(startsAt("Asia/Tokyo")).isEqualTo("2026-06-02 15:00:00");
    }

    @Test
    void the_check_of_a_file_lists_the_visits_and_asks() {
        String file = admin.get("/admin/settings/export?of=aurora").body().replace("America/New_York", "Asia/Tokyo");
        Answer check =
                admin.upload("/admin/settings/import", "aurora.yaml", file.getBytes(StandardCharsets.UTF_8), Map.of());
        assertThat(check.body()).contains("zone-question", code).doesNotContain("??");
        Map<String, String> apply = new LinkedHashMap<>();
        apply.put("text", file);
        apply.put("source", "aurora.yaml");
        apply.put("checked", ConsoleSession.field(check, "checked"));
        apply.put("seen", ConsoleSession.field(check, "seen"));
        assertThat(admin.upload("/admin/settings/import/apply", "", new byte[0], apply)
                        .status())
                .isEqualTo(409);
        apply.put("zoneSeen", ConsoleSession.field(check, "zoneSeen"));
        apply.put("keep", "wall");
        assertThat(admin.upload("/admin/settings/import/apply", "", new byte[0], apply)
                        .status())
                .isEqualTo(200);
        assertThat(startsAt("Asia/Tokyo")).isEqualTo("2026-06-02 15:00:00");
    }
}
