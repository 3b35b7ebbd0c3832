package io.quickbooking.console.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.accounts.ConsoleUsers;
import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.Operator;
import io.quickbooking.console.testing.Operator.Page;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.json.JsonMapper;

/** Finding bookings and acting on them over HTTP, without JavaScript. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BookingPagesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HOSTILE = "=HYPERLINK(\"http://127.0.0.1\") <script>alert(1)</script>";

    private final TestDatabase database = TestDatabase.create();
    private RunningConsole console;
    private Operator admin;
    private int slots;

    @BeforeAll
    void start() {
        console = RunningConsole.on(database, Map.of());
        admin = Operator.signedIn(console.address(), "admin", RunningConsole.PASSWORD);
    }

    @AfterAll
    void stop() {
        console.close();
        database.close();
    }

    @Test
    void a_mistyped_code_leads_to_the_booking_and_its_cancelling_frees_the_slot() {
        String slot = nextSlot();
        String code = book("+15550100001", "Ana Ruiz", slot);
        String typed = code.substring(2, 6) + code.charAt(7) + code.charAt(6);
        if (typed.equals(code.substring(2))) {
            typed = code.substring(2, 7) + (code.charAt(7) == '9' ? '8' : '9');
        }

        Page search = admin.get("/admin/search?q=" + typed);
        assertThat(search.body())
                .contains("Did you mean", "/admin/bookings/" + code, ">Ana<")
                .doesNotContain("Ruiz");
        Page booking = admin.get("/admin/bookings/" + code);
        assertThat(booking.body())
                .contains("Confirmed", "Ana Ruiz", "•••0001")
                .doesNotContain("15550100001", "0100-001");

        Page form = admin.get("/admin/bookings/" + code + "/cancel");
        Page done = admin.submit(
                form,
                "/admin/bookings/" + code + "/cancel",
                Map.of("inform", "true", "note", "the <b>drain</b> broke"));
        assertThat(done.status()).isEqualTo(303);
        Page cancelled = admin.get(done.location());
        assertThat(cancelled.body())
                .contains("The booking is cancelled", "WhatsApp message queued", "the &lt;b&gt;drain&lt;/b&gt; broke")
                .contains("Message: cancelled by the salon", "/admin/bookings/" + code + "/restore");
        assertThat(console.tap("+15550100002", slot).status()).isEqualTo(200);
        assertThat(database.count("bookings WHERE status = 'CANCELLED' AND booking_code = '" + code + "'"))
                .isOne();
    }

    @Test
    void a_code_in_the_box_goes_straight_to_its_booking() {
        String code = book("+15550100003", "Bo", nextSlot());
        for (String box : new String[] {"/admin/search?q=", "/admin/bookings?q="}) {
            Page answer = admin.get(box + "bk%20" + code.substring(2));
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.location()).isEqualTo("/admin/bookings/" + code);
        }
        assertThat(admin.get("/admin/bookings/" + code.substring(2)).status()).isEqualTo(200);
    }

    @Test
    void the_box_answers_while_typing_with_a_part_and_opens_nothing_by_itself() {
        String code = book("+15550100004", "Cleo Test", nextSlot());
        Page part = admin.getPart("/admin/search?q=" + code, "search-results");
        assertThat(part.status()).isEqualTo(200);
        assertThat(part.body()).contains(code, "1 result", "role=\"status\"").doesNotContain("<html", "<main");
        assertThat(admin.getPart("/admin/search?q=", "search-results").body()).isBlank();
        assertThat(admin.getPart("/admin/search?q=zzzz", "search-results").body())
                .contains("Nothing found for");
    }

    @Test
    void whoever_acts_on_an_older_page_gets_409_and_sees_what_changed() {
        String code = book("+15550100005", "Dora", nextSlot());
        String action = "/admin/bookings/" + code + "/cancel";
        Page seen = admin.get(action);
        assertThat(admin.submit(seen, action, Map.of()).status()).isEqualTo(303);

        Page second = admin.submit(seen, action, Map.of("note", "typed before"));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body())
                .contains("has changed since you opened it", "admin", "Cancelled")
                .doesNotContain("??");

        Page restore = admin.get("/admin/bookings/" + code + "/restore");
        assertThat(admin.submit(restore, "/admin/bookings/" + code + "/restore", Map.of())
                        .status())
                .isEqualTo(303);
        Page again = admin.submit(seen, action, Map.of("note", "typed before"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).contains("name=\"version\" value=\"2\"", "value=\"typed before\"");
        assertThat(admin.submit(again, action, Map.of()).status()).isEqualTo(303);
    }

    @Test
    void a_restore_whose_time_is_taken_names_the_other_booking() {
        String slot = nextSlot();
        String first = book("+15550100006", "Eve", slot);
        String cancel = "/admin/bookings/" + first + "/cancel";
        admin.submit(admin.get(cancel), cancel, Map.of());
        String second = book("+15550100007", "Fay", slot);
        String restore = "/admin/bookings/" + first + "/restore";
        Page refused = admin.submit(admin.get(restore), restore, Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body())
                .contains("now belongs to another booking", second, "Book another time?")
                .doesNotContain("action=\"" + restore);
        String another = refused.body().replaceAll("(?s).*href=\"(/admin/bookings/new[^\"]+)\".*", "$1");
        assertThat(admin.get(another.replace("&amp;", "&")).body()).contains("Eve", "name=\"time\"");
    }

    @Test
    void a_visit_that_has_not_begun_is_not_completed_by_a_forged_form() {
        String code = book("+15550100008", "Gil", nextSlot());
        assertThat(admin.get("/admin/bookings/" + code).body()).doesNotContain("/complete", "/no-show");
        Page form = admin.get("/admin/bookings/" + code + "/cancel");
        String token = form.body().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        assertThat(admin.post("/admin/bookings/" + code + "/complete", Map.of("_csrf", token, "version", "0"))
                        .status())
                .isEqualTo(409);
        assertThat(admin.post("/admin/bookings/" + code + "/cancel", Map.of("version", "0"))
                        .status())
                .as("without a token")
                .isEqualTo(403);
        assertThat(admin.post(
                                "/admin/bookings/" + code + "/cancel",
                                Map.of("_csrf", token, "version", "0", "note", "x".repeat(201)))
                        .status())
                .isEqualTo(422);
        assertThat(database.count("bookings WHERE status = 'CONFIRMED' AND booking_code = '" + code + "'"))
                .isOne();
    }

    @ParameterizedTest
    @CsvSource({"STAFF, 404, 404", "VIEWER, 404, 403"})
    void a_booking_of_another_salon_does_not_exist(Role role, int page, int act) {
        String code = book("+15550100009", "Hal", nextSlot());
        String username = "other-" + role;
        UUID other = TestSalon.aSalon()
                .called("other-" + role.name().toLowerCase(Locale.ROOT), "9065403522429" + role.ordinal())
                .in(database)
                .id();
        console.bean(ConsoleUsers.class)
                .addIfMissing(username, console.bean(PasswordEncoder.class).encode("fictional-password"), role);
        database.jdbc()
                .sql("INSERT INTO console_user_salons (username, salon_id) VALUES (?, ?)")
                .params(username, other)
                .update();
        Operator stranger = Operator.signedIn(console.address(), username, "fictional-password");

        assertThat(stranger.get("/admin/bookings/" + code).status()).isEqualTo(page);
        assertThat(stranger.get("/admin/bookings/" + code + "/cancel").status()).isEqualTo(act);
        assertThat(stranger.get("/admin/customers/" + customerOf(code)).status())
                .isEqualTo(404);
        assertThat(stranger.get("/admin/bookings?salon=aurora").status()).isEqualTo(404);
        for (String typed : new String[] {code, "Hal", "0009"}) {
            assertThat(stranger.get("/admin/search?q=" + typed).body())
                    .contains("Nothing found")
                    .doesNotContain("/admin/bookings/" + code);
        }
    }

    @Test
    void hostile_names_are_shown_as_text_and_run_in_no_spreadsheet() {
        String code = book("+15550100010", HOSTILE, nextSlot());
        for (String path :
                new String[] {"/admin/bookings?from=", "/admin/bookings/" + code, "/admin/search?q=HYPERLINK"}) {
            assertThat(admin.get(path).body()).as(path).contains("=HYPERLINK").doesNotContain("<script>alert");
        }
        Page csv = admin.get("/admin/bookings.csv?from=");
        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.body())
                .startsWith("\uFEFF\"Code\",\"Date\"")
                .contains("\"'=HYPERLINK(\"\"http://127.0.0.1\"\") <script>alert(1)</script>\"")
                .contains("\"'+1 555-010-0010\"", "\"50.00\",\"USD\"");
        assertThat(database.count("audit_log WHERE act = 'bookings_exported' AND username = 'admin'"))
                .isPositive();
    }

    @Test
    void a_number_is_shown_whole_only_when_asked_for_and_that_is_written_down() {
        String code = book("+15550100011", "Ida", nextSlot());
        String path = "/admin/customers/" + customerOf(code);
        Page masked = admin.get(path);
        assertThat(masked.body()).contains("•••0011", "Show number").doesNotContain("010-0011", "15550100011");
        Page whole = admin.submit(masked, path + "/phone", Map.of());
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.body()).contains("+1 555-010-0011");
        assertThat(database.count("audit_log WHERE act = 'phone_revealed' AND subject = '" + customerOf(code) + "'"))
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/bookings?from=2026-99-99&to=x&status=NOPE&master=nobody&after=junk",
                "/admin/bookings?from=%2B999999999-12-31",
                "/admin/bookings?from=2026-12-31&to=2026-01-01",
                "/admin/bookings?q=%7Bx%7D%25%27%22%3C",
                "/admin/bookings?after=2026-06-02T19:00:00Z.BK847392",
                "/admin/bookings?q=an&from=&status=CANCELLED",
                "/admin/search",
                "/admin/customers/00000000-0000-0000-0000-000000000000",
                "/admin/customers/x?after=junk",
                "/admin/bookings/BK0",
                "/admin/bookings/BK111111/explode",
            })
    void no_address_makes_it_fail(String path) {
        Page page = admin.get(path);
        assertThat(page.status()).isIn(200, 404);
        assertThat(page.body()).doesNotContain("??");
    }

    @Test
    void a_character_that_no_text_can_hold_is_refused() {
        assertThat(admin.get("/admin/search?q=%00").status()).isEqualTo(400);
    }

    @Test
    void pages_say_the_same_in_hebrew() {
        String code = book("+15550100012", "יעל כהן", nextSlot());
        Page switched = admin.submit(admin.get("/admin/bookings"), "/admin/language", Map.of("language", "he"));
        assertThat(switched.status()).isEqualTo(302);
        try {
            for (String path : new String[] {
                "/admin/bookings",
                "/admin/bookings/" + code,
                "/admin/bookings/" + code + "/cancel",
                "/admin/customers/" + customerOf(code),
                "/admin/search?q=%D7%99%D7%A2%D7%9C"
            }) {
                assertThat(admin.get(path).body())
                        .as(path)
                        .contains("dir=\"rtl\"", "יעל")
                        .doesNotContain("??");
            }
        } finally {
            admin.submit(admin.get("/admin/bookings"), "/admin/language", Map.of("language", "en"));
        }
    }

    private UUID customerOf(String code) {
        return database.jdbc()
                .sql("SELECT customer_id FROM bookings WHERE booking_code = ?")
                .param(code)
                .query(UUID.class)
                .single();
    }

    /** Two taps. */
    private String book(String phone, String name, String slot) {
        Answer card = tap(phone, name, slot);
        return tap(phone, name, card.button(0)).json().path("bookingCode").asString();
    }

    private Answer tap(String phone, String name, String button) {
        Answer answer = console.postTap(JSON.writeValueAsString(
                Map.of("salon", "aurora", "customer", phone, "buttonId", button, "name", name, "language", "en")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** A slot of the demo salon that no other test of this class takes. */
    private String nextSlot() {
        LocalDate day = LocalDate.now(ZoneId.of("America/New_York")).plusDays(2 + slots++);
        while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            day = day.plusDays(1);
            slots++;
        }
        return "slot_" + day + "_10:00_m123";
    }
}
