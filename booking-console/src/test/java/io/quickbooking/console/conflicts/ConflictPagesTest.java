package io.quickbooking.console.conflicts;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.BusyDay;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.console.testing.SignedInClient.Page;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages Today and Conflicts over HTTP, on a day with lost races and in salons where nothing ever happened. */
class ConflictPagesTest {
    private static TestDatabase database;
    private static RunningConsole console;
    private static SignedInClient admin;
    private static BusyDay day;
    private static TestSalon.Written closed;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        SettableClock clock = BusyDay.clock();
        console = RunningConsole.on(database, Map.of(), clock);
        closed = TestSalon.aSalon().called("closed", "106540352249999").open("").in(database);
        TestSalon.aSalon()
                .called("quiet", "106540352248888")
                .open("09:00-18:00")
                .withMaster("q1", "Bo <script>alert(1)</script>")
                .in(database);
        day = BusyDay.lived(console, clock, database);
        admin = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @Test
    void who_lost_a_slot_is_listed_with_who_took_it_and_what_they_did_then() {
        String page = conflicts("salon=aurora");
        // The second of three racers lost by 140 ms and took what was offered.
        String code = day.codeOf("slot_2026-11-25_16:00_m123_s456");
        String list = page.substring(page.indexOf("id=\"conflicts-list\""));
        assertThat(list)
                .contains("/admin/bookings/" + code, "140 ms", "Booked another", "when confirming", "PM - Sarah")
                .containsPattern("href=\"/admin/sessions/[0-9a-f-]{36}\"");
        assertThat(count(list, "140 ms")).isEqualTo(3);
    }

    @Test
    void numbers_agree_with_the_ledger_and_too_few_are_not_judged() {
        String page = conflicts("salon=aurora");
        long selections = database.count("tap_events WHERE kind = 'slot_selection'");
        long lost = database.count("tap_events WHERE reason = 'booked'");
        long cards = database.count("tap_events WHERE outcome = 'card_shown'");
        assertThat(page)
                .contains(cards + " of " + selections + " selections got a card")
                .contains(lost + " lost slots, " + selections + " selections");
        long booked = database.count("bookings");
        assertThat(booked).isLessThan(30);
        assertThat(card(page, "time-to-confirm")).contains("Average of " + booked + " bookings", "Too few");
        assertThat(card(page, "time-to-confirm")).doesNotContain("On target", "Off target");
    }

    @Test
    void a_cell_of_the_heat_map_leads_to_its_conflicts() {
        String page = conflicts("salon=aurora");
        // Wednesday 25 November, 4 PM.
        assertThat(page).contains("weekday=3&amp;hour=16#conflicts-list", "Wednesday 4:00");
        String filtered = conflicts("salon=aurora&weekday=3&hour=16");
        assertThat(count(filtered, "140 ms")).isEqualTo(1);
        assertThat(conflicts("salon=aurora&weekday=1&hour=16")).contains("No conflicts");
    }

    @Test
    void a_part_is_answered_without_the_page() {
        Page cards = admin.get("/admin/conflicts?salon=aurora", "HX-Request", "true", "HX-Target", "metric-cards");
        assertThat(cards.body())
                .startsWith("<section id=\"metric-cards\"")
                .contains("hx-get=\"/admin/conflicts?salon=aurora&amp;from=2026-11-19&amp;to=2026-11-25\"")
                .doesNotContain("<html", "id=\"conflicts-list\"");
        Page list = admin.get("/admin/conflicts?salon=aurora", "HX-Request", "true", "HX-Target", "conflicts-list");
        assertThat(list.body()).contains("140 ms").doesNotContain("<html", "metric-cards");
        for (String part : new String[] {"visits", "free", "sessions", "metrics", "alerts"}) {
            Page answer = admin.get("/admin?salon=aurora", "HX-Request", "true", "HX-Target", "today-" + part);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("id=\"today-" + part + "\"", "data-live=")
                    .doesNotContain("<html");
        }
    }

