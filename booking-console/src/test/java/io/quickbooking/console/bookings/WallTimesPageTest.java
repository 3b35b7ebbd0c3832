package io.quickbooking.console.bookings;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.ChangingZone;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An installation that is started with newer tables of zones than those with which its visits were booked. */
class WallTimesPageTest {
    private static final String ANA = "15550100001";
    private static final String BEN = "15550100002";
    private static final String EVA = "15550100003";

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = SettableClock.at("2026-11-20T18:00:00Z");
    private final TestSalon.Written salon =
            aSalon().in(ChangingZone.ID).withGrid(60).in(database);

    @AfterEach
    void close() {
        ChangingZone.old();
        database.close();
    }

    private static String book(TestCore core, String phone, String time) {
        String confirm = firstButton(core.tap(phone, "slot_2026-12-10_" + time + "_m123"));
        return core.tap(phone, confirm).bookingCode();
    }

    private static String state(Answer page, String line) {
        int at = page.body().indexOf("id=\"check-" + line + "\"");
        return page.body().substring(at).replaceFirst("(?s).*?data-state=\"(\\w+)\".*", "$1");
    }

    @Test
    void visits_are_shown_as_told_everywhere_and_brought_back_by_one_act() {
        ChangingZone.old();
        TestCore core = new TestCore(database.dataSource(), clock);
        String ana = book(core, ANA, "10:00");
        String ben = book(core, BEN, "11:00");
        ChangingZone.renew();
        // Sold before anybody looked.
        String eva = book(core, EVA, "10:00");

        try (RunningConsole console = RunningConsole.on(database, Map.of(), clock)) {
            ConsoleSession admin = ConsoleSession.of(console, "admin", RunningConsole.PASSWORD);
            for (String when : new String[] {"before", "after"}) {
                for (String code : new String[] {ana, ben}) {
                    String time = code.equals(ana) ? "10:00" : "11:00";
                    JsonNode booking =
                            console.getAsAdmin("/api/v1/bookings/" + code).json();
                    assertThat(booking.get("start").asString()).as(when).isEqualTo("2026-12-10T" + time + ":00-07:00");
                    assertThat(admin.get("/admin/bookings/" + code).body())
                            .as(when)
                            .contains(time + " AM");
                }
                assertThat(admin.get("/admin/bookings.csv?salon=aurora&from=2026-12-10&to=2026-12-10")
                                .body())
                        .as(when)
                        .contains("10:00", "11:00")
                        .doesNotContain("12:00");
                assertThat(admin.get("/admin/calendar?salon=aurora&view=list&date=2026-12-10")
                                .body())
                        .as(when)
                        .contains("10:00 AM", "11:00 AM")
                        .doesNotContain(">12:00 PM</time> – ");
                if (when.equals("before")) {
                    assertThat(state(admin.get("/admin/health"), "wall-times")).isEqualTo("warn");
                    assertThat(state(admin.get("/admin/health"), "zones")).isEqualTo("warn");
                    assertThat(admin.get("/admin/health").body())
                            .contains("/admin/wall-times?salon=aurora", ChangingZone.ID)
                            .doesNotContain("??");
                    String page = admin.get("/admin/wall-times?salon=aurora").body();
                    assertThat(page).contains(ana, ben, eva).doesNotContain("??");
                    // Ana's told time was sold, and Ben's is where Ana stays meanwhile.
                    assertThat(page.indexOf(ana)).isLessThan(page.indexOf(ben));
                    assertThat(page).contains("data-collides=\"true\"").doesNotContain("data-collides=\"false\"");
                    Answer stuck = admin.post("/admin/wall-times?salon=aurora", Map.of());
                    assertThat(stuck.body()).contains("No visit brought back", "2 collide and stay");
                    // Whoever was sold Ana's time is called and comes another day.
                    database.jdbc()
                            .sql("UPDATE bookings SET status = 'CANCELLED' WHERE booking_code = ?")
                            .param(eva)
                            .update();
                    Answer done = admin.post("/admin/wall-times?salon=aurora", Map.of());
                    assertThat(done.body()).contains("2 visits brought back.").doesNotContain("collide", "??");
                }
            }
            assertThat(state(admin.get("/admin/health"), "wall-times")).isEqualTo("ok");
            admin.post("/admin/language", Map.of("language", "he", "back", "/admin/wall-times"));
            assertThat(admin.get("/admin/wall-times?salon=aurora").body())
                    .contains("dir=\"rtl\"")
                    .doesNotContain("??");
        }
        assertThat(start(ana)).isEqualTo(Instant.parse("2026-12-10T17:00:00Z"));
        assertThat(start(ben)).isEqualTo(Instant.parse("2026-12-10T18:00:00Z"));
        assertThat(database.jdbc()
                        .sql("SELECT details ->> 'moved' FROM audit_log WHERE act = 'visits_retimed' AND salon_id = ?")
                        .param(salon.id())
                        .query(String.class)
                        .list())
                .containsExactly("2");
    }

    private Instant start(String code) {
        return database.jdbc()
                .sql("SELECT start_ts FROM bookings WHERE booking_code = ?")
                .param(code)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }
}
