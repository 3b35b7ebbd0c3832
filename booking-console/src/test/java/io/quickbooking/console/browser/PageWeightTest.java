package io.quickbooking.console.browser;

import io.quickbooking.console.testing.Browser;
import io.quickbooking.console.testing.BusyDay;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What a page makes a browser fetch, as the browser itself counts it. */
class PageWeightTest {
    private static final long MOST_BYTES = 66 * 1024;
    /** With the modules of the script, which a browser asks for once for all pages. */
    private static final int MOST_REQUESTS = 30;

    private static final List<String> PAGES = List.of(
            "/admin",
            "/admin/sessions",
            "/admin/bookings",
            "/admin/calendar",
            "/admin/conflicts",
            "/admin/simulator",
            "/admin/messages",
            "/admin/health",
            "/admin/settings",
            "/admin/users/~new",
            "/admin/audit");

    private static final String FETCHED = """
            return performance.getEntriesByType('resource')
              .filter(entry => /\\.(css|js)(\\?|$)/.test(entry.name))
              .map(entry => entry.encodedBodySize)""";

    @Test
    void scripts_and_styles_of_a_page_stay_light() {
        try (TestDatabase database = TestDatabase.create();
                RunningConsole console = RunningConsole.on(database, Map.of(), BusyDay.clock());
                Browser browser = Browser.at(console.address()).signIn()) {
            SoftAssertions all = new SoftAssertions();
            browser.driver().executeCdpCommand("Network.setCacheDisabled", Map.of("cacheDisabled", true));
            for (String page : PAGES) {
                browser.open(page);
                List<?> sizes = (List<?>) browser.driver().executeScript(FETCHED);
                long bytes = sizes.stream()
                        .mapToLong(size -> ((Number) size).longValue())
                        .sum();
                all.assertThat(sizes).as(page).hasSizeBetween(4, MOST_REQUESTS);
                all.assertThat(bytes).as(page).isBetween(10_000L, MOST_BYTES);
            }
            all.assertAll();
        }
    }
}
