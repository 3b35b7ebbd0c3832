package io.quickbooking.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.Browser;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignInBrowserTest {
    private static TestDatabase database;
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        console = RunningConsole.on(database, Map.of());
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @Test
    void who_signs_in_sees_the_day() {
        try (Browser browser = Browser.at(console.address())) {
            browser.signIn().untilText("h1", "Today");

            assertThat(browser.path()).isEqualTo("/admin");
            assertThat(browser.axe()).isEmpty();
        }
    }

    @Test
    void one_can_sign_in_without_javascript() {
        try (Browser browser = Browser.withoutJavaScript(console.address())) {
            browser.signIn().untilText("h1", "Today");

            assertThat(browser.has("html.has-js")).isFalse();
        }
    }

    @Test
    void a_phone_in_the_dark_reads_hebrew() {
        try (Browser browser =
                Browser.at(console.address(), "he").width(Browser.PHONE).dark(true)) {
            browser.signIn();

            assertThat(browser.find("html").getAttribute("dir")).isEqualTo("rtl");
            assertThat(browser.overflow()).isZero();
            assertThat(browser.axe()).isEmpty();
        }
    }
}
