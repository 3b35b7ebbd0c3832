package io.quickbooking.console.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.BusyDay;
import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A salon's whole day, and every list of the console after it, on the days on which calendars go wrong. */
class AwkwardDaysTest {
    @ParameterizedTest
    @ValueSource(strings = {"2028-02-29", "2027-03-14", "2027-11-07", "2026-12-31"})
    void a_busy_day_is_booked_and_shown_as_any_other(LocalDate today) {
        SettableClock clock = BusyDay.clock(today);
        try (TestDatabase database = TestDatabase.create();
                RunningConsole console = RunningConsole.on(database, Map.of(), clock)) {
            openEveryDay(database);
            console.bean(Catalog.class).refresh();

            BusyDay day = BusyDay.lived(console, clock, database, today);

            assertThat(bookings(database)).isEqualTo(asChosen(day));
            ConsoleSession staff = ConsoleSession.of(console, "admin", RunningConsole.PASSWORD);
            SoftAssertions everywhere = new SoftAssertions();
            for (String page : pages(day, today)) {
                Answer answer = staff.get(page);
                everywhere.assertThat(answer.status()).as(page).isEqualTo(200);
                everywhere.assertThat(answer.body()).as(page).doesNotContain("??");
            }
            everywhere.assertAll();
            assertThat(staff.get("/admin/calendar?salon=aurora").body())
                    .contains("datetime=\"" + today + "\"")
                    .contains(day.code());
        }
    }

    private static void openEveryDay(TestDatabase database) {
        database.jdbc().sql("DELETE FROM working_hours").update();
        database.jdbc().sql("UPDATE masters SET own_hours = false").update();
        database.jdbc().sql("""
                        INSERT INTO working_hours (salon_id, weekday, from_minute, to_minute)
                        SELECT id, day, 9 * 60, 20 * 60
                        FROM salons, generate_series(1, 7) AS day
                        """).update();
    }

    /** Start by the wall, code and whether the length is the service's. */
    private static Set<String> bookings(TestDatabase database) {
        return Set.copyOf(database.jdbc().sql("""
                        SELECT to_char(b.start_ts AT TIME ZONE s.time_zone, 'YYYY-MM-DD_HH24:MI') || ' ' || b.booking_code
                               || ' ' || (b.end_ts - b.start_ts = v.minutes * INTERVAL '1 minute')
                        FROM bookings b
                        JOIN salons s ON s.id = b.salon_id
                        JOIN services v ON v.id = b.service_id
                        """).query(String.class).list());
    }

    private static Set<String> asChosen(BusyDay day) {
        return day.codes().entrySet().stream()
                .map(booked -> booked.getKey().substring("slot_".length(), "slot_2026-11-25_11:00".length()) + " "
                        + booked.getValue() + " true")
                .collect(Collectors.toSet());
    }

    private static List<String> pages(BusyDay day, LocalDate today) {
        return List.of(
                "/admin",
                "/admin/sessions",
                "/admin/bookings",
                "/admin/bookings?from=%s&to=%s".formatted(today, today.plusDays(1)),
                "/admin/bookings/" + day.code(),
                "/admin/bookings/" + day.code() + "/move",
                "/admin/bookings/new?master=m123&date=" + today.plusDays(1),
                "/admin/calendar",
                "/admin/calendar?view=week",
                "/admin/calendar?view=week&date=" + today.minusDays(1),
                "/admin/calendar?view=list",
                "/admin/calendar?view=print",
                "/admin/conflicts",
                "/admin/conflicts?bucket=hour&from=%s&to=%s".formatted(today, today),
                "/admin/conflicts?bucket=day&from=%s&to=%s".formatted(today.minusYears(1), today),
                "/admin/customers/" + day.customer(),
                "/admin/search?q=" + URLEncoder.encode(day.code(), UTF_8),
                "/admin/messages",
                "/admin/settings",
                "/admin/settings/salons/aurora/days/~new",
                "/admin/health",
                "/admin/audit");
    }
}
