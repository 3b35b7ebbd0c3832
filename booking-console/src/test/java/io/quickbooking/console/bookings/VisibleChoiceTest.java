package io.quickbooking.console.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.Browser;
import io.quickbooking.console.testing.Operator;
import io.quickbooking.console.testing.Operator.Page;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** What a form shows is what is booked, moved and raced for: over HTTP, in a browser, and in one without JavaScript. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisibleChoiceTest {
    private static final String NEW = "/admin/bookings/new";

    private final TestDatabase database = TestDatabase.create();
    private final LocalDate thursday =
            LocalDate.now(ZoneId.of("America/New_York")).plusDays(14).with(DayOfWeek.THURSDAY);
    private RunningConsole console;
    private Operator admin;

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

    private String form(String master, LocalDate date) {
        return NEW + "?service=s456&master=" + master + "&date=" + date;
    }

    private long bookings(String name) {
        return database.count("bookings WHERE customer_name = '" + name + "'");
    }

    private String booked(String name) {
        return database.jdbc().sql("""
                        SELECT s.code || ' ' || m.code || ' ' || (b.start_ts AT TIME ZONE 'America/New_York')
                        FROM bookings b JOIN services s ON s.id = b.service_id JOIN masters m ON m.id = b.master_id
                        WHERE b.customer_name = ?""").param(name).query(String.class).single();
    }

    private String code(String name) {
        return database.jdbc()
                .sql("SELECT booking_code FROM bookings WHERE customer_name = ?")
                .param(name)
                .query(String.class)
                .single();
    }

    private long messages() {
        return database.count("outbound_messages");
    }

    @Test
    void times_of_another_service_person_or_day_book_nothing() {
        Page shown = admin.get(form("m123", thursday));
        Map<String, String> typed = Map.of("time", "11:30", "name", "Keala Changed", "phone", "+1 555 010 0142");
        for (Map<String, String> changed : new Map[] {
            Map.of("service", "s458"),
            Map.of("master", "m124"),
            Map.of("date", thursday.plusDays(1).toString())
        }) {
            Map<String, String> fields = new java.util.HashMap<>(typed);
            fields.putAll(changed);
            Page answer = admin.submit(shown, NEW, fields);
            assertThat(answer.status()).as(changed.toString()).isEqualTo(409);
            assertThat(answer.body())
                    .contains("Nothing was booked", "value=\"Keala Changed\"", "value=\"+1 555 010 0142\"")
                    .doesNotContain("??");
            changed.forEach((field, value) -> assertThat(answer.body())
                    .containsPattern(
                            field.equals("date") ? "value=\"" + value + "\"" : "value=\"" + value + "\" selected"));
        }
        assertThat(bookings("Keala Changed")).isZero();
        Page again = admin.submit(shown, NEW, merged(typed, Map.of("master", "m124")));
        assertThat(admin.submit(again, NEW, typed).status()).isEqualTo(303);
        assertThat(booked("Keala Changed")).isEqualTo("s456 m124 " + thursday + " 11:30:00");
    }

    private static Map<String, String> merged(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(some);
        all.putAll(more);
        return all;
    }

    @Test
    void times_are_shown_and_next_ones_gone_to_with_what_was_typed() {
        Page shown = admin.get(form("m123", thursday));
        Map<String, String> typed = Map.of("name", "Typed Name", "phone", "+1 555 010 0143");
        LocalDate past = LocalDate.now(ZoneId.of("America/New_York")).minusDays(3);
        Page none = admin.submit(shown, NEW, merged(typed, Map.of("show", "times", "date", past.toString())));
        assertThat(none.status()).isEqualTo(200);
        assertThat(none.body())
                .contains("value=\"Typed Name\"", "value=\"+1 555 010 0143\"", "This day is in the past", "name=\"at\"")
                .doesNotContain("??");
        String at = none.body().replaceAll("(?s).*?name=\"at\"[^>]*value=\"([^\"]+)\".*", "$1");
        Page there = admin.submit(none, NEW, merged(typed, Map.of("at", at)));
        assertThat(there.body())
                .contains("value=\"Typed Name\"", "value=\"" + at.substring(11) + "\" checked")
                .contains("value=\"" + at.substring(0, 10) + "\"");
        assertThat(bookings("Typed Name")).isZero();
    }

    @Test
    void form_that_was_changed_after_a_step_back_is_another_booking() {
        Page shown = admin.get(form("m125", thursday));
        Page first = admin.submit(shown, NEW, Map.of("time", "09:00", "name", "Back One"));
        Page second = admin.submit(shown, NEW, Map.of("time", "12:00", "name", "Back Two"));
        assertThat(second.location()).isNotEqualTo(first.location());
        assertThat(booked("Back Two")).isEqualTo("s456 m125 " + thursday + " 12:00:00");
    }

    @Test
    void booking_stays_where_it_is_when_the_times_were_of_another_day() {
        admin.submit(admin.get(form("m123", thursday)), NEW, Map.of("time", "15:00", "name", "Stays Put"));
        database.jdbc()
                .sql("UPDATE customers SET phone = '15550100144', last_inbound_at = now() WHERE name = 'Stays Put'")
                .update();
        String path = "/admin/bookings/" + code("Stays Put") + "/move";
        Page shown = admin.get(path);
        assertThat(shown.body()).containsPattern("name=\"inform\" value=\"true\" checked");
        long before = messages();
        LocalDate friday = thursday.plusDays(1);
        Page answer = admin.submit(
                shown, path, Map.of("time", "16:30", "master", "m125", "date", friday.toString(), "note", "by phone"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body())
                .contains("The booking was not moved", "value=\"by phone\"", "value=\"m125\" selected")
                // Nobody asked for a message in this post, so the form does not ask for one again.
                .doesNotContainPattern("name=\"inform\" value=\"true\" checked")
                .doesNotContain("??");
        assertThat(booked("Stays Put")).isEqualTo("s456 m123 " + thursday + " 15:00:00");
        assertThat(messages()).isEqualTo(before);
        assertThat(admin.submit(answer, path, Map.of("time", "16:30")).status()).isEqualTo(303);
        assertThat(booked("Stays Put")).isEqualTo("s456 m125 " + friday + " 16:30:00");
    }

    @Test
    void reason_is_told_where_no_time_is_free() {
        LocalDate today = LocalDate.now(ZoneId.of("America/New_York"));
        assertThat(admin.get(form("", today.minusDays(1))).body()).contains("This day is in the past");
        assertThat(admin.get(form("", today.plusYears(3))).body()).contains("that far ahead");
        LocalDate sunday = thursday.with(DayOfWeek.SUNDAY);
        assertThat(admin.get(NEW + "?service=s460&date=" + sunday).body()).contains("The salon is closed");
        assertThat(admin.get(form("m125", sunday)).body()).contains("They do not work on this day");
        assertThat(admin.get(form("m126", thursday)).body()).contains("They do not perform this service");
    }

    @Test
    void service_that_the_calendar_leads_to_is_one_that_fits_and_else_those_that_do_are_named() {
        // Elena's first service takes two hours, and her break begins in one.
        assertThat(admin.get(NEW + "?master=m125&date=" + thursday.plusDays(1) + "&time=12:00")
                        .body())
                .containsPattern("value=\"s456\" selected")
                .contains("value=\"12:00\" checked");
        assertThat(admin.get(NEW + "?service=s456&master=m124&date=" + thursday.plusDays(1) + "&time=12:30")
                        .body())
                .contains("fit at the time you picked", "Men&#39;s Haircut, Beard Trim");
    }

    @Test
    void race_is_for_the_service_that_the_form_shows() {
        String path = "/admin/simulator/race";
        String action = path + "?salon=aurora";
        Page shown = admin.get(path + "?service=s456");
        Page answer =
                admin.submit(shown, action, Map.of("service", "s459", "taps", "7", "spread", "90", "rounds", "2"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body())
                .contains("Nothing was started", "name=\"taps\" type=\"number\" min=\"2\" max=\"50\" value=\"7\"")
                .containsPattern("value=\"s459\" selected")
                .doesNotContain("??");
        assertThat(database.count("simulation_races")).isZero();
        Page numbers = admin.submit(shown, action, Map.of("taps", "700", "spread", "90", "rounds", "2"));
        assertThat(numbers.status()).isEqualTo(422);
        assertThat(numbers.body()).contains("value=\"90\"");
    }

    @Test
    void times_follow_the_choice_in_a_browser_and_book_waits_for_them() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.open(form("m123", thursday));
            browser.find("#name").sendKeys("Browser Guest");
            browser.click(".times__one input[value='09:00']");
            WebElement book = browser.find("[data-needs-offer]");
            assertThat(book.isEnabled()).isTrue();

            // Held back, so that one sees what is between the choice and its times.
            browser.driver().executeScript("""
                    window.held = [];
                    const send = XMLHttpRequest.prototype.send;
                    XMLHttpRequest.prototype.send = function (body) { held.push(() => send.call(this, body)); };
                    """);
            new Select(browser.find("#master")).selectByValue("m125");
            assertThat(book.isEnabled()).isFalse();
            browser.find("#name").sendKeys("\n");
            assertThat(browser.path()).startsWith(NEW);
            browser.driver().executeScript("held.forEach(send => send()); held = { push: send => send() };");
            browser.until(() -> browser.find("[data-needs-offer]").isEnabled());
            assertThat(browser.find("[name=shown]").getDomProperty("value")).isEqualTo("s456|m125|" + thursday);
            assertThat(browser.find("#name").getDomProperty("value")).isEqualTo("Browser Guest");

            new Select(browser.find("#service")).selectByValue("s458");
            browser.until(() -> browser.find("[data-needs-offer]").isEnabled());
            String service = browser.find("#service").getDomProperty("value");
            String master = browser.find("#master").getDomProperty("value");
            browser.driver()
                    .findElements(By.cssSelector(".times__grid input"))
                    .get(0)
                    .click();
            String time = browser.find(".times__grid input:checked").getDomProperty("value");
            assertThat(browser.axe()).isEmpty();
            browser.click("[data-needs-offer]");
            browser.until(() -> browser.path().matches("/admin/bookings/BK.*"));
            assertThat(booked("Browser Guest")).isEqualTo(service + " " + master + " " + thursday + " " + time + ":00");
        }
    }

    @Test
    void times_that_cannot_be_fetched_are_asked_for_by_hand() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.open(form("m123", thursday));
            assertThat(browser.find("[data-offer]").isDisplayed()).isFalse();
            browser.driver().executeCdpCommand("Network.enable", Map.of());
            browser.driver()
                    .executeCdpCommand(
                            "Network.emulateNetworkConditions",
                            Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
            new Select(browser.find("#master")).selectByValue("m125");
            browser.until(() -> browser.find("[data-offer]").isDisplayed());
            assertThat(browser.find("[data-needs-offer]").isEnabled()).isFalse();
        }
    }

    @Test
    void without_javascript_nothing_is_booked_until_the_times_are_those_of_the_choice() {
        try (Browser browser = Browser.withoutJavaScript(console.address()).signIn()) {
            browser.open(form("m123", thursday));
            browser.find("#name").sendKeys("Plain Guest");
            browser.click(".times__one input[value='10:00']");
            new Select(browser.find("#master")).selectByValue("m124");
            browser.click("[data-needs-offer]");
            browser.untilText(".notice--bad", "Nothing was booked");
            assertThat(bookings("Plain Guest")).isZero();
            assertThat(browser.find("#name").getDomProperty("value")).isEqualTo("Plain Guest");
            browser.click(".times__one input[value='10:00']");
            browser.click("[data-needs-offer]");
            browser.until(() -> browser.path().matches("/admin/bookings/BK.*"));
            assertThat(booked("Plain Guest")).isEqualTo("s456 m124 " + thursday + " 10:00:00");
        }
    }
}
