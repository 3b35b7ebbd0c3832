package io.quickbooking.console.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.accounts.Role;
import io.quickbooking.console.accounts.UserAccounts;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CalendarPagesTest {
    private static final String DAY = "/admin/calendar?salon=aurora&date=2026-11-26";

    private static TestDatabase database;
    private static RunningConsole console;
    private static SignedInClient admin;
    private static String code;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        console = RunningConsole.on(
                database, Map.of("booking.whatsapp.access-token", ""), SettableClock.at("2026-11-25T14:05:00Z"));
        admin = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
        TestSalon.aSalon().called("night", "106540352242924").open("0-1440").in(database);
        Answer card = console.tap("+15550100301", "slot_2026-11-26_11:00_m123_s456");
        code = console.tap("+15550100301", card.button(0))
                .json()
                .path("bookingCode")
                .asString();
        console.tap("+15550100302", "slot_2026-11-26_15:00_m124_s456");
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @Test
    void a_day_lists_each_visit_and_links_to_it() {
        String page = admin.get(DAY).body();

        assertThat(page)
                .contains("Sarah Johnson", "href=\"/admin/bookings/" + code + "\"", "11:00", "Women&#39;s Haircut")
                .contains(
                        "visit--confirmed",
                        "visit--choosing",
                        "America/New_York",
                        "data-live=\"bookings sessions catalog\"")
                .doesNotContain("??", "style=", "15550100301");
        assertThat(page).as("from nine").contains("visit--3 f24 t36");
    }

    @Test
    void free_times_lead_to_a_new_booking_for_those_who_may_book() {
        UUID salon = database.jdbc()
                .sql("SELECT id FROM salons WHERE code = 'aurora'")
                .query(UUID.class)
                .single();
        console.bean(UserAccounts.class)
                .add("test", "calendar-viewer", "{noop}a fictional password", Role.VIEWER, List.of(salon));
        SignedInClient viewer = SignedInClient.of(console, "calendar-viewer", "a fictional password");
        String nine = "/admin/bookings/new?salon=aurora&amp;master=m123&amp;date=2026-11-26&amp;time=09:00";

        assertThat(admin.get(DAY).body()).contains(nine).doesNotContain("m123&amp;date=2026-11-26&amp;time=11:00");
        assertThat(viewer.get(DAY).body()).contains(code).doesNotContain("/admin/bookings/new");
        assertThat(admin.get("/admin/calendar?salon=aurora&date=2026-11-24").body())
                .as("a day that is over")
                .doesNotContain("/admin/bookings/new");
    }

    @Test
    void days_on_which_the_clock_changes_are_as_long_as_they_are() {
        String back = admin.get("/admin/calendar?salon=night&date=2027-11-07").body();
        assertThat(count("class=\"hour ", back)).isEqualTo(25);
        assertThat(back).contains(">EDT<", ">EST<");
        String forth = admin.get("/admin/calendar?salon=night&date=2027-03-14").body();
        assertThat(count("class=\"hour ", forth)).isEqualTo(23);
        assertThat(forth).doesNotContain("<span>2:00 AM").contains("time=01:30").doesNotContain("time=02:30");
        String week = admin.get("/admin/calendar?salon=night&view=week&master=m123&date=2027-03-10")
                .body();
        assertThat(count("class=\"hour ", week)).isEqualTo(24);
        assertThat(count("block--missing", week)).isEqualTo(1);
    }

    @Test
    void week_list_and_sheets_tell_the_same_visit() {
        assertThat(admin.get(DAY + "&view=week").body()).contains("1 visit", "11:00", "1 choosing");
        assertThat(admin.get(DAY + "&view=week&master=m123").body()).contains(code);
        assertThat(admin.get(DAY + "&view=list").body()).contains(code, "•••0301", "Choosing");
        assertThat(admin.get(DAY + "&view=list&by=master").body()).contains(code, "<h2 id=\"of-m123\"");
        assertThat(admin.get(DAY + "&view=print").body())
                .contains(code, "sheet--roomy", "Break")
                .doesNotContain("•••0302");
    }

    @Test
    void what_is_not_understood_is_said_and_something_sensible_is_shown() {
        SignedInClient.Page page = admin.get("/admin/calendar?salon=aurora&view=year&date=2026-02-30&master=nobody");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("There is no such view", "That is not a date", "Nobody here has that code")
                .contains("Wed, 25 Nov 2026");
        assertThat(admin.get("/admin/calendar?salon=aurora&date=-999999999-01-01")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_part_is_the_region_alone() {
        String part =
                admin.get(DAY, "HX-Request", "true", "HX-Target", "calendar").body();
        assertThat(part).startsWith("<div id=\"calendar\"").contains(code).doesNotContain("<h1");
    }

    @Test
    void many_customers_who_choose_one_time_are_one_box() {
        for (int i = 0; i < 5; i++) {
            console.tap("+1555010031" + i, "slot_2026-11-27_11:00_m123_s456");
        }
        String page = admin.get("/admin/calendar?salon=aurora&date=2026-11-27").body();
        assertThat(page).contains("5 choosing");
        assertThat(count("visit--choosing", page)).isEqualTo(1);
    }

    private static long count(String what, String text) {
        return Pattern.compile(what, Pattern.LITERAL).matcher(text).results().count();
    }
}
