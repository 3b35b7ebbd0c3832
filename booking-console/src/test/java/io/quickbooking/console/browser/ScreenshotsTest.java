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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
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
    /** How far the day is behind the present. */
    private static Duration past;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        databaseShows(Duration.ZERO);
        SettableClock lived = BusyDay.clock();
        AtomicReference<Duration> behind = new AtomicReference<>();
        // It runs on once the day is lived.
        InstantSource clock =
                () -> behind.get() == null ? lived.instant() : Instant.now().minus(behind.get());
        console = RunningConsole.on(database, Map.of(), clock);
        day = BusyDay.lived(console, lived, database);
        behind.set(Duration.between(lived.instant(), Instant.now()));
        past = behind.get();
        databaseShows(past);
    }

    /** What is shown has one time: the database's clock is that of the day too. */
    private static void databaseShows(Duration behind) {
        for (String sql : List.of(
                "CREATE SCHEMA IF NOT EXISTS shown",
                """
                CREATE OR REPLACE FUNCTION shown.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS
                'SELECT pg_catalog.clock_timestamp() - interval ''%d milliseconds'''""".formatted(behind.toMillis()),
                "ALTER DATABASE " + database.name() + " SET search_path = public, shown, pg_catalog")) {
            database.jdbc().sql(sql).update();
        }
    }

    /** And the browser's. */
    private static Browser onThatDay(Browser browser) {
        browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                (behind => {
                  const Now = Date;
                  window.Date = class extends Now {
                    constructor(...given) { given.length ? super(...given) : super(Now.now() - behind); }
                    static now() { return Now.now() - behind; }
                  };
                })(%d)""".formatted(
                        past.toMillis())));
        return browser;
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @Test
    void console_is_shown_wide_and_on_a_phone_light_and_dark() throws Exception {
        try (Browser browser = onThatDay(Browser.at(console.address())).signIn()) {
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
            assertThat(browser.find("#check-skew").getAttribute("data-state")).isEqualTo("ok");
            shoot(browser, "/admin/settings/salons/aurora", "settings");
            race(browser);
        }
        try (Browser browser = onThatDay(Browser.at(console.address(), "he")).signIn()) {
            browser.width(Browser.PHONE).open("/admin/bookings");
            take(browser, "bookings-phone-he");
        }
        assertThat(Files.list(FOLDER)).hasSizeGreaterThanOrEqualTo(49);
    }

    private static void race(Browser browser) {
        browser.width(Browser.WIDE).dark(false).open("/admin/simulator/race");
        browser.click(".sim-start [data-needs-offer]");
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
        assertThat(browser.all("[data-countdown]"))
                .as("countdowns of " + name)
                .allSatisfy(left -> assertThat(left.getText()).matches("|1?\\d:\\d\\d"));
        browser.screenshotOfWindow(FOLDER.resolve(name + ".png"));
    }
}
