package io.quickbooking.core.admin.settings;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.settings.CatalogDesk.ImportPlan;
import io.quickbooking.core.admin.settings.EditOutcome.ChangesZone;
import io.quickbooking.core.admin.settings.EditOutcome.Saved;
import io.quickbooking.core.admin.settings.EditOutcome.Strands;
import io.quickbooking.core.admin.settings.ZoneChoice.Keep;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.catalog.CatalogExport;
import io.quickbooking.core.catalog.CatalogFile;
import io.quickbooking.core.catalog.CatalogImport;
import io.quickbooking.core.catalog.SalonDraft.Details;
import io.quickbooking.core.catalog.SalonEdit;
import io.quickbooking.core.catalog.SalonName;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The time zone of a salon is changed with visits ahead.
 *
 * <p>Seen to fail with: no question asked.
 */
class ZoneChangesTest {
    private static final String ANA = "15550100123";
    private static final String BEN = "15550100124";

    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestDatabase database = TestDatabase.create(5);
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private CatalogDesk desk;

    @BeforeEach
    void twoVisitsAhead() {
        Mappers mappers = new Mappers(database.dataSource());
        desk = new CatalogDesk(
                mappers,
                core.transactions,
                core.catalog,
                new CatalogImport(core.transactions, mappers, new Signals(), clock),
                new CatalogExport(core.transactions, mappers),
                core.availability,
                core.bookings,
                new InteractiveMessageBuilder(clock),
                core.outbox,
                new AuditLog(mappers, core.transactions, clock),
                new Signals(),
                clock);
        aSalon().open("09:00-18:00").in(database);
        book(ANA, "slot_2026-06-02_15:00_m123_s456");
        // Back to back, so that one has to pass the other's place.
        book(BEN, "slot_2026-06-02_16:00_m123_s456");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void book(String phone, String slot) {
        assertThat(core.tap(phone, TestCore.firstButton(core.tap(phone, slot))).bookingCode())
                .isNotNull();
    }

    private EditOutcome rezone(String zone, String accepted, ZoneChoice choice) {
        core.catalog.refresh();
        SalonName aurora = core.catalog.names().get(0);
        Details stored = desk.draft(aurora).orElseThrow().details();
        SalonEdit edit = new SalonEdit.OfDetails(new Details(
                stored.name(),
                stored.phoneNumberId(),
                stored.displayPhone(),
                zone,
                stored.language(),
                stored.currency(),
                stored.slotMinutes(),
                stored.horizonDays(),
                stored.noticeMinutes(),
                stored.active(),
                stored.holdMinutes()));
        String seen = edit.fingerprint(desk.draft(aurora).orElseThrow());
        return desk.save("admin", aurora, edit, seen, accepted, choice);
    }

    private ZoneQuestion asked(String zone) {
        EditOutcome outcome = rezone(zone, "", ZoneChoice.NONE);
        assertThat(outcome).isInstanceOf(ChangesZone.class);
        return ((ChangesZone) outcome).question();
    }

    private List<String> visits(String columns) {
        return list("SELECT CAST(" + columns + " AS text) FROM bookings ORDER BY start_ts");
    }

    private List<String> list(String sql) {
        return database.jdbc().sql(sql).query(String.class).list();
    }

    @Test
    void the_operator_is_asked_before_anything_changes() {
        List<String> before = visits("start_ts");
        ZoneQuestion question = asked("Asia/Tokyo");
        assertThat(question.count()).isEqualTo(2);
        assertThat(question.first().get(0)).satisfies(visit -> {
            assertThat(visit.told()).hasToString("2026-06-02T15:00");
            assertThat(visit.shown()).hasToString("2026-06-03T04:00");
            assertThat(visit.masterName()).isEqualTo("Sarah Johnson");
        });
        assertThat(visits("start_ts")).isEqualTo(before);
        assertThat(list("SELECT time_zone FROM salons")).containsExactly("America/New_York");
        assertThat(database.count("audit_log")).isZero();
    }

    @Test
    void visits_keep_their_wall_times_and_nobody_is_told() {
        long messages = database.count("outbound_messages");
        ZoneQuestion question = asked("Europe/London");
        assertThat(rezone("Europe/London", "", new ZoneChoice(Keep.WALL_TIMES, true, question.token())))
                .isInstanceOf(Saved.class);
        assertThat(visits("start_ts AT TIME ZONE 'Europe/London'"))
                .containsExactly("2026-06-02 15:00:00", "2026-06-02 16:00:00");
        assertThat(visits("wall_zone")).containsOnly("Europe/London");
        assertThat(database.count("outbound_messages")).isEqualTo(messages);
        assertThat(list("SELECT act || ' ' || subject || ' ' || (details->>'visitsAtTheirWallTimes') FROM audit_log"
                        + " WHERE act = 'catalog_changed'"))
                .containsExactly("catalog_changed aurora 2");
        assertThat(database.count("audit_log WHERE act = 'booking_moved' AND subject LIKE 'BK%'"))
                .isEqualTo(2);
        assertThat(rezone("Europe/London", "", ZoneChoice.NONE)).isInstanceOf(Saved.class);
    }

    @Test
    void visits_keep_their_moments_and_those_who_can_be_are_told_their_new_time() {
        List<String> before = visits("start_ts");
        database.jdbc()
                .sql("UPDATE customers SET opted_out_at = now() WHERE phone = ?")
                .param(BEN)
                .update();
        ZoneQuestion question = asked("America/Chicago");
        assertThat(rezone("America/Chicago", "", new ZoneChoice(Keep.MOMENTS, true, question.token())))
                .isInstanceOf(Saved.class);
        assertThat(visits("start_ts")).isEqualTo(before);
        assertThat(visits("wall_start")).containsExactly("2026-06-02 14:00:00", "2026-06-02 15:00:00");
        assertThat(list("SELECT payload::text FROM outbound_messages WHERE kind = 'booking_moved'"))
                .singleElement()
                .satisfies(payload -> assertThat(payload).contains("2:00 PM"));
        assertThat(list("SELECT details->>'customer' FROM audit_log WHERE act = 'booking_moved' ORDER BY 1"))
                .containsExactly("MESSAGED", "NOT_ASKED");
        assertThat(list("SELECT details->>'customersTold' FROM audit_log WHERE act = 'catalog_changed'"))
                .containsExactly("1");
    }

    @Test
    void nobody_is_told_of_a_visit_that_has_begun() {
        clock.set(Instant.parse("2026-06-02T19:30:00Z"));
        core.tap(ANA, "next_times");
        core.tap(BEN, "next_times");
        ZoneQuestion question = asked("America/Chicago");
        rezone("America/Chicago", "", new ZoneChoice(Keep.MOMENTS, true, question.token()));
        // Ana's began half an hour ago.
        assertThat(told()).containsExactly(BEN);
    }

    @Test
    void nobody_is_told_whom_whatsapp_lets_nobody_write_to() {
        clock.set(Instant.parse("2026-06-02T13:00:00Z"));
        core.tap(BEN, "next_times");
        ZoneQuestion question = asked("America/Chicago");
        rezone("America/Chicago", "", new ZoneChoice(Keep.MOMENTS, true, question.token()));
        assertThat(told()).containsExactly(BEN);
    }

    private List<String> told() {
        return list("SELECT c.phone FROM outbound_messages m JOIN customers c ON c.id = m.customer_id"
                + " WHERE m.kind = 'booking_moved'");
    }

    @Test
    void without_the_tick_nobody_is_told() {
        ZoneQuestion question = asked("America/Chicago");
        rezone("America/Chicago", "", new ZoneChoice(Keep.MOMENTS, false, question.token()));
        assertThat(database.count("outbound_messages WHERE kind = 'booking_moved'"))
                .isZero();
    }

    @Test
    void an_answer_counts_only_for_the_visits_that_were_shown() {
        ZoneQuestion question = asked("Asia/Tokyo");
        book(ANA, "slot_2026-06-03_10:00_m123_s456");
        EditOutcome again = rezone("Asia/Tokyo", "", new ZoneChoice(Keep.WALL_TIMES, false, question.token()));
        assertThat(again)
                .isInstanceOfSatisfying(
                        ChangesZone.class,
                        asked -> assertThat(asked.question().count()).isEqualTo(3));
    }

    @Test
    void a_zone_with_the_same_clock_is_saved_without_a_question() {
        assertThat(rezone("US/Eastern", "", ZoneChoice.NONE)).isInstanceOf(Saved.class);
        assertThat(visits("wall_zone")).containsOnly("US/Eastern");
    }

    @Test
    void moments_outside_the_hours_of_the_new_clock_are_listed_as_stranded() {
        ZoneChoice moments =
                new ZoneChoice(Keep.MOMENTS, false, asked("Asia/Tokyo").token());
        EditOutcome outcome = rezone("Asia/Tokyo", "", moments);
        assertThat(outcome).isInstanceOf(Strands.class);
        StrandedVisits stranded = ((Strands) outcome).visits();
        assertThat(stranded.count()).isEqualTo(2);
        assertThat(rezone("Asia/Tokyo", stranded.token(), moments)).isInstanceOf(Saved.class);
    }

    @Test
    void a_salon_whose_zone_was_unknown_is_asked_about_too() {
        database.jdbc().sql("UPDATE salons SET time_zone = 'America/Nowhere'").update();
        assertThat(asked("Asia/Tokyo").count()).isEqualTo(2);
        assertThat(rezone("America/New_York", "", ZoneChoice.NONE)).isInstanceOf(Saved.class);
    }

    @Test
    void an_import_asks_too() {
        CatalogFile file = CatalogFile.parse("aurora.yaml", exported("Asia/Tokyo"));
        ImportPlan plan = desk.tryOut(file);
        assertThat(plan.zones().count()).isEqualTo(2);
        assertThat(desk.apply("admin", file, "").done()).isFalse();
        assertThat(list("SELECT time_zone FROM salons")).containsExactly("America/New_York");
        ZoneChoice choice = new ZoneChoice(Keep.WALL_TIMES, false, plan.zones().token());
        assertThat(desk.apply("admin", file, "", choice).done()).isTrue();
        assertThat(visits("start_ts AT TIME ZONE 'Asia/Tokyo'"))
                .containsExactly("2026-06-02 15:00:00", "2026-06-02 16:00:00");
    }

    @Test
    void a_file_at_the_start_keeps_wall_times_and_is_in_the_audit_log() {
        desk.applyAtStart(CatalogFile.parse("aurora.yaml", exported("Asia/Tokyo")));
        assertThat(visits("start_ts AT TIME ZONE 'Asia/Tokyo'"))
                .containsExactly("2026-06-02 15:00:00", "2026-06-02 16:00:00");
        assertThat(list("SELECT username || ' ' || (details->>'visitsAtTheirWallTimes') FROM audit_log"
                        + " WHERE act = 'catalog_imported'"))
                .containsExactly("(start) 2");
        desk.applyAtStart(CatalogFile.parse("aurora.yaml", exported("Asia/Tokyo")));
        assertThat(database.count("audit_log WHERE act = 'catalog_imported'")).isOne();
    }

    private String exported(String zone) {
        core.catalog.refresh();
        return desk.export("admin", java.util.Optional.of(core.catalog.names().get(0)))
                .orElseThrow()
                .replaceFirst("timeZone: \\S+", "timeZone: " + zone);
    }
}
