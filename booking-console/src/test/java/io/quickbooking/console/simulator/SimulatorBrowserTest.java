package io.quickbooking.console.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.Browser;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

class SimulatorBrowserTest {
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
    void a_customer_is_played_to_the_booking_by_clicking_on_the_phone() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.open("/admin/simulator").click(".sim-start button");
            book(browser);
            assertThat(browser.text("#play")).contains("Tap Confirm", "booked");
            assertThat(browser.axe()).isEmpty();
            for (String pane : List.of("setup", "phone", "inspector")) {
                browser.width(Browser.PHONE)
                        .dark(true)
                        .open(browser.path().replaceFirst("\\?.*|$", "") + "?pane=" + pane);
                assertThat(browser.axe()).as(pane).isEmpty();
                assertThat(browser.overflow()).as(pane).isZero();
            }
        }
    }

    @Test
    void a_customer_is_played_without_javascript() {
        try (Browser browser = Browser.withoutJavaScript(console.address()).signIn()) {
            browser.open("/admin/simulator").click(".sim-start button");
            book(browser);
        }
    }

    @Test
    void a_text_is_sent_by_keyboard_and_the_line_is_empty_after() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.open("/admin/simulator").click(".sim-start button");
            browser.find("#text").sendKeys("Is there parking?" + Keys.ENTER);
            browser.untilText(".phone__lines", "Is there parking?");
            browser.until(() -> browser.find("#text").getAttribute("value").isEmpty());
        }
    }

    @Test
    void from_hola_to_a_booking_in_spanish_by_clicking() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.open("/admin/simulator").click(".sim-start button");
            browser.find("#text").sendKeys("hola" + Keys.ENTER);
            browser.untilText(".phone__lines", "¡Hola! Estos son los próximos horarios libres.");
            throughTheLists(browser, "Más horarios", "¿Desea reservarla?", "¡Su cita está reservada!");
            assertThat(browser.axe()).isEmpty();
        }
    }

    @Test
    void from_marhaba_to_a_booking_in_arabic_from_right_to_left() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.open("/admin/simulator").click(".sim-start button");
            browser.find("#text").sendKeys("مرحبا" + Keys.ENTER);
            browser.untilText(".phone__lines", "هذه أقرب المواعيد المتاحة");
            throughTheLists(browser, "مواعيد أخرى", "هل نحجزه لك؟", "تم حجز موعدك!");
            String lastText = "[...document.querySelectorAll('.line--reply .bubble__text')].at(-1)";
            assertThat(browser.driver()
                            .executeScript("return getComputedStyle(" + lastText + ").direction + ' ' + " + lastText
                                    + ".matches(':dir(rtl)')"))
                    .isEqualTo("rtl true");
            assertThat(browser.axe()).isEmpty();
            browser.width(Browser.PHONE).dark(true).open(browser.path().replaceFirst("\\?.*|$", "") + "?pane=phone");
            assertThat(browser.axe()).isEmpty();
            assertThat(browser.overflow()).isZero();
        }
    }

    @Test
    void lists_are_opened_without_javascript() {
        try (Browser browser = Browser.withoutJavaScript(console.address()).signIn()) {
            browser.open("/admin/simulator").click(".sim-start button");
            browser.find("#text").sendKeys("hi" + Keys.ENTER);
            browser.untilText(".phone__lines", "Hello! These are the next free times.");
            throughTheLists(browser, "More times", "Would you like to book it?", "Your appointment is booked!");
        }
    }

    /** Opens each list and takes its second row, until there is a card to confirm. */
    private static void throughTheLists(Browser browser, String moreTimes, String question, String booked) {
        tapLast(browser, moreTimes);
        int lists = 0;
        while (!browser.text(".phone__lines").contains(question)) {
            int before = lists;
            browser.until(() -> browser.all("details.replies").size() > before
                    || browser.text(".phone__lines").contains(question));
            List<WebElement> all = browser.all("details.replies");
            if (all.size() == lists) {
                break;
            }
            lists = all.size();
            WebElement list = all.get(lists - 1);
            list.findElement(By.tagName("summary")).click();
            list.findElements(By.cssSelector("button")).get(1).click();
        }
        assertThat(lists).isBetween(1, 4);
        browser.untilText(".phone__lines", question);
        List<WebElement> buttons = browser.all("div.replies button");
        buttons.get(buttons.size() - 2).click();
        browser.untilText(".phone__lines", booked);
    }

    private static void tapLast(Browser browser, String title) {
        List<WebElement> buttons = browser.all("div.replies button").stream()
                .filter(button -> button.getText().equals(title))
                .toList();
        buttons.get(buttons.size() - 1).click();
    }

    @Test
    void fifty_customers_race_for_one_slot() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.open("/admin/simulator/race");
            assertThat(browser.axe()).isEmpty();
            browser.find("#rounds").clear();
            browser.find("#rounds").sendKeys("2");
            browser.find(".sim-start [data-needs-offer]").click();
            browser.until(Duration.ofSeconds(90), () -> browser.text("#race").contains("Done"));
            assertThat(browser.text("#verdict"))
                    .contains("2 booked, 98 offered alternatives, 0 double bookings, 0 errors");
            assertThat(browser.axe()).isEmpty();
            browser.width(Browser.PHONE).dark(true);
            assertThat(browser.axe()).isEmpty();
            assertThat(browser.overflow()).isZero();
        }
    }

    private static void book(Browser browser) {
        browser.find(".replies button").click();
        browser.untilText(".phone__lines", "Would you like to book it?");
        List<WebElement> buttons = browser.all(".replies button");
        buttons.get(buttons.size() - 2).click();
        browser.untilText(".phone__lines", "Your appointment is booked!");
    }
}
