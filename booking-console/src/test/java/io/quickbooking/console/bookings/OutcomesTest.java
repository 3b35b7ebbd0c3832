package io.quickbooking.console.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.Operator;
import io.quickbooking.console.testing.Operator.Page;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A desk's day from the booking to its outcome, and what its pages and its audit log say of it. */
class OutcomesTest {
    /** Keys of our own, of ledgers, enums and texts; not the names of settings, which Health is to name. */
    private static final Pattern RAW = Pattern.compile(
            "\\b[a-z]{3,}_[a-z_]{2,}\\b|\\b(?!WHATSAPP_|DATABASE_|REDIS_)[A-Z]{3,}_[A-Z_]{2,}\\b|\\?\\?");

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = SettableClock.at("2026-11-25T14:05:00Z");
    private final RunningConsole console = RunningConsole.on(database, Map.of(), clock);
    private Operator admin = Operator.signedIn(console.address(), "admin", RunningConsole.PASSWORD);

    @AfterEach
    void close() {
        console.close();
        database.close();
    }

    @Test
    void a_visit_that_has_ended_waits_in_sight_until_somebody_says_how_it_went() {
        String ended = booked("+15550100201", "slot_2026-11-25_10:00_m123");
        String ahead = booked("+15550100201", "slot_2026-11-26_10:00_m123");
        assertThat(admin.get("/admin").body()).contains("Every visit that has ended has an outcome.");
        clock.set(Instant.parse("2026-11-26T13:00:00Z"));
        // The login has ended meanwhile.
        admin = Operator.signedIn(console.address(), "admin", RunningConsole.PASSWORD);

        assertThat(admin.get("/admin").body())
                .contains("Waiting for an outcome", "/admin/bookings/" + ended + "/complete")
                .doesNotContain("Every visit that has ended", "/admin/bookings/" + ahead + "/complete", "??");
        Page waiting = admin.get("/admin/bookings?salon=aurora&status=WAITING");
        assertThat(waiting.body())
                .contains("/admin/bookings/" + ended, "No outcome yet", "1 booking<")
                .doesNotContain("/admin/bookings/" + ahead);
        assertThat(admin.get("/admin/bookings.csv?salon=aurora&status=WAITING").body())
                .contains(ended, "No outcome yet")
                .doesNotContain(ahead);
        UUID customer = database.jdbc()
                .sql("SELECT customer_id FROM bookings WHERE booking_code = ?")
                .param(ended)
                .query(UUID.class)
                .single();
        assertThat(admin.get("/admin/customers/" + customer).body())
                .contains("id=\"unsettled\"")
                .containsPattern("Upcoming</span><span class=\"stat__value\">1<");
        assertThat(admin.get("/admin/bookings/" + ended).body())
                .containsPattern("(?s)class=\"booking-title\".{0,300}No outcome yet");
        assertThat(admin.get("/admin/calendar?view=day&date=2026-11-25").body())
                .contains("visit--waiting", "key--waiting", "No outcome yet");

        String complete = "/admin/bookings/" + ended + "/complete";
        assertThat(admin.submit(admin.get(complete), complete, Map.of()).status())
                .isEqualTo(303);
        assertThat(admin.get("/admin").body()).contains("Every visit that has ended has an outcome.");
        assertThat(admin.get("/admin/customers/" + customer).body()).doesNotContain("id=\"unsettled\"");
    }

    @Test
    void no_page_shows_a_key_an_amount_in_cents_or_an_id_for_a_name() {
        String code = booked("+15550100202", "slot_2026-11-26_11:00_m123");
        String move = "/admin/bookings/" + code + "/move";
        Page form = admin.get(move + "?date=2026-11-27");
        assertThat(admin.submit(form, move, Map.of("date", "2026-11-27", "time", "11:00", "inform", "true"))
                        .status())
                .isEqualTo(303);
        for (String act : List.of("cancel", "restore", "cancel")) {
            String action = "/admin/bookings/" + code + "/" + act;
            assertThat(admin.submit(admin.get(action), action, Map.of("inform", "true"))
                            .status())
                    .as(act)
                    .isEqualTo(303);
        }
        Answer made = console.postBooking(
                "k1",
                "{\"salon\":\"aurora\",\"service\":\"s456\",\"start\":\"2026-11-26T14:00\","
                        + "\"customer\":{\"phone\":\"+15550100202\"},\"inform\":true}");
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        UUID customer = database.jdbc()
                .sql("SELECT customer_id FROM bookings WHERE booking_code = ?")
                .param(code)
                .query(UUID.class)
                .single();
        String reveal = "/admin/customers/" + customer + "/phone";
        admin.submit(admin.get("/admin/customers/" + customer), reveal, Map.of());
        String service = "/admin/settings/salons/aurora/services/s456";
        Page price = admin.get(service);
        assertThat(admin.submit(
                                price,
                                service,
                                Map.of(
                                        "name", "Women's Haircut",
                                        "minutes", "60",
                                        "price", "65.00",
                                        "bufferBefore", "0",
                                        "bufferAfter", "0",
                                        "active", "true"))
                        .status())
                .isEqualTo(302);
        UUID session = database.jdbc()
                .sql("SELECT id FROM sessions LIMIT 1")
                .query(UUID.class)
                .single();

        Page audit = admin.get("/admin/audit");
        assertThat(audit.body())
                .contains(
                        "href=\"/admin/bookings/" + code + "\"",
                        "href=\"/admin/bookings/" + made.json().path("code").asString())
                .contains("href=\"/admin/customers/" + customer + "\"", ">Ana Test<")
                .contains("$50.00 → $65.00", "Women&#39;s Haircut", "href=\"" + service + "\"")
                .containsPattern(
                        "Thu, Nov(ember)? 26(, 2026)?, 11:00\\hAM, Sarah Johnson|Thu, 26 Nov 2026, 11:00\\hAM, Sarah Johnson")
                .doesNotContain(">" + customer, "5000 →", "NOT_ASKED", "MESSAGED", "T11:00");
        SoftAssertions all = new SoftAssertions();
        for (String language : List.of("en", "he")) {
            admin.submit(admin.get("/admin"), "/admin/language", Map.of("language", language));
            for (String path : List.of(
                    "/admin",
                    "/admin/sessions",
                    "/admin/sessions/" + session,
                    "/admin/bookings?from=",
                    "/admin/bookings/" + code,
                    "/admin/customers/" + customer,
                    "/admin/calendar?view=day&date=2026-11-27",
                    "/admin/calendar?view=list&date=2026-11-27",
                    "/admin/conflicts",
                    "/admin/messages",
                    "/admin/messages/"
                            + database.jdbc()
                                    .sql("SELECT max(id) FROM outbound_messages")
                                    .query(Long.class)
                                    .single(),
                    "/admin/simulator",
                    "/admin/health",
                    "/admin/audit",
                    "/admin/settings/salons/aurora")) {
                Matcher raw = RAW.matcher(text(admin.get(path).body()));
                all.assertThat(raw.find() ? raw.group() : "")
                        .as(language + " " + path)
                        .isEmpty();
            }
        }
        all.assertAll();
    }

    /** What a reader sees: no markup, and none of what is quoted for programmers. */
    private static String text(String body) {
        return body.replaceAll("(?s)<(pre|script|code)\\b.*?</\\1>", " ").replaceAll("(?s)<[^>]*>", " ");
    }

    private String booked(String phone, String slot) {
        Answer card = console.tap(phone, slot);
        return console.tap(phone, card.button(0)).json().path("bookingCode").asString();
    }
}
