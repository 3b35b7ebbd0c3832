package io.quickbooking.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.Browser;
import io.quickbooking.console.testing.BusyDay;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** What staff do all day, from looking a booking up to cancelling it, with a mouse, with keys alone, and without scripts. */
class WalksBrowserTest {
    private static final String SLOT = "slot_2026-11-25_14:00_m123_s458";

    private TestDatabase database;
    private RunningConsole console;
    private BusyDay day;
    private String code;

    @BeforeEach
    void start() {
        database = TestDatabase.create();
        SettableClock clock = BusyDay.clock();
        console = RunningConsole.on(database, Map.of(), clock);
        day = BusyDay.lived(console, clock, database);
        code = day.codeOf(SLOT);
    }

    @AfterEach
    void stop() {
        console.close();
        database.close();
    }

    /** The code with one wrong digit that no booking has. */
    private String mistyped() {
        char[] digits = code.toCharArray();
        int last = digits.length - 1;
        do {
            digits[last] = digits[last] == '9' ? '0' : (char) (digits[last] + 1);
        } while (day.isCode(new String(digits)));
        return new String(digits).toLowerCase(Locale.ROOT).replace("bk", "bk ");
    }

    private boolean isSlotFree() {
        return console.getAsAdmin("/api/v1/slots?salon=aurora&master=m123&service=s458&limit=10")
                .body()
                .contains(SLOT);
    }

    @Test
    void a_mistyped_code_leads_to_its_booking_and_its_cancellation_frees_the_slot() {
        assertThat(isSlotFree()).isFalse();
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.find("#search").sendKeys(mistyped());
            browser.untilText("#search-results", "Did you mean").untilText("#search-results", code);
            assertThat(browser.path()).isEqualTo("/admin");
            browser.click("#search-results a[href*='" + code + "']").untilText("h1", code);

            browser.click("[data-dialog=cancel-dialog]");
            browser.until(() -> browser.has("#cancel-dialog[open]"));
            assertThat(browser.text("#cancel-dialog")).contains(code, "2:00 PM", "Noa Levi");
            assertThat(browser.axe()).isEmpty();
            browser.click("#cancel-dialog button.danger--filled");

            browser.untilText("main", "Its time is free again").untilText("main", "Cancelled");
            assertThat(browser.axe()).isEmpty();
        }
        assertThat(isSlotFree()).isTrue();
        assertThat(day.statusOf(code)).isEqualTo("CANCELLED");
    }

    @Test
    void keys_alone_are_enough_on_a_narrow_screen() {
        try (Browser browser =
                Browser.at(console.address()).signIn().width(Browser.PHONE).open("/admin")) {
            press(browser, "/");
            browser.until(() -> "search".equals(focused(browser).getAttribute("id")));
            press(browser, mistyped());
            browser.untilText("#search-results", code);
            press(browser, Keys.ARROW_DOWN, Keys.ENTER);
            browser.untilText("h1", code);

            tabTo(browser, "[data-dialog=cancel-dialog]");
            press(browser, Keys.ENTER);
            browser.until(() -> browser.has("#cancel-dialog[open]"));
            assertThat(browser.overflow()).isZero();
            tabTo(browser, "#cancel-dialog button.danger--filled");
            press(browser, Keys.ENTER);
            browser.untilText("main", "Its time is free again");

            browser.open("/admin/simulator");
            tabTo(browser, ".sim-start button");
            press(browser, Keys.ENTER);
            browser.until(() -> browser.path().matches("/admin/simulator/[0-9a-f-]{36}.*"));
            browser.open(browser.path().replaceFirst("\\?.*|$", "") + "?pane=phone");
            tabTo(browser, ".replies button");
            press(browser, Keys.ENTER);
            browser.untilText(".phone__lines", "Would you like to book it?");
            tabToText(browser, "Confirm");
            press(browser, Keys.ENTER);
            browser.untilText(".phone__lines", "Your appointment is booked!");
        }
        assertThat(day.statusOf(code)).isEqualTo("CANCELLED");
    }

    @Test
    void a_walk_in_is_booked_and_moved_by_keys_alone() {
        try (Browser browser = Browser.at(console.address()).signIn().open("/admin")) {
            tabTo(browser, "main a[href*='/admin/bookings/new']");
            press(browser, Keys.ENTER);
            browser.untilText("h1", "New booking");
            tabTo(browser, "#date");
            press(browser, "11252026", Keys.ENTER);
            browser.untilText(".times", "25 Nov 2026");
            tabTo(browser, ".times__grid input");
            press(browser, " ");
            tabTo(browser, "#name");
            press(browser, "Wanda Walk-in", Keys.ENTER);
            browser.untilText("main", "The booking is made.").untilText("main", "Wanda Walk-in");
            assertThat(browser.axe()).isEmpty();

            tabTo(browser, "main a[href$='/move']");
            press(browser, Keys.ENTER);
            browser.untilText("h1", "Change time");
            assertThat(browser.axe()).isEmpty();
            tabTo(browser, ".times__grid input");
            press(browser, " ", Keys.ENTER);
            browser.untilText("main", "The booking is moved.");
        }
    }

    @Test
    void all_of_it_works_without_javascript() {
        try (Browser browser = Browser.withoutJavaScript(console.address()).signIn()) {
            WebElement search = browser.find("#search");
            search.sendKeys(mistyped());
            search.submit();
            browser.untilText("main", code)
                    .click("main a[href*='" + code + "']")
                    .untilText("h1", code);
            browser.click("a[href$='/cancel'], a[href*='/cancel?']").untilText("h1", "Cancel this booking?");
            browser.click("main button.danger--filled").untilText("main", "Its time is free again");
        }
        assertThat(isSlotFree()).isTrue();
    }

    private static WebElement focused(Browser browser) {
        return browser.driver().switchTo().activeElement();
    }

    private static void press(Browser browser, CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    private static void tabTo(Browser browser, String selector) {
        WebElement wanted = browser.find(selector);
        for (int i = 0; i < 120 && !focused(browser).equals(wanted); i++) {
            press(browser, Keys.TAB);
        }
        assertThat(focused(browser)).as("reached by the tab key: " + selector).isEqualTo(wanted);
    }

    private static void tabToText(Browser browser, String text) {
        for (int i = 0; i < 120 && !focused(browser).getText().equals(text); i++) {
            press(browser, Keys.TAB);
        }
        assertThat(focused(browser).findElement(By.xpath(".")).getText()).isEqualTo(text);
    }
}