    @Test
    void the_parts_of_a_page_ask_for_themselves_with_the_filters_of_the_page() {
        String self = "hx-get=\"/admin/conflicts?salon=aurora&amp;from=2026-11-19&amp;to=2026-11-25&amp;master=m123\"";
        assertThat(count(conflicts("salon=aurora&master=m123"), self)).isEqualTo(2);
        assertThat(count(today("salon=aurora"), "hx-get=\"/admin?salon=aurora\""))
                .isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-02-30, “From” is no date",
        "from=%3Cscript%3E, “From” is no date",
        "to=-999999999-01-01, “To” is no date",
        "from=2026-11-20&to=2026-11-01, “From” is after “To”",
        "from=2001-01-01&to=2026-11-25, More than a year",
        "from=2026-10-01&to=2026-11-25&bucket=hour, By hour",
        "bucket=week, by hour or by day",
        "weekday=8, no such weekday",
        "hour=x, no such hour",
        "older=1, cannot be found",
        "older=9999999999999999-1, No conflicts|140 ms",
        "older=0-999999999999999999, No conflicts",
    })
    void what_cannot_be_shown_is_said_and_something_else_shown(String query, String said) {
        assertThat(conflicts("salon=aurora&" + query)).containsAnyOf(said.split("\\|"));
    }

    @Test
    void a_master_of_another_salon_is_not_looked_at() {
        String page = conflicts("salon=aurora&master=" + closed.master("m123"));
        assertThat(page).contains("There is no such master in this salon");
        assertThat(admin.get("/admin/conflicts?salon=nowhere").status()).isEqualTo(404);
        assertThat(conflicts("salon=aurora&master=m123")).contains("140 ms");
        assertThat(conflicts("salon=aurora&master=" + UUID.randomUUID())).contains("There is no such master");
    }

    @Test
    void where_nothing_happened_yet_nothing_is_judged() {
        assertThat(conflicts("salon=quiet"))
                .contains("No conflicts", "No selections", "No bookings", "Nobody lost a slot in this period.")
                .doesNotContain("On target", "Off target", "<script>alert", "Too few<");
        assertThat(today("salon=quiet"))
                .contains(
                        "No more visits today",
                        "No one is booking right now",
                        "Bo &lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert", "role=\"alert\"><ul");
    }

    @Test
    void today_shows_what_is_to_come_and_what_is_wrong() {
        String page = today("salon=aurora");
        assertThat(page)
                .contains("/admin/bookings/" + day.code(), "11:00")
                .contains("data-countdown", "Messages that could not be delivered")
                .contains("Free times left today", "next at");
        // Three customers have a card before them at the end of the day that was lived.
        String sessions = page.substring(page.indexOf("id=\"today-sessions\""), page.indexOf("id=\"today-free\""));
        assertThat(count(sessions, "data-countdown")).isEqualTo(3);
        assertThat(page.indexOf("id=\"today-visits\"")).isLessThan(page.indexOf("id=\"today-sessions\""));
    }

    @Test
    void a_salon_that_is_closed_says_so() {
        assertThat(today("salon=closed")).contains("The salon is closed today.");
        closed.jdbc()
                .sql("UPDATE masters SET active = FALSE WHERE salon_id = ?")
                .param(closed.id())
                .update();
        try {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(today("salon=closed")).contains("No master can be booked"));
        } finally {
            closed.jdbc()
                    .sql("UPDATE masters SET active = TRUE WHERE salon_id = ?")
                    .param(closed.id())
                    .update();
        }
    }

    @Test
    void hebrew_is_complete_and_runs_from_right_to_left() {
        SignedInClient hebrew = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
        for (String path : new String[] {"/admin?salon=aurora", "/admin/conflicts?salon=aurora&weekday=3&hour=16"}) {
            Page page = hebrew.get(path, "Accept-Language", "he");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).contains("dir=\"rtl\"").doesNotContain("??");
        }
        assertThat(hebrew.get("/admin/conflicts?salon=aurora", "Accept-Language", "he")
                        .body())
                .contains("מי איבד תור", "נקבע תור אחר", "מעט מדי");
    }

    private static String conflicts(String query) {
        return ok("/admin/conflicts?" + query);
    }

    private static String today(String query) {
        return ok("/admin?" + query);
    }

    private static String ok(String path) {
        Page page = admin.get(path);
        assertThat(page.status()).as(path).isEqualTo(200);
        assertThat(page.body()).endsWith("</html>\n");
        return page.body();
    }

    private static String card(String page, String metric) {
        int start = page.indexOf("data-metric=\"" + metric + "\"");
        return page.substring(start, page.indexOf("</li>", start));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
