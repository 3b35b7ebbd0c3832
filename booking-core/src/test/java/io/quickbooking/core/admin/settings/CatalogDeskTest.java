package io.quickbooking.core.admin.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.settings.CatalogDesk.ImportPlan;
import io.quickbooking.core.admin.settings.EditOutcome.ChangedMeanwhile;
import io.quickbooking.core.admin.settings.EditOutcome.FieldProblem;
import io.quickbooking.core.admin.settings.EditOutcome.Refused;
import io.quickbooking.core.admin.settings.EditOutcome.Saved;
import io.quickbooking.core.admin.settings.EditOutcome.Strands;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.catalog.CatalogExport;
import io.quickbooking.core.catalog.CatalogFile;
import io.quickbooking.core.catalog.CatalogImport;
import io.quickbooking.core.catalog.SalonDraft;
import io.quickbooking.core.catalog.SalonDraft.Details;
import io.quickbooking.core.catalog.SalonDraft.MasterDraft;
import io.quickbooking.core.catalog.SalonDraft.ServiceDraft;
import io.quickbooking.core.catalog.SalonDraft.SpecialDayDraft;
import io.quickbooking.core.catalog.SalonDraft.TermsDraft;
import io.quickbooking.core.catalog.SalonDraft.Week;
import io.quickbooking.core.catalog.SalonEdit;
import io.quickbooking.core.catalog.SalonName;
import io.quickbooking.core.catalog.SpecialDay.Kind;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogDeskTest {
    // A Monday.
    private final SettableClock clock = SettableClock.at("2024-10-21T12:00:00Z");
    private final TestDatabase database = TestDatabase.create();
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final Signals signals = new Signals();
    private final List<UUID> told = new ArrayList<>();
    private CatalogDesk desk;
    private SalonName aurora;

    @BeforeEach
    void load() {
        Mappers mappers = new Mappers(database.dataSource());
        CatalogImport imports = new CatalogImport(core.transactions, mappers, new Signals(), clock);
        desk = new CatalogDesk(
                mappers,
                core.transactions,
                core.catalog,
                imports,
                new CatalogExport(core.transactions, mappers),
                core.availability,
                core.bookings,
                new InteractiveMessageBuilder(clock),
                core.outbox,
                new AuditLog(mappers, core.transactions, clock),
                signals,
                clock);
        imports.apply(CatalogFile.parse("test", """
                salons:
                  - code: aurora
                    name: Salon Aurora
                    phoneNumberId: "106540352242922"
                    timeZone: America/New_York
                    workingHours: { mon-fri: ["09:00-13:00", "14:00-18:00"] }
                    services:
                      - { code: s456, name: "Women's Haircut", minutes: 60, price: 5000 }
                    masters:
                      - { code: m123, name: Sarah Johnson, services: [s456] }
                      - { code: m124, name: Anna Lee, services: [s456] }
                """));
        core.catalog.refresh();
        aurora = core.catalog.names().get(0);
        signals.addListener((salonId, topics) -> told.add(salonId));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_new_price_is_on_the_next_card_and_in_the_audit_log() {
        SalonEdit edit = service("6500", true);
        assertThat(save(edit)).isEqualTo(new Saved(Map.of("price", "5000 → 6500")));
        assertThat(told).containsExactly(aurora.id());
        assertThat(core.tap("15550100201", "slot_2024-10-22_15:00_m123")
                        .message()
                        .body())
                .contains("$65");
        assertThat(audited()).containsExactly("admin catalog_changed aurora/s456 {\"price\": \"5000 → 6500\"}");
    }

    @Test
    void saving_what_is_there_already_leaves_no_trace() {
        long version = version("m123");
        assertThat(save(service("5000", true))).isEqualTo(new Saved(Map.of()));
        assertThat(version("m123")).isEqualTo(version);
        assertThat(audited()).isEmpty();
    }

    @Test
    void an_edit_raises_the_version_of_the_masters_it_concerns_and_of_no_others() {
        long sarah = version("m123");
        long anna = version("m124");
        save(new SalonEdit.OfMaster(
                new MasterDraft("m123", "Sarah Johnson", true, true, week("10:00-12:00"), List.of("s456")), false));
        assertThat(version("m123")).isGreaterThan(sarah);
        assertThat(version("m124")).isEqualTo(anna);
    }

    @Test
    void of_two_who_edit_the_same_part_the_second_is_shown_what_the_first_did() {
        SalonEdit late = service("7000", true);
        String seen = late.fingerprint(draft());
        save(service("6500", true));
        EditOutcome outcome = desk.save("admin", aurora, late, seen, "");
        assertThat(outcome).isInstanceOfSatisfying(ChangedMeanwhile.class, changed -> {
            assertThat(changed.now()).containsEntry("price", "6500");
            assertThat(desk.save("admin", aurora, late, changed.fingerprint(), ""))
                    .isInstanceOf(Saved.class);
        });
        assertThat(draft().services().get(0).price()).isEqualTo("7000");
    }

    @Test
    void two_who_edit_different_parts_do_not_disturb_each_other() {
        SalonEdit hours = new SalonEdit.OfHours(week("08:00-20:00"));
        String seen = hours.fingerprint(draft());
        save(service("6500", true));
        assertThat(desk.save("admin", aurora, hours, seen, "")).isInstanceOf(Saved.class);
        assertThat(draft().services().get(0).price()).isEqualTo("6500");
    }

    @Test
    void of_many_who_save_the_same_part_at_once_one_wins_and_the_others_are_told() {
        String seen = service("1", true).fingerprint(draft());
        List<Callable<EditOutcome>> savers = IntStream.range(0, 8)
                .<Callable<EditOutcome>>mapToObj(i ->
                        () -> desk.save("admin", aurora, service(Integer.toString(6000 + i), true), seen, ""))
                .toList();
        List<EditOutcome> outcomes = Race.of(savers);
        assertThat(outcomes).filteredOn(Saved.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(ChangedMeanwhile.class::isInstance).hasSize(7);
    }

    @Test
    void every_mistake_is_named_with_its_field_and_nothing_is_written() {
        Details wrong = new Details(" ", "abc", "", "Mars/Olympus", "english", "XXXX", "0", "many", "-1", true);
        assertThat(save(new SalonEdit.OfDetails(wrong)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(FieldProblem::field)
                                .containsExactlyInAnyOrder(
                                        "name",
                                        "phoneNumberId",
                                        "timeZone",
                                        "language",
                                        "currency",
                                        "slotMinutes",
                                        "horizonDays",
                                        "noticeMinutes"));
        Map<DayOfWeek, String> days = new EnumMap<>(DayOfWeek.class);
        days.put(DayOfWeek.MONDAY, "9 to 5");
        days.put(DayOfWeek.TUESDAY, "09:00-12:00, 11:00-14:00");
        days.put(DayOfWeek.WEDNESDAY, "9:00 – 13:00; 14:00 - 18:00");
        assertThat(save(new SalonEdit.OfHours(new Week(days))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(FieldProblem::field)
                                .contains("workingHours.mon", "workingHours.tue")
                                .doesNotContain("workingHours.wed"));
        assertThat(audited()).isEmpty();
        assertThat(draft().details().name()).isEqualTo("Salon Aurora");
    }

    @Test
    void another_salons_number_and_a_taken_code_are_refused() {
        Details details = draft().details();
        SalonDraft nova = new SalonDraft(UUID.randomUUID(), "nova", details, week("09:00-18:00"), List.of(), List.of());
        assertThat(desk.add("admin", nova))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(FieldProblem::field)
                                .containsExactly("phoneNumberId"));
        SalonDraft twin =
                new SalonDraft(UUID.randomUUID(), "aurora", details, week("09:00-18:00"), List.of(), List.of());
        assertThat(desk.add("admin", twin))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(FieldProblem::field)
                                .containsExactly("code"));
        assertThat(draft().masters()).hasSize(2);
        assertThat(save(new SalonEdit.OfMaster(
                        new MasterDraft("m123", "Somebody", true, false, Week.CLOSED, List.of("s456")), true)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(FieldProblem::field)
                                .containsExactly("code"));
    }

    @Test
    void a_new_salon_with_a_master_and_a_service_can_be_booked() {
        Details stored = draft().details();
        Details details = new Details(
                "Nova",
                "5550101",
                "",
                stored.timeZone(),
                "he",
                "ILS",
                stored.slotMinutes(),
                stored.horizonDays(),
                stored.noticeMinutes(),
                true);
        SalonDraft nova = new SalonDraft(UUID.randomUUID(), "nova", details, week("09:00-18:00"), List.of(), List.of());
        assertThat(desk.add("admin", nova)).isInstanceOf(Saved.class);
        SalonName name = core.catalog.names().stream()
                .filter(salon -> salon.code().equals("nova"))
                .findFirst()
                .orElseThrow();
        SalonEdit service = new SalonEdit.OfService(new ServiceDraft("s1", "Cut", "30", "100", true), true);
        assertThat(desk.save("admin", name, service, service.fingerprint(nova), ""))
                .isInstanceOf(Saved.class);
        SalonEdit master =
                new SalonEdit.OfMaster(new MasterDraft("m1", "Noa", true, false, Week.CLOSED, List.of("s1")), true);
        assertThat(desk.save("admin", name, master, master.fingerprint(nova), ""))
                .isInstanceOf(Saved.class);
        assertThat(core.salon("nova").master("m1")).isPresent();
    }

    @Test
    void shorter_hours_wait_until_the_bookings_they_strand_are_accepted() {
        book("15550100201", "slot_2024-10-22_17:00_m123");
        book("15550100202", "slot_2024-10-22_09:00_m124");
        SalonEdit shorter = new SalonEdit.OfHours(week("09:00-16:00"));
        StrandedVisits stranded = stranded(save(shorter));
        assertThat(stranded.count()).isEqualTo(1);
        assertThat(stranded.first()).singleElement().satisfies(visit -> {
            assertThat(visit.masterName()).isEqualTo("Sarah Johnson");
            assertThat(visit.reason()).isEqualTo(StrandedVisit.Reason.OUTSIDE_HOURS);
        });
        assertThat(draft().hours().on(DayOfWeek.MONDAY)).isEqualTo("09:00-13:00, 14:00-18:00");

        // One more comes in before the operator says yes: that is not what was accepted.
        book("15550100203", "slot_2024-10-22_16:00_m124");
        String seen = shorter.fingerprint(draft());
        EditOutcome again = desk.save("admin", aurora, shorter, seen, stranded.token());
        assertThat(stranded(again).count()).isEqualTo(2);
        assertThat(desk.save("admin", aurora, shorter, seen, stranded(again).token()))
                .isInstanceOf(Saved.class);
        assertThat(draft().hours().on(DayOfWeek.MONDAY)).isEqualTo("09:00-16:00");
        // What is stranded already does not stop the next edit.
        assertThat(save(service("6000", true))).isInstanceOf(Saved.class);
    }

    @Test
    void deactivating_a_master_a_service_or_the_salon_strands_its_bookings() {
        book("15550100201", "slot_2024-10-22_15:00_m123");
        MasterDraft away = new MasterDraft("m123", "Sarah Johnson", false, false, Week.CLOSED, List.of("s456"));
        assertThat(reason(save(new SalonEdit.OfMaster(away, false)))).isEqualTo(StrandedVisit.Reason.MASTER_INACTIVE);
        assertThat(reason(save(service("5000", false)))).isEqualTo(StrandedVisit.Reason.SERVICE_INACTIVE);
        MasterDraft idle = new MasterDraft("m123", "Sarah Johnson", true, false, Week.CLOSED, List.of());
        assertThat(reason(save(new SalonEdit.OfMaster(idle, false))))
                .isEqualTo(StrandedVisit.Reason.SERVICE_NOT_PERFORMED);
        Details open = draft().details();
        Details closed = new Details(
                open.name(),
                open.phoneNumberId(),
                "",
                open.timeZone(),
                open.language(),
                open.currency(),
                open.slotMinutes(),
                open.horizonDays(),
                open.noticeMinutes(),
                false);
        assertThat(reason(save(new SalonEdit.OfDetails(closed)))).isEqualTo(StrandedVisit.Reason.SALON_INACTIVE);
        // The visit is over, and binds nobody any more.
        clock.set(Instant.parse("2024-10-23T12:00:00Z"));
        assertThat(save(new SalonEdit.OfMaster(away, false))).isInstanceOf(Saved.class);
    }

    @Test
    void an_import_tried_out_changes_nothing_and_tells_what_it_would_do() {
        book("15550100201", "slot_2024-10-22_17:00_m123");
        CatalogFile file = CatalogFile.parse("new.yaml", """
                salons:
                  - code: aurora
                    name: Salon Aurora
                    phoneNumberId: "106540352242922"
                    timeZone: America/New_York
                    workingHours: { mon-fri: ["09:00-12:00"] }
                    services: [{ code: s456, name: Haircut, minutes: 60, price: 5000 }]
                    masters: []
                  - { code: nova, name: Nova, phoneNumberId: "5550101", timeZone: UTC, services: [], masters: [] }
                """);
        ImportPlan plan = desk.tryOut(file);
        assertThat(plan.summary())
                .hasToString("salons 1 created, 1 changed, 0 unchanged; masters 0 created, 0 changed, 0 unchanged; "
                        + "services 0 created, 1 changed, 0 unchanged");
        assertThat(plan.stranded().count()).isEqualTo(1);
        assertThat(core.catalog.names()).hasSize(1);
        assertThat(desk.apply("admin", file, "").done()).isFalse();
        assertThat(core.catalog.names()).hasSize(1);
        assertThat(desk.apply("admin", file, plan.stranded().token()).done()).isTrue();
        assertThat(core.catalog.names()).hasSize(2);
        assertThat(audited()).singleElement().asString().contains("catalog_imported", "new.yaml");
    }

    @Test
    void importing_an_export_changes_nothing() {
        String export = desk.export("admin", Optional.empty()).orElseThrow();
        assertThat(desk.tryOut(CatalogFile.parse("export", export)).summary().changedNothing())
                .isTrue();
    }

    @Test
    void a_break_a_day_off_and_an_opening_are_added_changed_and_removed() {
        assertThat(save(new SalonEdit.OfBreaks("m123", week("12:00 - 12:30"))))
                .isInstanceOfSatisfying(
                        Saved.class,
                        saved -> assertThat(saved.changes()).containsEntry("breaks.mon", " → 12:00-12:30"));
        SpecialDayDraft christmas = new SpecialDayDraft(Kind.OFF, "Christmas", "2024-12-25", "", "", true);
        assertThat(save(new SalonEdit.OfSpecialDay(SalonDraft.SALON, "", christmas, false)))
                .isInstanceOfSatisfying(
                        Saved.class,
                        saved -> assertThat(saved.changes())
                                .containsEntry("kind", " → OFF")
                                .containsEntry("until", " → 2024-12-25"));
        SpecialDayDraft sunday = new SpecialDayDraft(Kind.OPEN, "", "2024-12-22", "", "10:00 – 16:00", false);
        assertThat(save(new SalonEdit.OfSpecialDay("m123", "", sunday, false))).isInstanceOf(Saved.class);
        assertThat(core.salon("aurora").master("m123").orElseThrow().schedule().ownDays())
                .singleElement()
                .hasToString("SpecialDay[kind=OPEN, name=, from=2024-12-22, until=2024-12-22, "
                        + "time=MinuteRange[fromMinute=600, toMinute=960], yearly=false]");

        String key = draft().calendar("m123").days().get(0).key();
        SpecialDayDraft longer =
                new SpecialDayDraft(Kind.OPEN, "Fair", "2024-12-21", "2024-12-22", "10:00-18:00", false);
        SalonEdit change = new SalonEdit.OfSpecialDay("m123", key, longer, false);
        String seen = change.fingerprint(draft());
        assertThat(desk.save("admin", aurora, change, seen, ""))
                .isInstanceOfSatisfying(
                        Saved.class,
                        saved -> assertThat(saved.changes())
                                .containsEntry("hours", "10:00-16:00 → 10:00-18:00")
                                .doesNotContainKey("kind"));
        assertThat(desk.save("admin", aurora, change, seen, ""))
                .as("somebody has changed it since")
                .isInstanceOf(ChangedMeanwhile.class);

        String christmasKey = draft().calendar(SalonDraft.SALON).days().get(0).key();
        assertThat(save(new SalonEdit.OfSpecialDay(
                        SalonDraft.SALON,
                        christmasKey,
                        draft().calendar(SalonDraft.SALON).days().get(0),
                        true)))
                .isInstanceOfSatisfying(
                        Saved.class, saved -> assertThat(saved.changes()).containsEntry("name", "Christmas → "));
        assertThat(draft().calendar(SalonDraft.SALON).days()).isEmpty();
        assertThat(database.count("special_days")).isOne();
        assertThat(audited()).hasSize(5);
    }

    @Test
    void a_day_off_lists_the_bookings_it_strands() {
        book("15550100201", "slot_2024-10-22_15:00_m123");
        SpecialDayDraft sick = new SpecialDayDraft(Kind.OFF, "", "2024-10-22", "", "", false);
        assertThat(reason(save(new SalonEdit.OfSpecialDay("m123", "", sick, false))))
                .isEqualTo(StrandedVisit.Reason.OUTSIDE_HOURS);
        assertThat(save(new SalonEdit.OfSpecialDay("m124", "", sick, false))).isInstanceOf(Saved.class);
        assertThat(reason(save(new SalonEdit.OfBreaks(SalonDraft.SALON, week("15:30-15:45")))))
                .isEqualTo(StrandedVisit.Reason.OUTSIDE_HOURS);
        MasterDraft leaving = new MasterDraft(
                "m123", "Sarah Johnson", true, false, Week.CLOSED, List.of("s456"), null, "", "2024-10-21");
        assertThat(reason(save(new SalonEdit.OfMaster(leaving, false)))).isEqualTo(StrandedVisit.Reason.OUTSIDE_HOURS);
    }

    @Test
    void mistakes_in_breaks_special_days_and_terms_are_named_with_their_fields() {
        assertThat(fields(save(new SalonEdit.OfBreaks("m124", week("noon"))))).contains("breaks.mon");
        assertThat(fields(save(new SalonEdit.OfSpecialDay(
                        "m124", "", new SpecialDayDraft(Kind.OPEN, "", "2024-02-30", "soon", "", false), false))))
                .containsExactlyInAnyOrder("from", "until", "hours");
        assertThat(fields(save(new SalonEdit.OfSpecialDay(
                        SalonDraft.SALON,
                        "",
                        new SpecialDayDraft(Kind.OFF, "", "2024-12-02", "2024-12-01", "", false),
                        false))))
                .containsExactly("until");
        assertThat(fields(save(new SalonEdit.OfMaster(
                        new MasterDraft(
                                "m123",
                                "Sarah",
                                true,
                                false,
                                Week.CLOSED,
                                List.of("s456"),
                                Map.of("s456", new TermsDraft("0", "cheap")),
                                "2024-12-02",
                                "2024-12-01"),
                        false))))
                .containsExactlyInAnyOrder("services[0].minutes", "services[0].price", "worksUntil");
    }

    @Test
    void what_a_form_does_not_ask_for_stays() {
        assertThat(save(new SalonEdit.OfMaster(
                        new MasterDraft(
                                "m123",
                                "Sarah Johnson",
                                true,
                                false,
                                Week.CLOSED,
                                List.of("s456"),
                                Map.of("s456", new TermsDraft("45", "6000")),
                                "2024-10-01",
                                ""),
                        false)))
                .isInstanceOfSatisfying(
                        Saved.class,
                        saved -> assertThat(saved.changes()).containsEntry("terms", " → s456 45 min 6000"));
        save(new SalonEdit.OfService(
                new ServiceDraft("s456", "Women's Haircut", "60", "5000", true, "5", "10"), false));
        save(new SalonEdit.OfBreaks("m123", week("12:00-12:30")));
        assertThat(save(new SalonEdit.OfMaster(
                        new MasterDraft("m123", "Sarah J", true, false, Week.CLOSED, List.of("s456")), false)))
                .isEqualTo(new Saved(Map.of("name", "Sarah Johnson → Sarah J")));
        assertThat(save(service("5500", true))).isEqualTo(new Saved(Map.of("price", "5000 → 5500")));
        assertThat(core.tap("15550100201", "slot_2024-10-22_15:00_m123")
                        .message()
                        .body())
                .contains("$60", "45");
    }

    @Test
    void a_master_moves_to_another_salon_with_services_terms_and_calendar() {
        desk.apply("admin", CatalogFile.parse("nova.yaml", """
                salons:
                  - code: nova
                    name: Nova
                    phoneNumberId: "5550101"
                    timeZone: America/New_York
                    currency: EUR
                    services: [{ code: s456, name: Cut, minutes: 30, price: 100 }]
                    masters: [{ code: m123, name: Noa, services: [s456] }]
                """), "");
        SalonName nova = core.catalog.names().stream()
                .filter(salon -> salon.code().equals("nova"))
                .findFirst()
                .orElseThrow();
        save(new SalonEdit.OfMaster(
                new MasterDraft(
                        "m123",
                        "Sarah Johnson",
                        true,
                        false,
                        Week.CLOSED,
                        List.of("s456"),
                        Map.of("s456", new TermsDraft("45", "6000")),
                        "",
                        ""),
                false));
        save(new SalonEdit.OfBreaks("m123", week("12:00-12:30")));
        save(new SalonEdit.OfSpecialDay(
                "m123", "", new SpecialDayDraft(Kind.OFF, "Old", "2024-10-24", "", "", false), false));
        save(new SalonEdit.OfSpecialDay(
                "m123", "", new SpecialDayDraft(Kind.OFF, "Holiday", "2024-10-28", "2024-11-03", "", false), false));
        book("15550100201", "slot_2024-11-05_15:00_m123");
        String seen = new SalonEdit.OfMaster(draft().masters().get(0), false).fingerprint(draft());
        assertThat(fields(desk.move("admin", aurora, "m123", nova, "tomorrow", seen, "")))
                .containsExactly("from");
        assertThat(fields(desk.move("admin", aurora, "m123", nova, "2024-10-20", seen, "")))
                .containsExactly("from.past");
        EditOutcome first = desk.move("admin", aurora, "m123", nova, "2024-11-01", seen, "");
        assertThat(reason(first)).isEqualTo(StrandedVisit.Reason.OUTSIDE_HOURS);
        assertThat(core.salon("nova").masters()).hasSize(1);
        assertThat(desk.move(
                        "admin",
                        aurora,
                        "m123",
                        nova,
                        "2024-11-01",
                        seen,
                        stranded(first).token()))
                .isInstanceOfSatisfying(
                        Saved.class, saved -> assertThat(saved.changes()).containsEntry("worksUntil", " → 2024-10-31"));
        SalonDraft there = desk.draft(nova).orElseThrow();
        assertThat(there.masters().get(1)).satisfies(moved -> {
            assertThat(moved.code()).isEqualTo("m123-2");
            assertThat(moved.name()).isEqualTo("Sarah Johnson");
            assertThat(moved.worksFrom()).isEqualTo("2024-11-01");
            assertThat(moved.termsOf("s456")).isEqualTo(new TermsDraft("45", ""));
        });
        assertThat(there.calendar("m123-2").breaks()).isEqualTo(week("12:00-12:30"));
        assertThat(there.calendar("m123-2").days())
                .extracting(SpecialDayDraft::name)
                .containsExactly("Holiday");
        assertThat(audited()).anyMatch(line -> line.startsWith("admin catalog_changed nova/m123-2"));
        assertThat(desk.move("admin", aurora, "m123", nova, "2024-11-01", seen, ""))
                .isInstanceOf(ChangedMeanwhile.class);

        String left = new SalonEdit.OfMaster(draft().masters().get(0), false).fingerprint(draft());
        for (String day : List.of("2024-11-20", "2024-10-25")) {
            assertThat(fields(desk.move("admin", aurora, "m123", nova, day, left, "")))
                    .as("a second move, from %s", day)
                    .containsExactly("from.last");
        }
        assertThat(core.salon("nova").masters()).hasSize(2);
    }

    private static List<String> fields(EditOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome)
                .problems().stream().map(FieldProblem::field).distinct().toList();
    }

    private EditOutcome save(SalonEdit edit) {
        return desk.save("admin", aurora, edit, edit.fingerprint(draft()), "");
    }

    private SalonDraft draft() {
        return desk.draft(aurora).orElseThrow();
    }

    private static SalonEdit service(String price, boolean active) {
        return new SalonEdit.OfService(new ServiceDraft("s456", "Women's Haircut", "60", price, active), false);
    }

    private static Week week(String hours) {
        Map<DayOfWeek, String> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, hours);
        }
        return new Week(days);
    }

    private void book(String phone, String slot) {
        core.tap(phone, TestCore.firstButton(core.tap(phone, slot)));
    }

    private static StrandedVisits stranded(EditOutcome outcome) {
        assertThat(outcome).isInstanceOf(Strands.class);
        return ((Strands) outcome).visits();
    }

    private static StrandedVisit.Reason reason(EditOutcome outcome) {
        return stranded(outcome).first().get(0).reason();
    }

    private long version(String master) {
        return database.jdbc()
                .sql("SELECT version FROM masters WHERE code = ?")
                .param(master)
                .query(Long.class)
                .single();
    }

    private List<String> audited() {
        return database.jdbc()
                .sql("SELECT concat_ws(' ', username, act, subject, details) FROM audit_log ORDER BY id")
                .query(String.class)
                .list();
    }
}
