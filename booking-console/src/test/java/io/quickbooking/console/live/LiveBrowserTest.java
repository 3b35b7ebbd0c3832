package io.quickbooking.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.Browser;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import io.quickbooking.testing.TcpProxy;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

/**
 * Pages under a live stream in a real browser. The times are shortened; with {@code -Dlive.real=true} they are those of
 * every day, and typing lasts a minute.
 */
class LiveBrowserTest {
    private static final boolean REAL = Boolean.getBoolean("live.real");
    private static final Duration SILENCE = REAL ? Duration.ofSeconds(25) : Duration.ofSeconds(2);
    private static final Duration RETURN = Duration.ofSeconds(6);

    private static TestDatabase database;
    private static RunningConsole console;
    private static UUID aurora;

    private Browser browser;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        console = RunningConsole.on(database, Map.of("booking.live.heartbeat", REAL ? "10s" : "500ms"));
        aurora = console.bean(Catalog.class).byCode("aurora").orElseThrow().id();
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @BeforeEach
    void call() {
        rename("Salon Aurora");
    }

    @AfterEach
    void leave() {
        browser.close();
    }

    /** A page with a region that shows the salon's name, and something in it to have in hand. */
    private void look(String address) {
        browser = Browser.at(address).signIn();
        showRegion();
    }

    private void showRegion() {
        browser.driver().executeScript("""
                const region = document.createElement('section');
                region.id = 'probe';
                region.className = 'panel';
                region.dataset.live = 'catalog';
                for (const [name, value] of Object.entries({
                    get: '/admin/bookings/new?salon=aurora', trigger: 'refresh', select: '.page-head__sub bdi:first-of-type', target: '#probe-name',
                    swap: 'innerHTML', request: '{"noHeaders": true}'})) {
                  region.setAttribute('hx-' + name, value);
                }
                region.innerHTML = '<p id="probe-name">(nothing yet)</p><p><button id="inside" type="button">In hand</button></p>'
                  + '<details><summary>More</summary>Text</details>';
                document.querySelector('main').prepend(region);
                htmx.process(region);
                """);
        if (!REAL) {
            browser.driver().executeScript("""
                    Object.assign(document.getElementById('live-chip').dataset, {silenceMs: 1500, pollMs: 3000});
                    """);
        }
        browser.until(() -> List.of("live", "paused", "polling").contains(state()));
    }

    private String state() {
        return String.valueOf(
                browser.driver().executeScript("return document.getElementById('live-chip').dataset.state"));
    }

    private static void rename(String name) {
        database.jdbc()
                .sql("UPDATE salons SET name = ? WHERE id = ?")
                .params(name, aurora)
                .update();
        console.bean(Catalog.class).refresh();
        console.bean(Signals.class).publish(aurora, Topic.CATALOG);
    }

    private String shown() {
        return browser.text("#probe-name");
    }

    @Test
    void change_is_seen_without_reloading() {
        look(console.address());
        rename("Salon Boreal");
        browser.until(Duration.ofSeconds(3), () -> shown().equals("Salon Boreal"));
        assertThat(browser.axe()).isEmpty();
    }

    @Test
    void stream_that_falls_silent_is_told_and_found_again() {
        TcpProxy proxy = TcpProxy.to(java.net.URI.create(console.address()).getPort());
        look("http://127.0.0.1:" + proxy.port());
        proxy.freeze();
        browser.until(SILENCE.plusSeconds(1), () -> state().equals("lost"));
        assertThat(browser.find("#live-lost").isDisplayed()).isTrue();
        assertThat(browser.text("#live-as-of")).matches(".*\\d+:\\d\\d:\\d\\d.*");
        assertThat(browser.axe()).isEmpty();
        rename("Salon Cirrus");
        // What the page asks for meanwhile gets no answer, and is not waited for later.
        browser.until(() -> (boolean) browser.driver()
                .executeScript("return document.getElementById('probe').classList.contains('htmx-request')"));

        proxy.thaw();
        browser.until(RETURN, () -> state().equals("live") && shown().equals("Salon Cirrus"));
        assertThat(browser.find("#live-lost").isDisplayed()).isFalse();
        proxy.close();
    }

    @Test
    void stream_that_breaks_is_told_at_once_and_found_again() {
        TcpProxy proxy = TcpProxy.to(java.net.URI.create(console.address()).getPort());
        look("http://127.0.0.1:" + proxy.port());
        proxy.breakAll();
        browser.until(Duration.ofSeconds(2), () -> state().equals("lost"));
        rename("Salon Dione");
        browser.until(RETURN, () -> state().equals("live") && shown().equals("Salon Dione"));
        proxy.close();
    }

