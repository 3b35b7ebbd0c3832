package io.quickbooking.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsPagesTest {
    private static final String AURORA = "/admin/settings/salons/aurora";

    private final TestDatabase database = TestDatabase.createEmpty();
    private final RunningConsole console = RunningConsole.on(database, Map.of());
    private final ConsoleSession admin = ConsoleSession.of(console, "admin", RunningConsole.PASSWORD);

    @AfterAll
    void close() {
        console.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/settings",
                "/admin/settings?find=no-such",
                AURORA,
                AURORA + "/details",
                AURORA + "/hours",
                AURORA + "/new-master",
                AURORA + "/new-service",
                AURORA + "/masters/m123",
                AURORA + "/services/s456",
                "/admin/settings/new-salon",
                "/admin/settings/import"
            })
    void every_page_is_there_and_has_all_its_texts_in_both_languages(String path) {
        admin.post("/admin/language", Map.of("language", "he", "back", "/admin/health"));
        Answer hebrew = admin.get(path);
        admin.post("/admin/language", Map.of("language", "en", "back", "/admin/health"));
        Answer english = admin.get(path);
        assertThat(List.of(english.status(), hebrew.status())).containsOnly(200);
        assertThat(hebrew.body()).contains("dir=\"rtl\"").doesNotContain("??");
        assertThat(english.body()).contains("dir=\"ltr\"").doesNotContain("??");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/settings/salons/nowhere", AURORA + "/masters/m999", AURORA + "/services/s999"})
    void what_is_not_there_is_not_found(String path) {
        assertThat(admin.get(path).status()).isEqualTo(404);
    }

    @Test
    void details_with_mistakes_come_back_as_they_were_typed() {
        Answer form = admin.get(AURORA + "/details");
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("seen", ConsoleSession.field(form, "seen"));
        typed.put("name", "  ");
        typed.put("phoneNumberId", "12a");
        typed.put("displayPhone", "+1 555 0100 0000 0000 0000 0000 0000");
        typed.put("timeZone", "Mars/Olympus");
        typed.put("language", "english");
        typed.put("currency", "DOLLAR");
        typed.put("slotMinutes", "1.5");
        typed.put("horizonDays", "many");
        typed.put("noticeMinutes", "-5");
        Answer answer = admin.post(AURORA + "/details", typed);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "value=\"12a\"",
                        "value=\"Mars/Olympus\"",
                        "value=\"english\"",
                        "value=\"DOLLAR\"",
                        "value=\"1.5\"",
                        "value=\"many\"",
                        "value=\"-5\"");
        assertThat(answer.body().split("class=\"field__error\"", -1)).hasSize(10);
        assertThat(salonRow("name")).isEqualTo("Salon Aurora");
    }

    @Test
    void hours_with_mistakes_come_back_as_they_were_typed() {
        Answer form = admin.get(AURORA + "/hours");
        Answer answer = admin.post(
                AURORA + "/hours",
                Map.of(
                        "seen", ConsoleSession.field(form, "seen"),
                        "workingHours.mon", "9 to 5",
                        "workingHours.tue", "10:00-12:00"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("value=\"9 to 5\"", "value=\"10:00-12:00\"");
        assertThat(answer.body().split("class=\"field__error\"", -1)).hasSize(2);
    }

    @Test
    void the_same_hours_can_be_filled_in_for_several_days_without_saving() {
        Answer form = admin.get(AURORA + "/hours");
        Answer filled = admin.post(
                AURORA + "/hours",
                Map.of(
                        "seen", ConsoleSession.field(form, "seen"),
                        "workingHours.mon", "07:00-08:00",
                        "fill", "mon-fri"));
        assertThat(filled.status()).isEqualTo(200);
        assertThat(filled.body().split("name=\"workingHours\\.[a-z]+\" value=\"07:00-08:00\"", -1))
                .hasSize(6);
        assertThat(admin.get(AURORA).body()).doesNotContain("07:00-08:00");
    }

    @Test
    void copying_says_what_it_copies_never_wipes_a_week_and_can_be_undone() {
        Answer form = admin.get(AURORA + "/hours");
        assertThat(form.body()).contains("<select id=\"copy\" name=\"copy\">", "value=\"mon\" selected");
        Map<String, String> week = Map.of(
                "seen", ConsoleSession.field(form, "seen"),
                "workingHours.sun", "",
                "workingHours.mon", "07:00-08:00",
                "workingHours.tue", "09:00-10:00",
                "copy", "sun",
                "fill", "sun-thu");
        Answer closed = admin.post(AURORA + "/hours", week);
        assertThat(closed.body())
                .contains("Sunday is empty, so nothing was copied", "value=\"07:00-08:00\"", "value=\"09:00-10:00\"");

        Map<String, String> fromTuesday = new LinkedHashMap<>(week);
        fromTuesday.put("copy", "tue");
        Answer copied = admin.post(AURORA + "/hours", fromTuesday);
        assertThat(copied.body())
                .contains("Copied from Tuesday. Not saved yet.", "value=\"undo\"")
                .contains("name=\"workingHours.sun\" value=\"09:00-10:00\"");
        Map<String, String> undo = new LinkedHashMap<>(fromTuesday);
        undo.put("fill", "undo");
        for (String day : List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")) {
            undo.put("before.workingHours." + day, ConsoleSession.field(copied, "before.workingHours." + day));
        }
        assertThat(admin.post(AURORA + "/hours", undo).body())
                .contains("The days are as they were.")
                .contains("name=\"workingHours.mon\" value=\"07:00-08:00\"")
                .contains("name=\"workingHours.sun\" value=\"\"");
    }

    @Test
    void a_form_of_breaks_speaks_of_breaks() {
        Answer form = admin.get(AURORA + "/breaks");
        assertThat(form.body())
                .contains("placeholder=\"no break\"", "Leave blank for no break.")
                .doesNotContain("placeholder=\"closed\"", "Empty is a day off");
    }

    @Test
    void a_service_that_nobody_performs_says_so_and_is_offered_nowhere() {
        Answer form = admin.get(AURORA + "/new-service");
        assertThat(admin.post(AURORA + "/new-service", service(form, "s901", "Eyebrow shaping", "30", "20.00"))
                        .status())
                .isEqualTo(200);
        assertThat(admin.get(AURORA).body()).contains("Nobody performs it");
        for (String page : List.of(
                "/admin/bookings/new?salon=aurora",
                "/admin/simulator?salon=aurora",
                "/admin/simulator/race?salon=aurora")) {
            assertThat(admin.get(page).body())
                    .as(page)
                    .contains("Women&#39;s Haircut")
                    .doesNotContain("Eyebrow shaping");
        }
        assertThat(admin.get("/admin/bookings/new?salon=aurora&service=s901").body())
                .contains("Nobody performs this service.");
        assertThat(admin.get("/admin/simulator/race?salon=aurora&service=s901").body())
                .doesNotContain("Eyebrow shaping");
        admin.post("/admin/simulator", Map.of("persona", "", "name", "Ana", "service", "s901", "salon", "aurora"));
        assertThat(database.count("simulation_runs")).isZero();
    }

    @Test
    void a_service_is_added_and_edited_and_its_mistakes_come_back_as_they_were_typed() {
        Answer form = admin.get(AURORA + "/new-service");
        Answer wrong =
                admin.post(AURORA + "/new-service", service(form, "s 1", "<b>Gel</b>", "half an hour", "12.345"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body())
                .contains(
                        "value=\"s 1\"",
                        "value=\"&lt;b&gt;Gel&lt;/b&gt;\"",
                        "value=\"half an hour\"",
                        "value=\"12.345\"")
                .doesNotContain("<b>Gel");
        assertThat(wrong.body().split("class=\"field__error\"", -1)).hasSize(4);

        Answer added = admin.post(AURORA + "/new-service", service(form, "s900", "<b>Gel</b>", "30", "12,50"));
        assertThat(added.status()).isEqualTo(200);
        assertThat(added.body())
                .contains("$12.50", "&lt;b&gt;Gel&lt;/b&gt;", "Saved.")
                .doesNotContain("<b>Gel");
        assertThat(database.jdbc()
                        .sql("SELECT price FROM services WHERE code = 's900'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1250);

        Answer twice = admin.post(AURORA + "/new-service", service(form, "s900", "Other", "30", "1"));
        assertThat(twice.status()).isEqualTo(422);
        assertThat(twice.body()).contains("id=\"code-error\"", "value=\"Other\"");
    }

    @Test
    void of_two_who_edit_a_service_the_second_sees_what_the_first_wrote_and_decides() {
        String path = AURORA + "/services/s457";
        Answer both = admin.get(path);
        assertThat(admin.post(path, service(both, "", "Men's Cut", "30", "31")).status())
                .isEqualTo(200);
        Answer second = admin.post(path, service(both, "", "Men's Haircut", "35", "30"));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body()).contains("Men&#39;s Cut", "$31.00", "$30.00", "value=\"35\"");
        Answer decided = admin.post(path, service(second, "", "Men's Haircut", "35", "30"));
        assertThat(decided.status()).isEqualTo(200);
        assertThat(admin.get(path).body()).contains("value=\"35\"");
    }

    @Test
    void a_master_is_added_with_hours_of_their_own_and_the_default_service_first() {
        Answer form = admin.get(AURORA + "/new-master");
        List<Map.Entry<String, String>> typed = new ArrayList<>();
        typed.add(Map.entry("seen", ConsoleSession.field(form, "seen")));
        typed.add(Map.entry("name", "דנה <i>"));
        typed.add(Map.entry("code", "m 900"));
        typed.add(Map.entry("services", "s456"));
        typed.add(Map.entry("services", "s458"));
        typed.add(Map.entry("default", "s458"));
        typed.add(Map.entry("ownHours", "true"));
        typed.add(Map.entry("workingHours.sun", "10:00-14:00"));
        typed.add(Map.entry("active", "true"));
        Answer wrong = admin.post(AURORA + "/new-master", typed);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("value=\"m 900\"", "value=\"דנה &lt;i&gt;\"", "value=\"10:00-14:00\"", "id=\"code-error\"");
        typed.set(2, Map.entry("code", "m900"));
        assertThat(admin.post(AURORA + "/new-master", typed).status()).isEqualTo(200);
        assertThat(database.jdbc().sql("""
                                SELECT string_agg(s.code, ',' ORDER BY p.position)
                                FROM master_services p
                                JOIN masters m ON m.id = p.master_id
                                JOIN services s ON s.id = p.service_id
                                WHERE m.code = 'm900'
                                """).query(String.class).single()).isEqualTo("s458,s456");
    }

    @Test
    void a_master_with_a_booking_is_not_deactivated_before_the_operator_has_seen_it() {
        JsonNode slot = console.getAsAdmin("/api/v1/slots?salon=aurora&master=m127&service=s457&limit=1")
                .json()
                .at("/slots/0");
        Answer card = console.tap("+15550100211", slot.at("/buttonId").asString());
        String code = console.tap("+15550100211", card.button(0))
                .json()
                .at("/bookingCode")
                .asString();
        String path = AURORA + "/masters/m127";
        Answer form = admin.get(path);
        Map<String, String> away = new LinkedHashMap<>();
        away.put("seen", ConsoleSession.field(form, "seen"));
        away.put("name", "Diego Ramirez");
        away.put("services", "s457");
        away.put("default", "s457");
        away.put("ownHours", "false");
        Answer asked = admin.post(path, away);
        assertThat(asked.body()).contains(code, "name=\"accepted\"", "Save and strand the booking");
        assertThat(isActive("m127")).isTrue();
        away.put("accepted", ConsoleSession.field(asked, "accepted"));
        assertThat(admin.post(path, away).body()).contains("Saved.");
        assertThat(isActive("m127")).isFalse();
        // At once, and for everybody: the next tap finds nobody.
        assertThat(console.tap("+15550100212", slot.at("/buttonId").asString())
                        .json()
                        .at("/outcome")
                        .asString())
                .isEqualTo("unknown_provider");
    }

    @Test
    void a_salon_is_added_and_found() {
        Map<String, String> nova = new LinkedHashMap<>();
        nova.put("code", "nova");
        nova.put("name", "Nova");
        nova.put("phoneNumberId", "106540352242922");
        nova.put("timeZone", "Asia/Jerusalem");
        nova.put("language", "he");
        nova.put("currency", "ILS");
        nova.put("slotMinutes", "30");
        nova.put("horizonDays", "60");
        nova.put("noticeMinutes", "0");
        nova.put("active", "true");
        admin.get("/admin/settings/new-salon");
        Answer taken = admin.post("/admin/settings/new-salon", nova);
        assertThat(taken.status()).isEqualTo(422);
        assertThat(taken.body()).contains("id=\"phoneNumberId-error\"", "value=\"nova\"", "value=\"Asia/Jerusalem\"");
        nova.put("phoneNumberId", "5550101");
        assertThat(admin.post("/admin/settings/new-salon", nova).body()).contains("The salon is there");
        assertThat(admin.get("/admin/settings?find=NOV").body()).contains("/admin/settings/salons/nova");
    }

    @Test
    void importing_an_export_would_change_nothing() {
        Answer export = admin.get("/admin/settings/export");
        assertThat(export.status()).isEqualTo(200);
        assertThat(export.contentType()).startsWith("application/yaml");
        admin.get("/admin/settings/import");
        Answer plan = upload("catalog.yaml", export.body());
        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.body()).contains("nothing to import").doesNotContain("/admin/settings/import/apply");
    }

    @Test
    void an_import_is_shown_first_and_then_applied() {
        String yaml = """
                salons:
                  - { code: luna, name: Luna, phoneNumberId: "5550102", timeZone: UTC, services: [], masters: [] }
                """;
        admin.get("/admin/settings/import");
        Answer plan = upload("luna.yaml", yaml);
        assertThat(plan.body()).contains("What the import would do", "/admin/settings/import/apply");
        assertThat(count("luna")).isZero();

        // Edited after the look: it is looked at again.
        Map<String, String> confirm = new LinkedHashMap<>();
        confirm.put("source", "luna.yaml");
        confirm.put("checked", ConsoleSession.field(plan, "checked"));
        confirm.put("seen", ConsoleSession.field(plan, "seen"));
        confirm.put("text", yaml.replace("name: Luna", "name: Moon"));
        assertThat(admin.upload("/admin/settings/import/apply", "", new byte[0], confirm)
                        .body())
                .contains("What the import would do");
        assertThat(count("luna")).isZero();
        confirm.put("text", yaml);
        assertThat(admin.upload("/admin/settings/import/apply", "", new byte[0], confirm)
                        .body())
                .contains("has been imported");
        assertThat(count("luna")).isOne();
    }

    @Test
    void a_file_with_problems_is_answered_with_their_lines_and_comes_back_to_be_mended() {
        admin.get("/admin/settings/import");
        Answer wrong = upload("wrong.yaml", "salons:\n  - code: '<script>'\n    name: ''\n");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("salons[0].code", "salons[0].name", "name=\"text\"", "&lt;script&gt;")
                .doesNotContain("'<script>'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1/\"]]]]",
                "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]",
                "{\"salons\": [",
                "just text"
            })
    void a_hostile_or_broken_file_is_refused_with_a_reason(String content) {
        admin.get("/admin/settings/import");
        assertThat(upload("bad.yaml", content).status()).isEqualTo(422);
    }

    @Test
    void a_file_that_is_empty_or_no_text_or_too_large_is_refused() {
        admin.get("/admin/settings/import");
        assertThat(upload("empty.yaml", "").body()).contains("There is nothing in it");
        assertThat(admin.upload(
                                "/admin/settings/import",
                                "picture.png",
                                new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff, 0},
                                Map.of())
                        .body())
                .contains("no text in UTF-8");
        assertThat(admin.upload("/admin/settings/import", "large.yaml", new byte[2 * 1024 * 1024 + 1], Map.of())
                        .body())
                .contains("larger than 2 MB");
    }

    private Answer upload(String name, String content) {
        return admin.upload("/admin/settings/import", name, content.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static Map<String, String> service(Answer form, String code, String name, String minutes, String price) {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("seen", ConsoleSession.field(form, "seen"));
        typed.put("code", code);
        typed.put("name", name);
        typed.put("minutes", minutes);
        typed.put("price", price);
        typed.put("active", "true");
        return typed;
    }

    private String salonRow(String column) {
        return database.jdbc()
                .sql("SELECT " + column + " FROM salons WHERE code = 'aurora'")
                .query(String.class)
                .single();
    }

    private boolean isActive(String master) {
        return database.jdbc()
                .sql("SELECT active FROM masters WHERE code = ?")
                .param(master)
                .query(Boolean.class)
                .single();
    }

    private long count(String salon) {
        return database.jdbc()
                .sql("SELECT count(*) FROM salons WHERE code = ?")
                .param(salon)
                .query(Long.class)
                .single();
    }
}
