package io.quickbooking.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.availability.SlotQuery;
import io.quickbooking.core.catalog.Unbookable.Reason;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to be impossible to book is never offered, and what is not said to be is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnbookableTest {
    private final TestDatabase database = TestDatabase.create();
    private final TestCore core = new TestCore(database.dataSource(), SettableClock.at("2026-06-01T04:00:00Z"));
    private final CatalogImport imports =
            new CatalogImport(core.transactions, new Mappers(database.dataSource()), core.signals, core.clock);

    @AfterAll
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "usual                   | slotMinutes: 30 | workingHours: { mon: 09:00-18:00 } | minutes: 60 | - | -",
                "one start a day         | slotMinutes: 1440 | workingHours: { mon: 09:00-18:00 } | minutes: 60 | - | GRID",
                "one start at midnight   | slotMinutes: 1440 | workingHours: { mon: 00:00-18:00 } | minutes: 60 | - | -",
                "between the starts      | slotMinutes: 60 | workingHours: { mon: [09:10-09:50, 10:10-10:50] } | minutes: 10 | - | GRID",
                "exactly as long         | slotMinutes: 30 | workingHours: { mon: 09:00-10:00 } | minutes: 60 | - | -",
                "a minute too long       | slotMinutes: 30 | workingHours: { mon: 09:00-10:00 } | minutes: 61 | - | TOO_LONG",
                "from no start           | slotMinutes: 60 | workingHours: { mon: 09:30-11:00 } | minutes: 90 | - | TOO_LONG",
                "a break within          | slotMinutes: 30 | workingHours: { mon: 09:00-11:00 } | minutes: 90 | 'breaks: { mon: 10:00-10:15 }' | TOO_LONG",
                "an opening              | slotMinutes: 30 | workingHours: { mon: 09:00-11:00 } | minutes: 180 | 'openings: [{ date: 2026-06-08, hours: 09:00-12:00 }]' | -",
                "past midnight           | slotMinutes: 30 | workingHours: { fri: 22:00-24:00, sat: 00:00-02:00 } | minutes: 240 | - | -",
                "past midnight, too long | slotMinutes: 30 | workingHours: { fri: 22:00-24:00, sat: 00:00-02:00 } | minutes: 241 | - | TOO_LONG",
                "past Sunday's midnight  | slotMinutes: 30 | workingHours: { sun: 22:00-24:00, mon: 00:00-02:00 } | minutes: 240 | - | -",
                "a day and a night       | slotMinutes: 30 | workingHours: { mon-sun: 00:00-24:00 } | minutes: 1440 | - | -",
                "much notice             | noticeMinutes: 12000 | workingHours: { mon: 09:00-18:00 } | minutes: 60 | 'horizonDays: 7' | NOTICE",
                "never                   | slotMinutes: 30 | workingHours: {} | minutes: 60 | - | TOO_LONG",
            })
    void what_cannot_be_booked_is_told_and_is_not_offered(
            String name, String one, String hours, String minutes, String other, Reason reason) {
        CatalogFile file =
                CatalogFile.parse("salon.yaml", """
                salons:
                  - code: aurora
                    name: Salon Aurora
                    phoneNumberId: "106540352242922"
                    timeZone: America/New_York
                    %s
                    %s
                    %s
                    services: [{ code: s456, name: Haircut, %s }]
                    masters: [{ code: m123, name: Sarah Johnson, services: [s456] }]
                """.formatted(one, hours, other == null ? "" : other, minutes));
        imports.apply(file);
        core.catalog.refresh();
        Salon salon = core.salon("aurora");

        List<Unbookable> found = Unbookable.of(salon);
        assertThat(found).extracting(Unbookable::reason).isEqualTo(reason == null ? List.of() : List.of(reason));
        Service service = salon.service("s456").orElseThrow();
        Instant now = core.clock.instant();
        SlotQuery query = new SlotQuery(salon, service, now, null, Realm.LIVE, 1, now);
        assertThat(core.transactions.read(() -> core.availability.next(salon.mastersOf(service), query)))
                .hasSize(reason == null ? 1 : 0);
    }
}