    @Test
    void pause_holds_on_all_pages_until_it_is_ended() {
        look(console.address());
        browser.click("#live-chip button");
        assertThat(state()).isEqualTo("paused");
        assertThat(browser.find("#live-paused").isDisplayed()).isTrue();
        browser.open("/admin");
        showRegion();
        assertThat(state()).isEqualTo("paused");
        rename("Salon Eos");
        eventually(() -> console.bean(LiveHub.class).size() == 0);
        assertThat(shown()).isEqualTo("(nothing yet)");

        browser.find("body").sendKeys("p");
        browser.until(RETURN, () -> state().equals("live") && shown().equals("Salon Eos"));
    }

    @Test
    void region_in_hand_is_left_alone_and_offers_what_is_new() {
        look(console.address());
        WebElement button = browser.find("#inside");
        browser.driver().executeScript("arguments[0].focus()", button);
        rename("Salon Fulgora");
        browser.untilText("#fresh", "New data");
        assertThat(shown()).isEqualTo("(nothing yet)");
        assertThat(browser.axe()).isEmpty();

        browser.driver().executeScript("arguments[0].blur()", button);
        browser.until(Duration.ofSeconds(3), () -> shown().equals("Salon Fulgora"));
        assertThat(browser.has("#fresh button")).isFalse();

        browser.click("#probe summary");
        rename("Salon Gaia");
        browser.untilText("#fresh", "New data");
        browser.click("#fresh button");
        browser.until(Duration.ofSeconds(3), () -> shown().equals("Salon Gaia"));
    }

    @Test
    void hidden_tab_has_no_stream_and_is_right_when_shown_again() {
        look(console.address());
        LiveHub hub = console.bean(LiveHub.class);
        eventually(() -> hub.size() == 1);
        String first = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        // The server finds out with the second thing that it writes to a closed stream.
        eventually(() -> hub.size() == 0);
        rename("Salon Hesperia");
        browser.driver().switchTo().window(first);
        browser.until(RETURN, () -> shown().equals("Salon Hesperia"));
    }

    /** More than the six connections that a browser has to a server which speaks HTTP/1.1. */
    @Test
    void twelve_windows_of_several_salons_share_one_stream() {
        UUID borealis =
                TestSalon.aSalon().called("borealis", "20003").in(database).id();
        console.bean(Catalog.class).refresh();
        look(console.address());
        List<String> windows = new ArrayList<>(List.of(browser.driver().getWindowHandle()));
        for (int i = 1; i < 12; i++) {
            browser.driver().switchTo().newWindow(WindowType.WINDOW);
            windows.add(browser.driver().getWindowHandle());
            browser.open(i % 3 == 2 ? "/admin/bookings?salon=borealis" : "/admin/sessions?salon=aurora");
            showRegion();
            assertThat(browser.driver().executeScript("return document.hidden")).isEqualTo(false);
        }
        LiveHub hub = console.bean(LiveHub.class);
        eventually(() -> hub.size() == 1);
        rename("Salon Iris");
        windows.forEach(window -> {
            browser.driver().switchTo().window(window);
            boolean there = browser.path().contains("borealis");
            if (!there) {
                browser.until(RETURN, () -> shown().equals("Salon Iris"));
            }
            assertThat(state()).isEqualTo("live");
            assertThat(shown()).isEqualTo(there ? "(nothing yet)" : "Salon Iris");
        });
        console.bean(Signals.class).publish(borealis, Topic.CATALOG);
        browser.driver().switchTo().window(windows.get(2));
        browser.until(RETURN, () -> shown().equals("Salon Iris"));

        // The one that began goes; the others miss nothing.
        browser.driver().switchTo().window(windows.get(0)).close();
        rename("Salon Juno");
        browser.driver().switchTo().window(windows.get(1));
        browser.until(RETURN, () -> shown().equals("Salon Juno"));
        assertThat(state()).isEqualTo("live");
        assertThat(hub.size()).isOne();

        browser.open("/admin").click(".top__user summary");
        browser.click("form[action='/admin/logout'] button");
        for (String window : windows.subList(2, 12)) {
            browser.driver().switchTo().window(window);
            browser.until(RETURN, () -> state().equals("signed-out"));
        }
    }

