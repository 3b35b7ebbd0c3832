package io.quickbooking.core.admin.health;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.health.SystemHealth.ZoneDifference;
import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.ConflictsQuery;
import io.quickbooking.core.analytics.MetricsQuery;
import io.quickbooking.core.analytics.MetricsReport.Contested;
import io.quickbooking.core.analytics.Period;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.ChangingZone;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the database's tables of zones are compared with Java's, and nothing is counted by them. */
class ZoneTablesTest {
    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-11-20T18:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final Mappers mappers = new Mappers(database.dataSource());
    private final SystemHealth health = new SystemHealth(mappers, core.transactions, clock);

    @BeforeEach
    void start() {
        ChangingZone.old();
    }

    @AfterEach
    void close() {
        ChangingZone.old();
        database.close();
    }

    private List<ZoneDifference> differing(UUID salon) {
        return health.zoneTables(Set.of(salon)).differing();
    }

    @Test
    void tables_that_say_the_same_are_fine_and_both_versions_are_told() {
        UUID salon = aSalon().in(ChangingZone.KNOWN_TO_POSTGRES).in(database).id();
        SystemHealth.ZoneTables tables = health.zoneTables(Set.of(salon));
        assertThat(tables.differing()).isEmpty();
        assertThat(tables.java()).matches("20\\d\\d[a-z]");
        assertThat(tables.database()).matches("\\d+\\.\\d+.*");
    }

    @Test
    void an_offset_that_differs_now_or_later_is_found_and_so_is_a_zone_that_the_database_does_not_know() {
        UUID salon = aSalon().in(ChangingZone.KNOWN_TO_POSTGRES).in(database).id();
        ChangingZone.renew();
        assertThat(differing(salon))
                .containsExactly(new ZoneDifference(ChangingZone.KNOWN_TO_POSTGRES, clock.instant(), true));
        UUID unknown = aSalon().called("unknown", "106540352249999")
                .in(ChangingZone.ID)
                .in(database)
                .id();
        assertThat(differing(unknown)).containsExactly(new ZoneDifference(ChangingZone.ID, clock.instant(), false));
        // Both begin with the same offset; the change on 1 November is where they part.
        clock.set(Instant.parse("2026-10-20T00:00:00Z"));
        ChangingZone.changeLater();
        assertThat(differing(salon))
                .extracting(ZoneDifference::since)
                .containsExactly(Instant.parse("2026-11-01T09:00:00Z"));
    }

    @Test
    void the_heat_map_and_the_list_beside_it_count_by_javas_tables() {
        UUID salon = aSalon().in(ChangingZone.ID).in(database).id();
        core.tap("15550100001", firstButton(core.tap("15550100001", "slot_2026-12-10_10:00_m123")));
        core.tap("15550100002", "slot_2026-12-10_10:00_m123");
        // Thursday; the database does not know the zone.
        assertThat(contested(salon)).containsExactly(new Contested(4, 10, 1));
        assertThat(listed(salon, 10)).isOne();
        assertThat(listed(salon, 11)).isZero();
        ChangingZone.renew();
        assertThat(contested(salon)).containsExactly(new Contested(4, 11, 1));
        assertThat(listed(salon, 11)).isOne();
    }

    private BookingMetrics metrics() {
        return new BookingMetrics(mappers, core.transactions, TestCore.SESSION_LIFETIME, clock);
    }

    private Period week() {
        return new Period(
                clock.instant().minus(Duration.ofDays(7)), clock.instant().plusSeconds(1));
    }

    private List<Contested> contested(UUID salon) {
        Period before = new Period(
                clock.instant().minus(Duration.ofDays(14)), clock.instant().minus(Duration.ofDays(7)));
        return metrics()
                .report(new MetricsQuery(
                        salon, null, week(), before, ZoneId.of(ChangingZone.ID), MetricsQuery.Step.DAY))
                .contested();
    }

    private int listed(UUID salon, int hour) {
        return metrics()
                .conflicts(new ConflictsQuery(salon, null, week(), ZoneId.of(ChangingZone.ID), 4, hour, null), 25)
                .size();
    }
}
