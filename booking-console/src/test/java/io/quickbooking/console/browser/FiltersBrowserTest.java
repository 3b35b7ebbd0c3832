package io.quickbooking.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.Browser;
import io.quickbooking.console.testing.Operator;
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
import org.openqa.selenium.support.ui.Select;

/** Filters apply at once on every page that has one, and by a button where there is no JavaScript. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiltersBrowserTest {
    private final TestDatabase database = TestDatabase.create();
    private final LocalDate thursday =
            LocalDate.now(ZoneId.of("America/New_York")).plusDays(14).with(DayOfWeek.THURSDAY);
    private RunningConsole console;

    @BeforeAll
    void start() {
        console = RunningConsole.on(database, Map.of());
        Operator admin = Operator.signedIn(console.address(), "admin", RunningConsole.PASSWORD);
        String form = "/admin/bookings/new";
        for (String master : new String[] {"m123", "m124"}) {
            admin.submit(
                    admin.get(form + "?service=s456&master=" + master + "&date=" + thursday),
                    form,
                    Map.of("time", "10:00", "name", "Guest of " + master));
        }
    }

    @AfterAll
    void stop() {
        console.close();
        database.close();
    }

    private void open(Browser browser, String path) {
        browser.open(path);
        browser.driver().executeScript("document.body.dataset.sameDocument = 'yes'");
        assertThat(browser.all("form[data-filter] button.no-js-only"))
                .isNotEmpty()
                .noneMatch(button -> button.isDisplayed());
    }

    private void choose(Browser browser, String field, String value) {
        browser.driver().executeScript("""
                const field = document.getElementById(arguments[0]);
                field.focus();
                field.value = arguments[1];
                field.dispatchEvent(new Event('input', {bubbles: true}));
                field.dispatchEvent(new Event('change', {bubbles: true}));""", field, value);
    }

    private void applied(Browser browser, String field, String query) {
        browser.until(() -> browser.path().contains(query) && !browser.has("form[data-filter][aria-busy]"));
        assertThat(browser.has("body[data-same-document]")).isTrue();
        assertThat(browser.driver().switchTo().activeElement().getAttribute("id"))
                .isEqualTo(field);
    }

    @Test
    void list_of_bookings_follows_and_so_does_its_file() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            open(browser, "/admin/bookings?from=" + thursday);
            assertThat(browser.text("#rows")).contains("Guest of m123", "Guest of m124");
            new Select(browser.find("#master")).selectByValue("m124");
            applied(browser, "master", "master=m124");
            assertThat(browser.text("#rows")).contains("Guest of m124").doesNotContain("Guest of m123");
            assertThat(browser.find("a[download]").getAttribute("href")).contains("master=m124");
            new Select(browser.find("#status")).selectByValue("COMPLETED");
            applied(browser, "status", "status=COMPLETED");
            assertThat(browser.text("#rows")).doesNotContain("Guest of");
            new Select(browser.find("#status")).selectByValue("");
            browser.until(() -> browser.path().endsWith("status="));
            assertThat(browser.text("#rows")).contains("Guest of m124");
        }
    }

    @Test
    void calendar_follows_the_day_and_the_person() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            open(browser, "/admin/calendar?view=day");
            choose(browser, "cal-day", thursday.toString());
            applied(browser, "cal-day", "date=" + thursday);
            assertThat(browser.find(".cal-date time").getAttribute("datetime")).isEqualTo(thursday.toString());
            assertThat(browser.find("a[data-step='1']").getAttribute("href"))
                    .contains(thursday.plusDays(1).toString());
            assertThat(browser.text("#calendar")).contains("Guest of m123", "Guest of m124");
            new Select(browser.find("#cal-master")).selectByValue("m123");
            applied(browser, "cal-master", "master=m123");
            assertThat(browser.text("#calendar")).contains("Guest of m123").doesNotContain("Guest of m124");
            assertThat(browser.axe()).isEmpty();
        }
    }

    @Test
    void conflicts_audit_messages_and_sessions_follow() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            open(browser, "/admin/conflicts");
            new Select(browser.find("#master")).selectByValue("m123");
            applied(browser, "master", "master=m123");
            assertThat(browser.text(".page-head__sub")).contains("Sarah Johnson");

            open(browser, "/admin/audit");
            new Select(browser.find("#act")).selectByValue("booking_made");
            applied(browser, "act", "act=booking_made");
            assertThat(browser.text("#lines")).doesNotContain("Signed in");
            assertThat(browser.has("form[data-filter] a[role=button]")).isTrue();

            open(browser, "/admin/messages");
            browser.find("#q").sendKeys("nobody");
            applied(browser, "q", "q=nobody");

            open(browser, "/admin/sessions");
            new Select(browser.find("#session-state")).selectByValue("all");
            applied(browser, "session-state", "state=all");

            open(browser, "/admin/users");
            browser.find("#q").sendKeys("nobody");
            applied(browser, "q", "q=nobody");
            assertThat(browser.text("#users")).doesNotContain("admin");
        }
    }

    @Test
    void filter_that_cannot_be_applied_says_so_and_is_asked_for_by_hand() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            open(browser, "/admin/bookings?from=" + thursday);
            browser.driver().executeCdpCommand("Network.enable", Map.of());
            browser.driver()
                    .executeCdpCommand(
                            "Network.emulateNetworkConditions",
                            Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
            new Select(browser.find("#master")).selectByValue("m124");
            browser.untilText("#toast", "cannot be reached");
            assertThat(browser.find("form[data-filter] button").isDisplayed()).isTrue();
        }
    }

    @Test
    void without_javascript_the_button_applies_it() {
        try (Browser browser = Browser.withoutJavaScript(console.address()).signIn()) {
            browser.open("/admin/bookings?from=" + thursday);
            new Select(browser.find("#master")).selectByValue("m124");
            browser.click("form[data-filter] button");
            browser.until(() -> browser.path().contains("master=m124"));
            assertThat(browser.text("#rows")).contains("Guest of m124").doesNotContain("Guest of m123");
        }
    }
}