    @Test
    void window_that_comes_later_hears_what_changed_since_its_page_was_made() {
        look(console.address());
        String first = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.WINDOW);
        String second = browser.driver().getWindowHandle();
        // Between the page and its word to the worker.
        browser.driver().executeCdpCommand("Page.enable", Map.of());
        browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                const real = MessagePort.prototype.postMessage;
                window.held = [];
                MessagePort.prototype.postMessage = function (data) {
                  window.held ? held.push(() => real.call(this, data)) : real.call(this, data);
                };"""));
        browser.open("/admin");
        console.bean(Signals.class).publish(aurora, Topic.BOOKINGS);
        rename("Salon Kale");
        browser.driver().switchTo().window(first);
        browser.until(RETURN, () -> shown().equals("Salon Kale"));
        browser.driver().switchTo().window(second);
        browser.driver().executeScript("""
                window.asked = [];
                document.addEventListener('htmx:beforeRequest', event => asked.push(event.detail.elt.id));
                const waiting = held; held = null; waiting.forEach(send => send());""");
        browser.until(RETURN, () -> (boolean) browser.driver().executeScript("return asked.length > 0"));
        assertThat(state()).isEqualTo("live");
    }

    @Test
    void without_a_shared_worker_three_windows_have_a_stream_and_the_others_say_that_they_ask() {
        fallBack("delete window.SharedWorker;", true);
    }

    @Test
    void without_locks_too_all_windows_ask_and_say_so() {
        fallBack(
                "delete window.SharedWorker; Object.defineProperty(Navigator.prototype, 'locks', {value: undefined});",
                false);
    }

    private void fallBack(String without, boolean someLive) {
        browser = Browser.at(console.address()).signIn();
        browser.driver().get("about:blank");
        List<String> windows = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            browser.driver().switchTo().newWindow(WindowType.WINDOW);
            windows.add(browser.driver().getWindowHandle());
            browser.driver().executeCdpCommand("Page.enable", Map.of());
            browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", without));
            browser.open("/admin");
            showRegion();
            assertThat(state()).isEqualTo(someLive && i < 3 ? "live" : "polling");
        }
        assertThat(browser.text("#live-chip")).isEqualTo("Updated every 15 s");
        assertThat(browser.axe()).isEmpty();
        rename("Salon Lyra");
        browser.until(RETURN, () -> shown().equals("Salon Lyra"));
        if (someLive) {
            // A place that becomes free is taken.
            browser.driver().switchTo().window(windows.get(0)).close();
            browser.driver().switchTo().window(windows.get(7));
            List<String> others = windows.subList(3, 8);
            browser.until(() -> others.stream().anyMatch(window -> {
                browser.driver().switchTo().window(window);
                return state().equals("live");
            }));
        }
    }

    @Test
    void ten_tabs_stay_usable() {
        look(console.address());
        for (int i = 0; i < 9; i++) {
            browser.driver().switchTo().newWindow(WindowType.TAB);
            browser.open("/admin");
            browser.until(() -> state().equals("live"));
        }
    }

    @Test
    void who_signs_out_elsewhere_is_told_and_loses_nothing() {
        look(console.address());
        browser.find("#search").sendKeys("half a na");
        String first = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        browser.open("/admin").click(".top__user summary");
        browser.click("form[action='/admin/logout'] button");
        browser.driver().switchTo().window(first);
        browser.until(RETURN, () -> state().equals("signed-out"));
        assertThat(browser.text("#live-signed-out")).contains("Sign in again");
        assertThat(browser.find("#search").getAttribute("value")).isEqualTo("half a na");
        assertThat(browser.axe()).isEmpty();
    }

    @Test
    void typing_under_five_changes_a_second_loses_no_character() {
        look(console.address());
        ScheduledExecutorService busy = Executors.newSingleThreadScheduledExecutor();
        busy.scheduleAtFixedRate(
                () -> console.bean(Signals.class).publish(aurora, Topic.CATALOG, Topic.SESSIONS, Topic.BOOKINGS),
                0,
                200,
                TimeUnit.MILLISECONDS);
        WebElement search = browser.find("#search");
        StringBuilder typed = new StringBuilder();
        long end = System.nanoTime() + Duration.ofSeconds(REAL ? 60 : 6).toNanos();
        for (int i = 0; i < 26 || System.nanoTime() < end; i++) {
            String letter = String.valueOf((char) ('a' + i % 26));
            search.sendKeys(letter);
            typed.append(letter);
        }
        busy.shutdownNow();
        assertThat(search.getAttribute("value")).isEqualTo(typed.toString());
        assertThat(browser.driver().switchTo().activeElement().getAttribute("id"))
                .isEqualTo("search");
    }

    @Test
    void keys_work_outside_of_inputs_and_can_be_switched_off() {
        look(console.address());
        WebElement page = browser.find("body");
        page.sendKeys("/");
        assertThat(browser.driver().switchTo().activeElement().getAttribute("id"))
                .isEqualTo("search");
        browser.find("#search").sendKeys("p?", Keys.TAB);
        assertThat(state()).isEqualTo("live");
        page.sendKeys("?");
        assertThat(browser.find("#keys").isDisplayed()).isTrue();
        assertThat(browser.axe()).isEmpty();
        browser.click("#keys-on").click("#keys form button");
        page.sendKeys("p");
        assertThat(state()).isEqualTo("live");
        browser.click(".top__user summary").click("[data-dialog='keys']");
        browser.click("#keys-on").click("#keys form button");
        page.sendKeys("p");
        assertThat(state()).isEqualTo("paused");
    }

    private static void eventually(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofSeconds(25)).until(condition::getAsBoolean);
    }
}
