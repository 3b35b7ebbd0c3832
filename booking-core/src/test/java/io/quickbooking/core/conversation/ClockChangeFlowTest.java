package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.SLOT_UNAVAILABLE;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two taps on the days on which the clock changes, in a salon that is always open. */
class ClockChangeFlowTest {
    private static final String ANA = "15550100001";

    private final TestDatabase database = TestDatabase.create(5);

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        // Spring: the hour before and the hour after the gap are neighbours.
        "America/New_York, 2026-03-08, 01:00, 2026-03-08T06:00:00Z",
        "America/New_York, 2026-03-08, 03:00, 2026-03-08T07:00:00Z",
        "Europe/Berlin, 2026-03-29, 03:00, 2026-03-29T01:00:00Z",
        "Australia/Lord_Howe, 2026-10-04, 02:30, 2026-10-03T15:30:00Z",
        // Autumn: of two the earlier.
        "America/New_York, 2026-11-01, 01:30, 2026-11-01T05:30:00Z",
        "America/New_York, 2026-11-01, 02:00, 2026-11-01T07:00:00Z",
        "Europe/Berlin, 2026-10-25, 02:00, 2026-10-25T00:00:00Z",
        "Australia/Lord_Howe, 2026-04-05, 01:30, 2026-04-04T14:30:00Z",
    })
    void a_booking_is_at_the_moment_that_the_wall_clock_means_and_lasts_its_hour(
            String zone, LocalDate date, String time, Instant start) {
        TestCore core = coreBefore(zone, date);
        TapAnswer card = core.tap(ANA, "slot_" + date + "_" + time + "_m123");
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
        assertThat(instant("start_ts")).isEqualTo(start);
        assertThat(instant("end_ts")).isEqualTo(start.plus(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-03-08, 02:00, slot_2026-03-08_03:00_m123_s456",
        "America/New_York, 2026-03-08, 02:30, slot_2026-03-08_03:30_m123_s456",
        "Europe/Berlin, 2026-03-29, 02:30, slot_2026-03-29_03:30_m123_s456",
        "Australia/Lord_Howe, 2026-10-04, 02:00, slot_2026-10-04_02:30_m123_s456",
    })
    void a_time_that_the_clock_skips_is_answered_with_the_next(String zone, LocalDate date, String time, String next) {
        TestCore core = coreBefore(zone, date);
        TapAnswer answer = core.tap(ANA, "slot_" + date + "_" + time + "_m123");
        assertThat(answer.outcome()).isEqualTo(SLOT_UNAVAILABLE);
        assertThat(firstButton(answer)).isEqualTo(next);
    }

    private TestCore coreBefore(String zone, LocalDate date) {
        aSalon().in(zone).in(database);
        Instant now = date.minusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
        return new TestCore(database.dataSource(), new SettableClock(now));
    }

    private Instant instant(String column) {
        return database.jdbc()
                .sql("SELECT " + column + " FROM bookings")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }
}
