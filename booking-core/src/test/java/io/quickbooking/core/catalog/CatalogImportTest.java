package io.quickbooking.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quickbooking.core.catalog.CatalogFileException.Problem;
import io.quickbooking.core.catalog.CatalogImport.Count;
import io.quickbooking.core.catalog.CatalogImport.Summary;
import io.quickbooking.core.signal.Topic;
import io.quickbooking.testing.RecordedSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogImportTest {
    private static final String AURORA = """
            salons:
              - code: aurora
                name: Salon Aurora
                phoneNumberId: "5550100"
                timeZone: America/New_York
                workingHours: { mon-fri: ["09:00-13:00", "14:00-18:00"] }
                services:
                  - { code: s1, name: Haircut, minutes: 60, price: 5000 }
                  - { code: s2, name: Color, minutes: 90, price: 9000 }
                masters:
                  - { code: m1, name: Sarah, services: [s2, s1] }
                  - { code: m2, name: Noa, services: [s1], workingHours: { sun: ["10:00-24:00"] } }
            """;

    private static final String NOVA =
            AURORA.replace("aurora", "nova").replace("Aurora", "Nova").replace("5550100", "5550101");

    private final StoredCatalog stored = new StoredCatalog();

    @AfterEach
    void close() {
        stored.close();
    }

    @Test
    void a_file_becomes_rows() {
        assertThat(stored.catalogImport.isCatalogEmpty()).isTrue();
        Summary summary = stored.apply(AURORA);
        assertThat(summary).isEqualTo(new Summary(created(1), created(2), created(2)));
        assertThat(summary.changedNothing()).isFalse();
        assertThat(stored.catalogImport.isCatalogEmpty()).isFalse();

        assertThat(stored.database.jdbc().sql("SELECT * FROM salons").query().singleRow())
                .containsEntry("code", "aurora")
                .containsEntry("name", "Salon Aurora")
                .containsEntry("phone_number_id", "5550100")
                .containsEntry("display_phone", null)
                .containsEntry("time_zone", "America/New_York")
                .containsEntry("language", "en")
                .containsEntry("currency", "USD")
                .containsEntry("slot_minutes", 30)
                .containsEntry("horizon_days", 60)
                .containsEntry("notice_minutes", 0)
                .containsEntry("active", true);
        assertThat(stored.values("SELECT created_at FROM salons", Instant.class))
                .containsExactly(stored.clock.instant());
        assertThat(stored.values(
                        "SELECT code || ' ' || name || ' ' || minutes || ' ' || price FROM services ORDER BY code",
                        String.class))
                .containsExactly("s1 Haircut 60 5000", "s2 Color 90 9000");
        assertThat(stored.values(
                        "SELECT code || ' ' || own_hours || ' ' || position FROM masters ORDER BY code", String.class))
                .containsExactly("m1 false 0", "m2 true 1");
        assertThat(performed()).containsExactly("m1 s2", "m1 s1", "m2 s1");
        assertThat(hours(null)).hasSize(10).contains("1 540 780", "1 840 1080", "5 540 780", "5 840 1080");
        assertThat(hours("m1")).isEmpty();
        assertThat(hours("m2")).containsExactly("7 600 1440");
    }

    @Test
    void the_same_file_a_second_time_writes_nothing() {
        stored.apply(AURORA);
        Map<String, List<String>> before = stored.rows();
        stored.clock.advance(Duration.ofDays(1));
        Summary summary = stored.apply(AURORA);
        assertThat(summary).isEqualTo(new Summary(new Count(0, 0, 1), new Count(0, 0, 2), new Count(0, 0, 2)));
        assertThat(summary.changedNothing()).isTrue();
        assertThat(stored.rows()).isEqualTo(before);
    }

    @Test
    void who_watches_a_salon_is_told_of_its_other_catalogue() {
        RecordedSignals signals = RecordedSignals.of(stored.signals, stored.database, "salons");
        stored.apply(AURORA);
        assertThat(signals.take())
                .containsExactly(new RecordedSignals.Signal(
                        stored.value("SELECT id FROM salons", UUID.class), Set.of(Topic.CATALOG), 1));
        stored.apply(AURORA);
        assertThat(signals.take()).isEmpty();
    }

    @Test
    void only_what_differs_is_written() {
        stored.apply(AURORA);
        Map<String, List<String>> before = stored.rows();
        stored.clock.advance(Duration.ofDays(1));
        Summary summary = stored.apply(AURORA.replace("name: Noa", "name: Noa Levi"));
        assertThat(summary).isEqualTo(new Summary(new Count(0, 0, 1), new Count(0, 1, 1), new Count(0, 0, 2)));
        assertThat(stored.value("SELECT updated_at FROM masters WHERE name = 'Noa Levi'", Instant.class))
                .isEqualTo(stored.clock.instant());

        Map<String, List<String>> after = stored.rows();
        assertThat(after.remove("masters")).hasSize(2).containsOnlyOnce(rowOfSarah(before.remove("masters")));
        assertThat(after).isEqualTo(before);
    }

    private static String rowOfSarah(List<String> masters) {
        return masters.stream().filter(row -> row.contains("Sarah")).findFirst().orElseThrow();
    }

    @Test
    void every_fact_of_the_file_is_brought_up_to_date() {
        stored.apply(AURORA);
        List<String> ids = stored.values("SELECT id::text FROM masters ORDER BY code", String.class);
        Summary summary = stored.apply("""
                salons:
                  - code: aurora
                    name: Aurora
                    phoneNumberId: "5550109"
                    displayPhone: "+15550109"
                    timeZone: Asia/Jerusalem
                    language: he
                    currency: ILS
                    slotMinutes: 15
                    horizonDays: 30
                    noticeMinutes: 120
                    active: false
                    services:
                      - { code: s1, name: Cut, minutes: 45, price: 4000, active: false }
                      - { code: s2, name: Dye, minutes: 30, price: 9000 }
                    masters:
                      - { code: m2, name: Dana, services: [s1, s2], active: false }
                      - { code: m1, name: Sarah, services: [s1, s2], workingHours: {} }
                """);
        assertThat(summary).isEqualTo(new Summary(new Count(0, 1, 0), new Count(0, 2, 0), new Count(0, 2, 0)));
        assertThat(stored.value("""
                SELECT concat_ws(' ', name, phone_number_id, display_phone, time_zone, language, currency, slot_minutes,
                                 horizon_days, notice_minutes, active)
                FROM salons
                """, String.class))
                .isEqualTo("Aurora 5550109 +15550109 Asia/Jerusalem he ILS 15 30 120 f");
        assertThat(stored.values(
                        "SELECT concat_ws(' ', code, name, minutes, price, active) FROM services ORDER BY code",
                        String.class))
                .containsExactly("s1 Cut 45 4000 f", "s2 Dye 30 9000 t");
        assertThat(stored.values(
                        "SELECT concat_ws(' ', code, name, active, own_hours) FROM masters ORDER BY position",
                        String.class))
                .containsExactly("m2 Dana f f", "m1 Sarah t t");
        assertThat(stored.values("SELECT id::text FROM masters ORDER BY code", String.class))
                .isEqualTo(ids);
        assertThat(performed()).containsExactly("m2 s1", "m2 s2", "m1 s1", "m1 s2");
        assertThat(hours(null)).hasSize(7).contains("1 540 1080", "7 540 1080");
        assertThat(hours("m2")).isEmpty();
    }

    @Test
    void rows_that_the_file_does_not_name_are_left_alone() {
        stored.apply(AURORA);
        stored.apply(NOVA);
        Map<String, List<String>> before = stored.rows();
        Summary summary = stored.apply("""
                salons:
                  - code: aurora
                    name: Salon Aurora
                    phoneNumberId: "5550100"
                    timeZone: America/New_York
                    workingHours: { mon-fri: ["09:00-13:00", "14:00-18:00"] }
                    services: [{ code: s1, name: Haircut, minutes: 60, price: 5000 }]
                    masters: [{ code: m2, name: Noa, services: [s1], workingHours: { sun: "10:00-24:00" } }]
                """);
        assertThat(summary.changedNothing()).isTrue();
        assertThat(stored.rows()).isEqualTo(before);
    }

    @Test
    void masters_take_the_order_of_the_file() {
        stored.apply(AURORA);
        stored.apply(AURORA.replace("    masters:\n", "    masters:\n      - { code: m3, name: Mia, services: [] }\n"));
        assertThat(stored.values("SELECT code FROM masters ORDER BY position", String.class))
                .containsExactly("m3", "m1", "m2");
    }

    @Test
    void an_edit_of_hours_raises_the_version_of_the_masters_it_concerns() {
        stored.apply(AURORA);
        long m1 = version("m1");
        long m2 = version("m2");
        stored.apply(AURORA);
        assertThat(version("m1")).isEqualTo(m1);
        assertThat(version("m2")).isEqualTo(m2);

        Summary summary = stored.apply(AURORA.replace("10:00-24:00", "10:00-23:00"));
        assertThat(summary.masters()).isEqualTo(new Count(0, 1, 1));
        assertThat(version("m1")).isEqualTo(m1);
        assertThat(version("m2")).isGreaterThan(m2);

        Summary ofSalon = stored.apply(AURORA.replace("14:00-18:00", "14:00-17:00"));
        assertThat(ofSalon.salons()).isEqualTo(new Count(0, 1, 0));
        assertThat(version("m1")).isGreaterThan(m1);
    }

    @Test
    void hours_that_no_longer_count_do_not_mix_with_new_ones() {
        stored.apply(AURORA);
        stored.execute("UPDATE masters SET own_hours = FALSE WHERE code = 'm2'");
        stored.apply(AURORA.replace("10:00-24:00", "11:00-24:00"));
        assertThat(hours("m2")).containsExactly("7 660 1440");
    }

    @Test
    void a_number_of_a_salon_that_the_file_does_not_name_is_a_problem_and_nothing_changes() {
        stored.apply(AURORA);
        stored.apply(NOVA.replace("nova", "elder"));
        Map<String, List<String>> before = stored.rows();
        String both = AURORA.replace("Salon Aurora", "Renamed") + NOVA.replace("salons:\n", "");

        CatalogFileException e = catchThrowableOfType(CatalogFileException.class, () -> stored.apply(both));
        assertThat(e.problems())
                .containsExactly(
                        new Problem("salons[1].phoneNumberId", 15, "'5550101' belongs to the salon 'elder' already"));
        assertThat(e).hasMessageStartingWith("catalogue test.yaml: salons[1].phoneNumberId (line 15): '5550101'");
        assertThat(stored.rows()).isEqualTo(before);
    }

    @Test
    void salons_may_exchange_their_numbers() {
        String both = AURORA + NOVA.replace("salons:\n", "");
        stored.apply(both);
        String exchanged =
                both.replace("5550100", "x").replace("5550101", "5550100").replace("x", "5550101");
        assertThat(stored.apply(exchanged).salons()).isEqualTo(new Count(0, 2, 0));
        assertThat(stored.values("SELECT code || ' ' || phone_number_id FROM salons ORDER BY code", String.class))
                .containsExactly("aurora 5550101", "nova 5550100");
    }

    @Test
    void a_new_salon_may_take_the_number_that_another_gives_up() {
        stored.apply(AURORA);
        stored.apply(AURORA.replace("5550100", "5550109")
                + NOVA.replace("salons:\n", "").replace("5550101", "5550100"));
        assertThat(stored.values("SELECT code || ' ' || phone_number_id FROM salons ORDER BY code", String.class))
                .containsExactly("aurora 5550109", "nova 5550100");
    }

    @Test
    void two_nodes_may_start_with_the_same_file_at_once() throws Exception {
        CatalogFile file = CatalogFile.parse("test.yaml", AURORA);
        Callable<Summary> apply = () -> stored.catalogImport.apply(file);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            int created = 0;
            for (var summary : nodes.invokeAll(List.of(apply, apply, apply, apply))) {
                created += summary.get().salons().created();
            }
            assertThat(created).isEqualTo(1);
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void the_demo_salon_applies() {
        CatalogFile demo = CatalogFile.demo();
        assertThat(demo.salonCodes()).containsExactly("aurora");
        stored.catalogImport.apply(demo);
        assertThat(stored.catalogImport.apply(demo).changedNothing()).isTrue();
        assertThat(stored.value("SELECT phone_number_id || ' ' || time_zone FROM salons", String.class))
                .isEqualTo("106540352242922 America/New_York");
        assertThat(performed()).startsWith("m123 s456");
        assertThat(stored.value(
                        "SELECT minutes || ' ' || price || ' ' || name FROM services WHERE code = 's456'",
                        String.class))
                .isEqualTo("60 5000 Women's Haircut");
        assertThat(hours(null)).hasSize(11).contains("1 540 780", "5 840 1080", "6 600 960");
    }

    private static Count created(int count) {
        return new Count(count, 0, 0);
    }

    private long version(String code) {
        return stored.value("SELECT version FROM masters WHERE code = '" + code + "'", Long.class);
    }

    /** Master and service, in both their orders. */
    private List<String> performed() {
        return stored.values("""
                SELECT masters.code || ' ' || services.code
                FROM master_services performed
                JOIN masters ON masters.id = performed.master_id
                JOIN services ON services.id = performed.service_id
                ORDER BY masters.position, performed.position
                """, String.class);
    }

    /** Weekday, first and last minute; of the salon without a code of a master. */
    private List<String> hours(@Nullable String master) {
        return stored.database.jdbc().sql("""
                        SELECT weekday || ' ' || from_minute || ' ' || to_minute
                        FROM working_hours hours
                        LEFT JOIN masters ON masters.id = hours.master_id
                        WHERE masters.code IS NOT DISTINCT FROM CAST(? AS VARCHAR)
                        ORDER BY weekday, from_minute
                        """).param(master).query(String.class).list();
    }
}
