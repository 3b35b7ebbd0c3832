package io.quickbooking.console.browser;

import static io.quickbooking.testing.TestSalon.aSalon;

import io.quickbooking.console.testing.Browser;
import io.quickbooking.console.testing.BusyDay;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each page as everybody may meet it: wide and on a phone, light and dark, with data, without, and with an error. */
class EveryPageTest {
    /** {@code -Dpages=target/pages} keeps a picture of each. */
    private static final @Nullable String PICTURES = System.getProperty("pages");

    private static TestDatabase database;
    private static TestDatabase emptyDatabase;
    private static RunningConsole console;
    private static RunningConsole emptyConsole;
    private static BusyDay day;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        SettableClock clock = BusyDay.clock();
        console = RunningConsole.on(database, Map.of(), clock);
        day = BusyDay.lived(console, clock, database);
        emptyDatabase = TestDatabase.create();
        emptyConsole = RunningConsole.on(emptyDatabase, Map.of(), BusyDay.clock());
    }

    @AfterAll
    static void stop() {
        console.close();
        emptyConsole.close();
        database.close();
        emptyDatabase.close();
    }

    /** Those that are there whatever the database holds. */
    private static List<String> lists() {
        return List.of(
                "/admin",
                "/admin/sessions",
                "/admin/bookings",
                "/admin/calendar",
                "/admin/calendar?view=week",
                "/admin/calendar?view=week&master=m123",
                "/admin/calendar?view=list",
                "/admin/calendar?view=print",
                "/admin/bookings/new",
                "/admin/conflicts",
                "/admin/simulator",
                "/admin/simulator/race",
                "/admin/messages",
                "/admin/health",
                "/admin/wall-times",
                "/admin/settings",
                "/admin/settings/import",
                "/admin/users",
                "/admin/users/~new",
                "/admin/audit",
                "/admin/account");
    }

    private static List<String> things() {
        return List.of(
                "/admin/sessions/" + day.sessionThatLost(),
                "/admin/bookings/" + day.code(),
                "/admin/bookings/" + day.code() + "/cancel",
                "/admin/bookings/" + day.code() + "/move",
                "/admin/bookings/new?master=m123&date=2026-11-25&time=15:00&customer=" + day.customer(),
                "/admin/customers/" + day.customer(),
                "/admin/messages/" + day.failedMessage(),
                "/admin/search?q=ana",
                "/admin/settings/salons/aurora",
                "/admin/settings/salons/aurora/details",
                "/admin/settings/salons/aurora/hours",
                "/admin/settings/salons/aurora/breaks?master=m123",
                "/admin/settings/salons/aurora/days/~new",
                "/admin/settings/salons/aurora/masters/m123",
                "/admin/settings/salons/aurora/services/s456");
    }

    private static List<String> errors() {
        return List.of(
                "/admin/bookings/BK999999",
                "/admin/bookings/new?service=nobody&master=nobody&date=x&time=25:00",
                "/admin/bookings?from=yesterday&to=2026-02-30&master=nobody&status=LOST",
                "/admin/conflicts?from=2026-13-01&to=x&bucket=minute",
                "/admin/calendar?view=year&date=2026-02-30&master=nobody",
                "/admin/sessions?state=gone&lang=xx",
                "/admin/search?q=BK",
                "/admin/login?error",
                "/admin/audit?from=never",
                "/admin/messages?state=lost");
    }

    @Test
    void nobody_is_shut_out_by_how_a_page_is_written() {
        SoftAssertions everywhere = new SoftAssertions();
        try (Browser browser = Browser.at(console.address()).signIn()) {
            look(browser, "data", lists(), everywhere);
            look(browser, "data", things(), everywhere);
            look(browser, "error", errors(), everywhere);
        }
        try (Browser browser = Browser.at(emptyConsole.address()).signIn()) {
            look(browser, "empty", lists(), everywhere);
        }
        try (Browser browser = Browser.at(console.address(), "he").signIn()) {
            look(browser, "hebrew", lists(), everywhere);
            look(browser, "hebrew", things(), everywhere);
        }
        String move = "/admin/settings/salons/aurora/masters/m123/move";
        try (Browser browser = Browser.at(console.address()).signIn()) {
            look(browser, "nowhere", List.of(move), everywhere);
        }
        aSalon().called("other", "5550101").in(database);
        console.bean(Catalog.class).refresh();
        for (String language : List.of("en", "he")) {
            try (Browser browser = Browser.at(console.address(), language).signIn()) {
                look(browser, language, List.of(move), everywhere);
            }
        }
        everywhere.assertAll();
    }

    private static void look(Browser browser, String what, List<String> pages, SoftAssertions everywhere) {
        for (String page : pages) {
            browser.width(Browser.WIDE).dark(false).open(page);
            everywhere.assertThat(browser.text("body")).as(page).doesNotContain("??");
            for (boolean dark : List.of(false, true)) {
                for (int width : List.of(Browser.WIDE, Browser.PHONE)) {
                    browser.width(width).dark(dark);
                    String shown = "%s, %s, %d px, %s".formatted(page, what, width, dark ? "dark" : "light");
                    everywhere.assertThat(browser.axe()).as(shown).isEmpty();
                    everywhere
                            .assertThat(browser.overflow())
                            .as("overflow: " + shown)
                            .isLessThanOrEqualTo(0);
                    if (PICTURES != null) {
                        browser.screenshot(Path.of(PICTURES, shown.replaceAll("[^A-Za-z0-9]+", "-") + ".png"));
                    }
                }
            }
        }
    }
}
