package io.quickbooking.console.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.Browser;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The calendar under the hands of a member of staff. */
class CalendarBrowserTest {
    private static final Pattern PAGE = Pattern.compile("/Type\\s*/Page\\b(?!s)");

    private static TestDatabase database;
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        console = RunningConsole.on(
                database, Map.of("booking.whatsapp.access-token", ""), SettableClock.at("2026-11-25T14:05:00Z"));
        TestSalon.aSalon()
                .called("busy", "106540352242925")
                .withMaster("m1", "Bo")
                .withMaster("m2", "Cy")
                .withMaster("m3", "Di")
                .in(database);
        fill("m1", 96, 15);
        fill("m2", 24, 60);
        fill("m3", 200, 7);
    }

    /** Visits one after another from midnight of the first of June. */
    private static void fill(String master, int visits, int minutes) {
        database.jdbc()
                .sql("INSERT INTO customers (salon_id, phone) SELECT id, ? FROM salons WHERE code = 'busy'")
                .param("155501" + minutes)
                .update();
        database.jdbc()
                .sql("""
                        INSERT INTO bookings (booking_code, salon_id, customer_id, customer_name, service, service_id,
                                              master_id, start_ts, end_ts, price, currency)
                        SELECT 'BK' || (? + n), m.salon_id, c.id, 'Maximiliane von Hohenstein-Bergedorf', 'Haircut and beard',
                               v.id, m.id, TIMESTAMPTZ '2026-06-01 00:00-04' + make_interval(mins => n * ?),
                               TIMESTAMPTZ '2026-06-01 00:00-04' + make_interval(mins => (n + 1) * ?), 0, 'USD'
                        FROM masters m
                        JOIN customers c ON c.salon_id = m.salon_id AND c.phone = ?
                        JOIN services v ON v.salon_id = m.salon_id,
                             generate_series(0, ? - 1) AS n
                        WHERE m.code = ?
                          AND m.salon_id = (SELECT id FROM salons WHERE code = 'busy')
                        """)
                .params(100000 + minutes * 1000, minutes, minutes, "155501" + minutes, visits, master)
                .update();
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @Test
    void keys_open_the_calendar_and_step_between_its_days() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.open("/admin?salon=aurora").find("body").sendKeys("gc");
            browser.untilText(".cal-date", "Wed, 25 Nov 2026");
            browser.find("body").sendKeys("]");
            browser.untilText(".cal-date", "Thu, 26 Nov 2026");
            browser.find("body").sendKeys("[");
            browser.untilText(".cal-date", "Wed, 25 Nov 2026");
            browser.find("body").sendKeys("[");
            browser.untilText(".cal-date", "Tue, 24 Nov 2026");
            assertThat(browser.path()).contains("date=2026-11-24");
            browser.find("#cal-day").sendKeys("]");
            assertThat(browser.path()).as("in a field").contains("date=2026-11-24");
            browser.find(".cal-box").sendKeys(Keys.ARROW_RIGHT);
            assertThat(browser.path()).as("in what scrolls").contains("date=2026-11-24");
            browser.find("body").sendKeys(Keys.ARROW_RIGHT);
            browser.untilText(".cal-date", "Wed, 25 Nov 2026");
            browser.find("body").sendKeys(Keys.ARROW_LEFT);
            browser.untilText(".cal-date", "Tue, 24 Nov 2026");
            browser.find("body").sendKeys("?");
            browser.untilText("#keys", "Previous and next day of the calendar");
            browser.find("#keys").sendKeys(Keys.ESCAPE);
            browser.open("/admin/calendar?salon=aurora&view=week&date=2026-11-25")
                    .find("body")
                    .sendKeys("]");
            browser.untilText(".cal-date", "Mon 30 Nov");
        }
    }

    @Test
    void the_arrow_to_the_left_leads_on_where_the_page_is_read_to_the_left() {
        try (Browser browser = Browser.at(console.address(), "he").signIn()) {
            browser.open("/admin/calendar?salon=aurora&date=2026-11-25")
                    .find("body")
                    .sendKeys(Keys.ARROW_LEFT);
            browser.until(() -> browser.path().contains("date=2026-11-26"));
            browser.find("body").sendKeys(Keys.ARROW_RIGHT);
            browser.until(() -> browser.path().contains("date=2026-11-25"));
        }
    }

    @Test
    void a_new_booking_appears_without_reloading_and_without_losing_the_place() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.open("/admin/calendar?salon=aurora&date=2026-11-26").until(() -> browser.has("[data-state=live]"));
            browser.driver()
                    .executeScript("document.body.dataset.sameDocument = 'yes';"
                            + "document.querySelector('.cal-box').scrollTop = 150");

            Answer card = console.tap("+15550100301", "slot_2026-11-26_11:00_m123_s456");
            browser.until(() -> browser.has(".visit--choosing"));
            console.tap("+15550100301", card.button(0));
            browser.until(() -> browser.has(".visit--confirmed"));

            assertThat(browser.has("body[data-same-document]")).isTrue();
            assertThat(browser.has(".visit--choosing")).isFalse();
            assertThat(((Number) browser.driver().executeScript("return document.querySelector('.cal-box').scrollTop"))
                            .intValue())
                    .isEqualTo(150);
            browser.find("body").sendKeys("j");
            browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
            browser.until(() -> browser.path().startsWith("/admin/bookings/BK"));
        }
    }

    @Test
    void the_day_fits_on_a_phone_and_scrolls_in_its_own_box() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.width(Browser.PHONE);
            for (String view : new String[] {"day", "week", "week&master=m1", "list", "list&by=master", "print"}) {
                browser.open("/admin/calendar?salon=busy&date=2026-06-01&view=" + view);
                assertThat(browser.overflow()).as(view).isLessThanOrEqualTo(0);
            }
            browser.open("/admin/calendar?salon=busy&date=2026-06-01");
            assertThat((Boolean) browser.driver()
                            .executeScript("const box = document.querySelector('.cal-box');"
                                    + "box.scrollTo(300, 300);"
                                    + "const edge = box.getBoundingClientRect();"
                                    + "const head = document.querySelector('.col__head').getBoundingClientRect();"
                                    + "const axis = document.querySelector('.axis').getBoundingClientRect();"
                                    + "return box.scrollLeft > 100 && Math.abs(head.top - edge.top) < 3"
                                    + " && Math.abs(axis.left - edge.left) < 3"))
                    .as("names and hours stay")
                    .isTrue();
            browser.click(".cal-narrow a").untilText("#calendar", "Maximiliane");
            assertThat(browser.path()).contains("view=list");
        }
    }

    @Test
    void a_crowded_day_shuts_nobody_out() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            for (boolean dark : new boolean[] {false, true}) {
                browser.dark(dark).open("/admin/calendar?salon=busy&date=2026-06-01");
                assertThat(browser.axe()).as("dark: %s", dark).isEmpty();
            }
        }
    }

    @Test
    void a_day_is_printed_as_one_page_for_each_master_however_long_it_is() {
        try (Browser browser = Browser.at(console.address()).signIn()) {
            browser.open("/admin/calendar?salon=busy&view=print&date=2026-06-01");
            assertThat(browser.all(".sheet")).hasSize(3);
            assertThat(browser.all(".sheet--close, .sheet--two, .sheet--three")).hasSize(3);
            assertThat(pages(browser)).isEqualTo(3);
            browser.open("/admin/calendar?salon=busy&view=print&date=2026-06-01&master=m1");
            assertThat(pages(browser)).isEqualTo(1);
            browser.open("/admin/calendar?salon=aurora&view=print&date=2026-11-26");
            assertThat(pages(browser)).isEqualTo(browser.all(".sheet").size()).isEqualTo(5);
        }
    }

    /** As a browser prints: on the paper that the page asks for. */
    private static long pages(Browser browser) {
        Map<String, Object> printed =
                browser.driver().executeCdpCommand("Page.printToPDF", Map.of("preferCSSPageSize", true));
        String pdf = new String(Base64.getDecoder().decode((String) printed.get("data")), StandardCharsets.ISO_8859_1);
        assertThat(pdf.contains("/MediaBox [0 0 594.9")).as("A4").isTrue();
        return PAGE.matcher(pdf).results().count();
    }
}
