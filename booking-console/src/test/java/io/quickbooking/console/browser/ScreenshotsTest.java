package io.quickbooking.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.Browser;
import io.quickbooking.console.testing.BusyDay;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Makes the pictures of {@code docs/console.md}, in {@code target/screenshots} or, with {@code
 * -Dscreenshots=../docs/images/console}, where the page shows them.
 */
class ScreenshotsTest {
    private static final Path FOLDER = Path.of(System.getProperty("screenshots", "target/screenshots"));

    private static TestDatabase database;
    private static RunningConsole console;
    private static BusyDay day;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        SettableClock clock = BusyDay.clock();
        console = RunningConsole.on(database, Map.of(), clock);
        day = BusyDay.lived(console, clock, database);
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @Test
    void console_is_shown_wide_and_on_a_phone_light_and_dark() throws Exception {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            shoot(browser, "/admin", "today");
            shoot(browser, "/admin/sessions", "sessions");
            shoot(browser, "/admin/sessions/" + day.sessionThatLost(), "session");
            shoot(browser, "/admin/bookings", "bookings");
            shoot(browser, "/admin/bookings/" + day.code(), "booking");
            shoot(browser, "/admin/calendar", "calendar");
            shoot(browser, "/admin/calendar?view=week", "calendar-week");
            shoot(browser, "/admin/conflicts", "conflicts");
            shoot(browser, "/admin/messages", "messages");
            shoot(browser, "/admin/health", "health");
            shoot(browser, "/admin/settings/salons/aurora", "settings");
            race(browser);
        }
        try (Browser browser = Browser.at(console.address(), "he").signIn()) {
            browser.width(Browser.PHONE).open("/admin/bookings");
            take(browser, "bookings-phone-he");
        }
        assertThat(Files.list(FOLDER)).hasSizeGreaterThanOrEqualTo(49);
    }

    private static void race(Browser browser) {
        browser.width(Browser.WIDE).dark(false).open("/admin/simulator/race");
        browser.click(".sim-start button");
        browser.until(Duration.ofSeconds(60), () -> browser.text("#race").contains("Done"));
        shootHere(browser, "race");
    }

    private static void shoot(Browser browser, String path, String name) {
        browser.width(Browser.WIDE).dark(false).open(path);
        shootHere(browser, name);
    }

    private static void shootHere(Browser browser, String name) {
        browser.until(() -> browser.has("[data-state=live]"));
        for (boolean dark : new boolean[] {false, true}) {
            String tone = dark ? "-dark" : "";
            browser.dark(dark).width(Browser.WIDE);
            take(browser, name + "-wide" + tone);
            browser.width(Browser.PHONE);
            take(browser, name + "-phone" + tone);
        }
    }

    private static void take(Browser browser, String name) {
        browser.screenshotOfWindow(FOLDER.resolve(name + ".png"));
    }
}
