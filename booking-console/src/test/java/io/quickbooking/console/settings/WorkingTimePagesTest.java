package io.quickbooking.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.console.testing.SignedInClient.Page;
import io.quickbooking.core.admin.settings.CatalogDesk;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.CatalogFile;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkingTimePagesTest {
    private static final String AURORA = "/admin/settings/salons/aurora";
    private static final String SARAH = AURORA + "/masters/m123";

    private static TestDatabase database;
    private static RunningConsole console;
    private static SignedInClient admin;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        console = RunningConsole.on(
                database, Map.of("booking.whatsapp.access-token", ""), SettableClock.at("2026-11-25T14:05:00Z"));
        admin = SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
    }

    @AfterAll
    static void stop() {
        console.close();
        database.close();
    }

    @Test
    void a_day_off_that_would_strand_a_visit_is_asked_about_then_shown_and_removed_again() {
        Answer card = console.tap("+15550100301", "slot_2026-12-01_11:00_m123_s456");
        String code = console.tap("+15550100301", card.button(0))
                .json()
                .path("bookingCode")
                .asString();
        String form = AURORA + "/days/~new";
        Map<String, String> day = new HashMap<>(Map.of(
                "master", "m123", "kind", "OFF", "name", "Dentist", "from", "2026-12-01", "hours", "10:00-13:00"));
        day.put("seen", hidden("seen", admin.get(form + "?master=m123").body()));

        Page asked = admin.post(form, day);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).contains(code, "value=\"Dentist\"", "Save and strand the booking");
        assertThat(admin.get(SARAH).body()).doesNotContain("Dentist");

        day.put("accepted", hidden("accepted", asked.body()));
        Page saved = admin.post(form, day);
        assertThat(saved.status()).isEqualTo(302);
        assertThat(saved.location()).isEqualTo(SARAH);
        String page = admin.get(SARAH).body();
        assertThat(page).contains("Dentist", "Tue, 1 Dec 2026", "10:00-13:00");
        assertThat(admin.get("/admin/calendar?salon=aurora&date=2026-12-01").body())
                .contains("Dentist");

        Matcher link = Pattern.compile("href=\"(" + AURORA + "/days/[0-9a-f-]+)\\?master=m123\"")
                .matcher(page);
        assertThat(link.find()).isTrue();
        String seen = hidden("seen", admin.get(link.group(1) + "?master=m123").body());
        admin.post(link.group(1), Map.of("master", "m123", "seen", seen, "remove", "true"));
        assertThat(admin.get(SARAH).body()).doesNotContain("Dentist");
    }

    @Test
    void what_is_no_date_or_no_time_is_marked_where_it_stands() {
        String seen = hidden("seen", admin.get(AURORA + "/days/~new").body());
        Page refused =
                admin.post(AURORA + "/days/~new", Map.of("master", "", "kind", "OPEN", "from", "soon", "seen", seen));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Not saved yet").contains("field__error");

        String breaks = AURORA + "/breaks";
        String before = hidden("seen", admin.get(breaks).body());
        Page wrong = admin.post(breaks, Map.of("master", "", "breaks.mon", "noon", "seen", before));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("value=\"noon\"", "breaks.mon-error");
        Page right = admin.post(breaks, Map.of("master", "", "breaks.mon", "16:00-16:15", "seen", before));
        assertThat(right.status()).isEqualTo(302);
        assertThat(admin.get(AURORA).body()).contains("16:00-16:15");
    }

    /** It named a line of a file, in English. */
    @Test
    void a_day_that_is_there_already_is_said_so_in_the_operators_language() {
        String form = AURORA + "/days/~new";
        Map<String, String> eve =
                new HashMap<>(Map.of("master", "", "kind", "OFF", "name", "Eve", "from", "2027-12-24"));
        eve.put("seen", hidden("seen", admin.get(form).body()));
        assertThat(admin.post(form, eve).status()).isEqualTo(302);
        for (String language : new String[] {"he", "en"}) {
            admin.post("/admin/language", Map.of("language", language, "back", "/admin/health"));
            Page again = admin.post(form, eve);
            assertThat(again.status()).isEqualTo(422);
            assertThat(again.body())
                    .contains(
                            language.equals("he") ? "היום הזה כבר קיים" : "This day is there already.", "value=\"Eve\"")
                    .doesNotContain("salons[", "line ", "??");
        }
    }

    @Test
    void hours_past_midnight_are_told_how_to_be_written() {
        String form = AURORA + "/hours";
        Page refused = admin.post(
                form, Map.of("seen", hidden("seen", admin.get(form).body()), "workingHours.fri", "22:00-02:00"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("instead of 22:00-02:00 write 22:00-24:00 here and 00:00-02:00 there");
    }

    @Test
    void a_service_that_nobody_could_ever_book_is_saved_and_said_so() {
        addSalon("never", "5550199", "services: [{ code: s1, name: Long Trip, minutes: 60 }]");
        String never = "/admin/settings/salons/never";
        Map<String, String> master =
                new HashMap<>(Map.of("code", "m1", "name", "Mia", "active", "true", "services", "s1", "default", "s1"));
        master.put("seen", hidden("seen", admin.get(never + "/new-master").body()));
        assertThat(admin.get(never).body()).contains("Long Trip: nobody performs it.");
        assertThat(admin.post(never + "/new-master", master).status()).isEqualTo(302);
        assertThat(admin.get(never).body()).doesNotContain("Can never be booked");
        Map<String, String> service =
                new HashMap<>(Map.of("name", "Long Trip", "minutes", "600", "price", "35", "active", "true"));
        service.put("seen", hidden("seen", admin.get(never + "/services/s1").body()));
        assertThat(admin.post(never + "/services/s1", service).status()).isEqualTo(302);
        assertThat(admin.get(never).body())
                .contains("Long Trip: it takes longer")
                .doesNotContain("??");
        assertThat(admin.post(
                                "/admin/settings/import",
                                Map.of(
                                        "text",
                                        console.bean(CatalogDesk.class)
                                                .export(
                                                        "admin",
                                                        console.bean(Catalog.class).names().stream()
                                                                .filter(salon -> salon.code()
                                                                        .equals("never"))
                                                                .findFirst())
                                                .orElseThrow()
                                                .replace("minutes: 600", "minutes: 700")))
                        .body())
                .contains("Zalon never", "Long Trip: it takes longer");
    }

    @Test
    void a_service_has_buffers_and_a_master_terms_of_their_own() {
        Map<String, String> service = new HashMap<>(
                Map.of("name", "Manicure", "minutes", "45", "price", "35", "active", "true", "bufferBefore", "5"));
        service.put("bufferAfter", "300");
        service.put("seen", hidden("seen", admin.get(AURORA + "/services/s460").body()));
        assertThat(admin.post(AURORA + "/services/s460", service).body()).contains("from 0 to 240");
        service.put("bufferAfter", "10");
        assertThat(admin.post(AURORA + "/services/s460", service).status()).isEqualTo(302);
        assertThat(database.jdbc()
                        .sql(
                                "SELECT buffer_before_minutes * 1000 + buffer_after_minutes FROM services WHERE code = 's460'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(5010);

        String amara = AURORA + "/masters/m126";
        Map<String, String> master = new HashMap<>(Map.of(
                "name", "Amara Okafor", "active", "true", "ownHours", "false", "services", "s460", "default", "s460"));
        master.putAll(Map.of("minutes.s460", "50", "price.s460", "40.50", "worksUntil", "2027-12-31"));
        master.put("seen", hidden("seen", admin.get(amara).body()));
        assertThat(admin.post(amara, master).status()).isEqualTo(302);
        assertThat(admin.get(amara).body()).contains("value=\"50\"", "value=\"40.50\"", "value=\"2027-12-31\"");
    }

    @Test
    void how_long_a_choice_is_kept_is_a_detail_of_the_salon() {
        String page = admin.get(AURORA + "/details").body();
        Map<String, String> details = new HashMap<>();
        Matcher fields = Pattern.compile("name=\"(\\w+)\" value=\"([^\"]*)\"").matcher(page);
        while (fields.find()) {
            details.put(fields.group(1), fields.group(2));
        }
        details.put("holdMinutes", "16");
        assertThat(admin.post(AURORA + "/details", details).body()).contains("from 0 to 15");
        details.put("holdMinutes", "5");
        assertThat(admin.post(AURORA + "/details", details).status()).isEqualTo(302);
        assertThat(admin.get(AURORA).body()).contains("5 min");
    }

    @Test
    void a_master_moves_to_another_salon_after_the_bookings_of_later_days_were_listed() {
        String form = AURORA + "/masters/m124/move";
        assertThat(admin.get(AURORA + "/masters/m124").body()).doesNotContain(form);
        assertThat(admin.get(form).body()).contains("There is no other salon");
        addSalon("nova", "5550101", "services: [{ code: s457, name: Cut, minutes: 30, price: 1000 }]");
        addSalon("luna", "5550102", "services: []");
        assertThat(admin.get(AURORA + "/masters/m124").body()).contains(form);
        Answer card = console.tap("+15550100302", "slot_2026-12-03_11:00_m124_s457");
        String code = console.tap("+15550100302", card.button(0))
                .json()
                .path("bookingCode")
                .asString();

        String page = admin.get(form).body();
        assertThat(page.substring(page.indexOf("id=\"to\"")))
                .contains("value=\"2026-11-26\"", "value=\"nova\"", "value=\"luna\"")
                .doesNotContain("value=\"aurora\"");
        Map<String, String> move = new HashMap<>(Map.of("to", "aurora", "from", "2026-12-01"));
        move.put("seen", hidden("seen", page));
        Page nowhere = admin.post(form, move);
        assertThat(nowhere.status()).isEqualTo(422);
        assertThat(nowhere.body()).contains("Choose one of the other salons.", "value=\"2026-12-01\"");
        move.put("to", "nova");
        move.put("from", "soon");
        Page never = admin.post(form, move);
        assertThat(never.status()).isEqualTo(422);
        assertThat(never.body()).contains("A date, such as 2026-12-25", "value=\"soon\"", "value=\"nova\" selected");

        move.put("from", "2026-11-24");
        assertThat(admin.post(form, move).body()).contains("That day is over.");

        move.put("from", "2026-12-01");
        Page asked = admin.post(form, move);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).contains(code, "Save and strand the booking");
        move.put("accepted", hidden("accepted", asked.body()));
        Page moved = admin.post(form, move);
        assertThat(moved.status()).isEqualTo(303);
        assertThat(moved.location()).isEqualTo("/admin/settings/salons/nova/masters/m124");
        assertThat(admin.get(moved.location()).body()).contains("Moved.", "value=\"2026-12-01\"");
        assertThat(admin.get(AURORA + "/masters/m124").body()).contains("value=\"2026-11-30\"");

        // Once more, by who saw them before: on the same day, they are not moved twice unasked.
        Page overtaken = admin.post(form, move);
        assertThat(overtaken.status()).isEqualTo(409);
        assertThat(overtaken.body()).contains("Somebody else changed this", "2026-11-30");
        assertThat(admin.get(form).body()).contains("They have a last day here").doesNotContain("name=\"from\"");

        leavesNoEarlierThanTheyBegin();
    }

    /** And goes where no service is theirs. */
    private static void leavesNoEarlierThanTheyBegin() {
        String first = "/admin/settings/salons/aurora/masters/m125";
        Map<String, String> move = new HashMap<>(Map.of("to", "luna", "from", "2027-01-01"));
        move.put("seen", hidden("seen", admin.get(first + "/move").body()));
        Page moved = admin.post(first + "/move", move);
        assertThat(moved.location()).isEqualTo("/admin/settings/salons/luna/masters/m125");
        String back = moved.location() + "/move";
        Map<String, String> early = new HashMap<>(Map.of("to", "aurora", "from", "2027-01-01"));
        early.put("seen", hidden("seen", admin.get(back).body()));
        Page refused = admin.post(back, early);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Later than their first day here");
        early.put("from", "2027-03-01");
        assertThat(admin.post(back, early).location()).isEqualTo(AURORA + "/masters/m125-2");
    }

    private static void addSalon(String code, String phoneNumberId, String services) {
        console.bean(CatalogDesk.class)
                .apply(
                        "admin",
                        CatalogFile.parse(code + ".yaml", """
                        salons:
                          - code: %s
                            name: Zalon %s
                            phoneNumberId: "%s"
                            timeZone: America/New_York
                            currency: USD
                            %s
                            masters: []
                        """.formatted(code, code, phoneNumberId, services)),
                        "");
    }

    private static String hidden(String name, String page) {
        Matcher found =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }
}
