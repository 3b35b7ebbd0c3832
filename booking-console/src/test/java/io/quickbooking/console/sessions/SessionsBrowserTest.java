package io.quickbooking.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.Browser;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Sessions as they come and go under the eyes of a member of staff, who never reloads. */
class SessionsBrowserTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path PICTURES = Path.of("target", "pages");

    private static TestDatabase database;
    private static SettableClock clock;
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        clock = SettableClock.at("2026-11-25T14:05:00Z");
        console = RunningConsole.on(database, Map.of("booking.whatsapp.access-token", ""), clock);
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @Test
    void a_session_appears_advances_and_expires_without_reloading() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.open("/admin/sessions?q=lucas").untilText("#rows", "No sessions match these filters");
            browser.driver().executeScript("document.body.dataset.sameDocument = 'yes'");

            Answer card = tap("+15550100401", "slot_2026-11-26_11:00_m123_s456", "Lucas Silva");
            browser.untilText("#rows", "Lucas Silva").untilText("#rows tbody", "Sees the card");
            assertThat(browser.has("[data-countdown]")).isTrue();

            clock.advance(Duration.ofSeconds(30));
            tap("+15550100401", card.button(1), "Lucas Silva");
            browser.untilText("#rows tbody", "Choosing a time");

            clock.advance(Duration.ofMinutes(15));
            browser.untilText("#rows tbody", "Didn’t confirm in time");
            assertThat(browser.has("body[data-same-document]")).isTrue();

            browser.click("[data-row]").untilText("h1", "Lucas Silva");
            assertThat(browser.text("#step-1")).contains("card shown", "slot_2026-11-26_11:00_m123_s456", "Confirm");
            assertThat(browser.text("#step-2")).contains("Times of a day listed");
            browser.click("#step-1 details summary");
            assertThat(browser.text("#step-1 pre")).contains("\"buttonId\" : \"slot_2026-11-26_11:00_m123_s456\"");
            browser.all("#step-1 details summary").get(1).click();
            assertThat(browser.all("#step-1 pre").get(1).getText()).contains("\"interactive\"", "\"Confirm\"");
        }
    }

    @Test
    void the_filter_changes_the_list_and_the_address_and_keeps_the_typing_in_place() {
        tap("+15550100411", "slot_2026-11-27_11:00_m124_s456", "Noa Levi");
        tap("+15550100412", "slot_2026-11-27_15:00_m124_s456", "Tom O'Brien");
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.open("/admin/sessions").untilText("#rows", "Noa Levi");
            browser.find("#session-q").sendKeys("brien");

            browser.until(() -> browser.text("#rows").contains("O'Brien")
                    && !browser.text("#rows").contains("Noa Levi"));
            browser.until(() -> browser.path().contains("q=brien"));
            assertThat(browser.driver().switchTo().activeElement().getAttribute("id"))
                    .isEqualTo("session-q");
        }
    }

    /** The browser's clock is days ahead of the server's. */
    @Test
    void a_countdown_follows_the_servers_clock_before_any_stream_tells_it() {
        tap("+15550100451", "slot_2026-11-27_09:00_m125_s456", "Iva Novak");
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                    delete window.SharedWorker;
                    Object.defineProperty(Navigator.prototype, 'locks', {value: undefined});"""));
            browser.open("/admin/sessions?q=iva");
            browser.until(() -> browser.has("[data-state=polling]"));
            assertThat(browser.text("[data-countdown]")).matches("1[0-5]:\\d\\d");
            assertThat(browser.has("[data-countdown].is-over")).isFalse();
            browser.open("/admin");
            browser.until(() -> browser.has("[data-state=polling]"));
            assertThat(browser.text("[data-countdown]")).matches("1?\\d:\\d\\d");
        }
    }

    @Test
    void a_lost_session_is_legible_for_everybody() {
        Answer first = tap("+15550100421", "slot_2026-11-28_11:00_m123_s456", "Ana Ruiz");
        Answer second = tap("+15550100422", "slot_2026-11-28_11:00_m123_s456", "נועה כהן");
        clock.advance(Duration.ofSeconds(9));
        tap("+15550100421", first.button(0), "Ana Ruiz");
        clock.advance(Duration.ofMillis(140));
        tap("+15550100422", second.button(0), "נועה כהן");
        String lost = database.jdbc()
                .sql("SELECT id::text FROM sessions WHERE state = 'LOST'")
                .query(String.class)
                .single();
        for (String language : List.of("en", "he")) {
            try (Browser browser = Browser.at(console.address(), language).signIn()) {
                for (String page : List.of("/admin/sessions?state=all", "/admin/sessions/" + lost)) {
                    for (boolean dark : List.of(false, true)) {
                        for (int width : List.of(Browser.WIDE, Browser.PHONE)) {
                            browser.width(width).dark(dark).open(page);
                            String shown =
                                    "%s, %s, %d px, %s".formatted(page, language, width, dark ? "dark" : "light");
                            assertThat(browser.axe()).as(shown).isEmpty();
                            assertThat(browser.overflow()).as(shown).isLessThanOrEqualTo(0);
                            browser.screenshot(PICTURES.resolve(
                                    shown.replace(lost, "lost").replaceAll("[^A-Za-z0-9]+", "-") + ".png"));
                        }
                    }
                }
                browser.width(Browser.WIDE).open("/admin/sessions/" + lost).click("#step-2 details summary");
                assertThat(browser.axe()).as("with what came in").isEmpty();
            }
        }
    }

    @Test
    void without_javascript_a_session_is_found_and_read() {
        tap("+15550100431", "slot_2026-11-30_11:00_m123_s456", "Priya Raman");
        try (Browser browser = Browser.withoutJavaScript(console.address())
                .width(Browser.PHONE)
                .signIn()) {
            browser.open("/admin/sessions");
            browser.find("#session-q").sendKeys("raman");
            browser.click("main form button").untilText("#rows", "Priya Raman");
            browser.click("[data-row]").untilText("h1", "Priya Raman");
            browser.click("#step-1 details summary");
            assertThat(browser.text("#step-1 pre")).contains("slot_2026-11-30_11:00_m123_s456");
        }
    }

    private static Answer tap(String customer, String buttonId, String name) {
        Answer answer = console.postTap(JSON.writeValueAsString(
                Map.of("salon", "aurora", "customer", customer, "buttonId", buttonId, "name", name)));
        assertThat(answer.status()).as(answer.body()).isIn(200, 409);
        return answer;
    }
}
