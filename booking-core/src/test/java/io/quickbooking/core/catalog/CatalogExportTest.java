package io.quickbooking.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogExportTest {
    private final StoredCatalog stored = new StoredCatalog();

    @AfterEach
    void close() {
        stored.close();
    }

    @Test
    void an_export_reads_like_a_file_written_by_hand() {
        stored.apply("""
                salons:
                  - code: aurora
                    name: Salon Aurora
                    phoneNumberId: 5550100
                    displayPhone: "+15550100"
                    timeZone: America/New_York
                    workingHours: { mon-fri: ["09:00-13:00", "14:00-18:00"], sat: "10:00-24:00" }
                    services:
                      - { code: s2, name: Color, minutes: 90, active: false }
                      - { code: s1, name: "Women's Haircut", minutes: 60, price: 5000 }
                    masters:
                      - { code: m2, name: Sarah, services: [s2, s1] }
                      - { code: m1, name: Noa, services: [], workingHours: { sat-sun: "10:00-16:00", tue: "09:00-12:00" } }
                      - { code: m3, name: Mia, services: [s1], workingHours: {}, active: false }
                """);
        assertThat(stored.catalogExport.allSalons()).isEqualTo("""
                salons:
                  - code: aurora
                    name: Salon Aurora
                    phoneNumberId: "5550100"
                    displayPhone: "+15550100"
                    timeZone: America/New_York
                    language: en
                    currency: USD
                    slotMinutes: 30
                    horizonDays: 60
                    noticeMinutes: 0
                    workingHours: {mon-fri: ["09:00-13:00", "14:00-18:00"], sat: ["10:00-24:00"]}
                    services:
                      - {code: s1, name: Women's Haircut, minutes: 60, price: 5000}
                      - {code: s2, name: Color, minutes: 90, price: 0, active: false}
                    masters:
                      - {code: m2, name: Sarah, services: [s2, s1]}
                      - {code: m1, name: Noa, services: [], workingHours: {tue: ["09:00-12:00"], sat-sun: ["10:00-16:00"]}}
                      - {code: m3, name: Mia, services: [s1], workingHours: {}, active: false}
                """);
    }

    private static final String EVERYTHING = """
            salons:
              - code: aurora
                name: Salon Aurora
                phoneNumberId: "5550100"
                timeZone: America/New_York
                language: en
                currency: USD
                slotMinutes: 30
                horizonDays: 60
                noticeMinutes: 0
                holdMinutes: 5
                workingHours: {mon-fri: ["09:00-18:00"]}
                breaks: {mon-fri: ["12:00-12:30"]}
                daysOff: [{from: 2026-08-01, until: 2026-08-14, name: Summer}, {date: 2026-12-25, yearly: true, name: 'Christmas: off'}, {date: 2026-12-31, hours: "12:00-24:00"}]
                openings: [{date: 2026-12-20, hours: "10:00-16:00"}]
                services:
                  - {code: s1, name: Cut, minutes: 60, price: 5000, bufferBefore: 5, bufferAfter: 10}
                  - {code: s2, name: Color, minutes: 90, price: 0}
                masters:
                  - {code: m1, name: Noa, services: [{service: s2, minutes: 75}, s1], breaks: {mon: ["15:00-15:15"]}, daysOff: [{date: 2026-10-01}], openings: [{date: 2026-10-04, hours: "10:00-12:00", name: Fair}], worksFrom: 2026-01-01, worksUntil: 2026-12-31}
                  - {code: m2, name: Mia, services: [{service: s1, minutes: 45, price: 6000}]}
            """;

    @Test
    void breaks_special_days_terms_and_buffers_come_back_as_they_went_in() {
        stored.apply(EVERYTHING);
        assertThat(stored.catalogExport.allSalons()).isEqualTo(EVERYTHING);
        Map<String, List<String>> before = stored.rows();
        assertThat(stored.apply(EVERYTHING).changedNothing()).isTrue();
        assertThat(stored.rows()).isEqualTo(before);
    }

    @Test
    void of_special_days_only_those_are_written_that_differ() {
        stored.apply(EVERYTHING);
        List<String> christmas =
                stored.values("SELECT xmin || ' ' || id FROM special_days WHERE name LIKE 'Christmas%'", String.class);
        CatalogImport.Summary summary = stored.apply(EVERYTHING
                .replace("{from: 2026-08-01, until: 2026-08-14, name: Summer}, ", "")
                .replace("minutes: 45, ", ""));
        assertThat(summary.salons().changed()).isOne();
        assertThat(summary.masters().changed()).isOne();
        assertThat(stored.values("SELECT name FROM special_days ORDER BY name", String.class))
                .doesNotContain("Summer")
                .hasSize(5);
        assertThat(stored.values(
                        "SELECT xmin || ' ' || id FROM special_days WHERE name LIKE 'Christmas%'", String.class))
                .isEqualTo(christmas);
        assertThat(stored.value("SELECT count(*) FROM master_services WHERE minutes = 45", Long.class))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Salon: \"Aurora\"",
                "'quoted'",
                "# first",
                "a # b",
                "- dash",
                "סלון אורורה",
                "💇‍♀️ Ünïcode ñ 理发",
                "{curly}, [square]",
                "*star &and !bang %percent @at `tick",
                "yes",
                "no",
                "null",
                "~",
                "0123",
                "1e3",
                "2024-10-25",
                "12:30",
                " spaces around ",
                "back\\slash",
                "\u200Fright to left\u200E",
                "no\u00A0break",
                "?",
                "=",
                "<<"
            })
    void an_export_applied_again_writes_nothing_whatever_the_names(String name) {
        stored.catalogImport.apply(CatalogFile.demo());
        for (String table : List.of("salons", "masters", "services")) {
            stored.database
                    .jdbc()
                    .sql("UPDATE " + table + " SET name = ?")
                    .param(name)
                    .update();
        }
        Map<String, List<String>> before = stored.rows();
        assertThat(stored.apply(stored.catalogExport.allSalons()).changedNothing())
                .isTrue();
        assertThat(stored.rows()).isEqualTo(before);
    }

    @Test
    void an_export_fills_an_empty_database_alike() {
        stored.catalogImport.apply(CatalogFile.demo());
        String export = stored.catalogExport.allSalons();
        try (StoredCatalog other = new StoredCatalog()) {
            other.apply(export);
            assertThat(other.catalogExport.allSalons()).isEqualTo(export);
        }
    }

    @Test
    void masters_that_share_a_position_are_exported_by_code_and_keep_it() {
        stored.catalogImport.apply(CatalogFile.demo());
        stored.execute("UPDATE masters SET position = 7, code = CASE code WHEN 'm124' THEN 'M9' ELSE code END");
        Map<String, List<String>> before = stored.rows();
        assertThat(stored.apply(stored.catalogExport.allSalons()).changedNothing())
                .isTrue();
        assertThat(stored.rows()).isEqualTo(before);
    }

    @Test
    void one_salon_is_exported_by_its_code() {
        String nova = """
                salons:
                  - {code: nova, name: Nova, phoneNumberId: 5550101, timeZone: UTC, services: [], masters: []}
                """;
        stored.catalogImport.apply(CatalogFile.demo());
        stored.apply(nova);
        assertThat(CatalogFile.parse("all", stored.catalogExport.allSalons()).salonCodes())
                .containsExactly("aurora", "nova");
        assertThat(CatalogFile.parse("one", stored.catalogExport.salon("nova").orElseThrow())
                        .salonCodes())
                .containsExactly("nova");
        assertThat(stored.apply(stored.catalogExport.salon("nova").orElseThrow())
                        .changedNothing())
                .isTrue();
        assertThat(stored.catalogExport.salon("no-such")).isEmpty();
    }
}
