package io.quickbooking.console.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.calendar.Axis.Hour;
import io.quickbooking.console.calendar.Axis.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalDate BACK = LocalDate.parse("2026-11-01");
    private static final LocalDate FORTH = LocalDate.parse("2026-03-08");

    @Test
    void an_hour_that_comes_twice_is_there_twice() {
        Axis axis = Axis.of(List.of(BACK), NEW_YORK);

        assertThat(axis.length()).isEqualTo(25 * 60);
        assertThat(axis.hours()).hasSize(25);
        List<Hour> ones = axis.hours().stream()
                .filter(hour -> hour.time().equals(LocalTime.of(1, 0)))
                .toList();
        assertThat(ones).extracting(Hour::at).containsExactly(60, 120);
        assertThat(ones)
                .extracting(
                        hour -> DateTimeFormatter.ofPattern("z", Locale.ENGLISH).format(hour.clock()))
                .containsExactly("EDT", "EST");
        assertThat(axis.start(BACK, Instant.parse("2026-11-01T05:30:00Z"))).isEqualTo(90);
        assertThat(axis.start(BACK, Instant.parse("2026-11-01T06:30:00Z"))).isEqualTo(150);
        assertThat(axis.start(BACK, Instant.parse("2026-11-01T07:00:00Z"))).isEqualTo(180);
        assertThat(axis.end(BACK, Instant.parse("2026-11-02T05:00:00Z"))).isEqualTo(25 * 60);
        assertThat(axis.missing(BACK)).isEmpty();
    }

    @Test
    void an_hour_that_the_clock_skips_is_not_there() {
        Axis axis = Axis.of(List.of(FORTH), NEW_YORK);

        assertThat(axis.length()).isEqualTo(23 * 60);
        assertThat(axis.hours()).extracting(Hour::time).hasSize(23).doesNotContain(LocalTime.of(2, 0));
        assertThat(axis.start(FORTH, Instant.parse("2026-03-08T07:00:00Z"))).isEqualTo(120);
        assertThat(axis.end(FORTH, Instant.parse("2026-03-08T07:00:00Z"))).isEqualTo(120);
        assertThat(axis.missing(FORTH)).isEmpty();
    }

    @Test
    void days_beside_each_other_share_their_hours_and_lack_those_they_do_not_have() {
        Axis spring = Axis.of(List.of(FORTH.minusDays(1), FORTH), NEW_YORK);
        assertThat(spring.length()).isEqualTo(24 * 60);
        assertThat(spring.missing(FORTH)).containsExactly(new Span(120, 180));
        assertThat(spring.missing(FORTH.minusDays(1))).isEmpty();
        assertThat(spring.start(FORTH, Instant.parse("2026-03-08T07:00:00Z"))).isEqualTo(180);

        Axis autumn = Axis.of(List.of(BACK.minusDays(1), BACK), NEW_YORK);
        assertThat(autumn.missing(BACK)).isEmpty();
        assertThat(autumn.missing(BACK.minusDays(1))).containsExactly(new Span(120, 180));
        Instant two = Instant.parse("2026-10-31T06:00:00Z");
        assertThat(autumn.end(BACK.minusDays(1), two)).as("until two").isEqualTo(120);
        assertThat(autumn.start(BACK.minusDays(1), two)).as("from two").isEqualTo(180);
    }

    @Test
    void what_reaches_over_midnight_ends_with_the_day() {
        LocalDate date = LocalDate.parse("2026-06-01");
        Axis axis = Axis.of(List.of(date), NEW_YORK);
        assertThat(axis.start(date, Instant.parse("2026-06-01T03:00:00Z"))).isZero();
        assertThat(axis.end(date, Instant.parse("2026-06-02T06:00:00Z"))).isEqualTo(24 * 60);
        assertThat(axis.end(date, Instant.parse("2026-06-02T04:00:00Z"))).isEqualTo(24 * 60);
    }

    @Test
    void every_zone_has_days_as_long_as_their_hours() {
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            for (LocalDate date = LocalDate.parse("2026-01-01"); date.getYear() == 2026; date = date.plusDays(1)) {
                Instant from = date.atStartOfDay(zone).toInstant();
                Instant until = date.plusDays(1).atStartOfDay(zone).toInstant();
                if (zone.getRules().nextTransition(from.minusNanos(1)) == null
                        || zone.getRules()
                                .nextTransition(from.minusNanos(1))
                                .getInstant()
                                .isAfter(until)) {
                    continue;
                }
                Axis axis = Axis.of(List.of(date), zone);
                assertThat(axis.length()).as("%s %s", id, date).isEqualTo((int)
                        Duration.between(from, until).toMinutes());
                for (Instant at = from; at.isBefore(until); at = at.plusSeconds(300)) {
                    assertThat(axis.start(date, at)).as("%s %s", id, at).isEqualTo((int)
                            Duration.between(from, at).toMinutes());
                }
            }
        }
    }
}
