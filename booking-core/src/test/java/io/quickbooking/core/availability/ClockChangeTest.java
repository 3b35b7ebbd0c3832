package io.quickbooking.core.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.MinuteRange;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.catalog.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The days on which the clock changes, held against a reference that looks at every single minute. */
class ClockChangeTest {
    private static final String ALL_DAY = "0-1440";

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-03-08",
        "America/New_York, 2026-11-01",
        "Europe/Berlin, 2026-03-29",
        "Europe/Berlin, 2026-10-25",
        "Australia/Lord_Howe, 2026-04-05",
        "Australia/Lord_Howe, 2026-10-04",
        "America/New_York, 2026-07-01",
        "Africa/Cairo, 2026-04-24",
        "Asia/Kathmandu, 2026-03-08",
    })
    void every_slot_offered_is_right_and_every_right_slot_is_offered(String zone, LocalDate changeDay) {
        for (String hours : List.of(ALL_DAY, "0-90", "60-120", "90-300", "105-165", "540-1080", "60-180 1380-1440")) {
            for (int minutes : new int[] {15, 30, 45, 60, 90, 300}) {
                for (int grid : new int[] {15, 30, 60}) {
                    check(ZoneId.of(zone), changeDay, hours, minutes, grid);
                }
            }
        }
    }

    private static void check(ZoneId zone, LocalDate changeDay, String hours, int minutes, int grid) {
        Instant now = changeDay.minusDays(3).atStartOfDay(zone).toInstant();
        Salon salon = salon(zone, hours, minutes, grid);
        Service service = salon.services().get(0);
        SlotRules rules = new SlotRules(salon, salon.masters().get(0), service, now);
        LocalDate from = changeDay.minusDays(1);
        LocalDate until = changeDay.plusDays(2);
        List<Instant> offered = new ArrayList<>();
        rules.eachFree(from, until, TimeRanges.NONE, slot -> {
            offered.add(slot.from());
            assertThat(Duration.between(slot.from(), slot.until())).isEqualTo(Duration.ofMinutes(minutes));
            assertThat(rules.refusal(slot.start().toLocalDateTime(), TimeRanges.NONE))
                    .isEmpty();
        });
        assertThat(offered)
                .as("%s %s open %s, %d minutes on a grid of %d", zone, changeDay, hours, minutes, grid)
                .containsExactlyElementsOf(reference(zone, from, until, hours, minutes, grid));
    }

    /** Steps through all minutes that there really are, and looks at the wall clock. */
    private static List<Instant> reference(
            ZoneId zone, LocalDate from, LocalDate until, String hours, int minutes, int grid) {
        List<Instant> starts = new ArrayList<>();
        List<LocalDateTime> seen = new ArrayList<>();
        Instant end = until.atStartOfDay(zone).toInstant();
        for (Instant at = from.atStartOfDay(zone).toInstant(); at.isBefore(end); at = at.plusSeconds(60)) {
            LocalDateTime wallTime = LocalDateTime.ofInstant(at, zone);
            int minute = wallTime.getHour() * 60 + wallTime.getMinute();
            if (minute % grid != 0 || seen.contains(wallTime)) {
                continue;
            }
            seen.add(wallTime);
            boolean open = true;
            for (int i = 0; i < minutes && open; i++) {
                open = isOpen(LocalTime.ofInstant(at.plusSeconds(60L * i), zone), hours);
            }
            if (open) {
                starts.add(at);
            }
        }
        return starts;
    }

    private static boolean isOpen(LocalTime time, String hours) {
        int minute = time.getHour() * 60 + time.getMinute();
        for (String range : hours.split(" ")) {
            String[] ends = range.split("-");
            if (minute >= Integer.parseInt(ends[0]) && minute < Integer.parseInt(ends[1])) {
                return true;
            }
        }
        return false;
    }

    @Test
    void a_time_that_the_clock_skips_is_closed() {
        Salon salon = salon(ZoneId.of("America/New_York"), ALL_DAY, 30, 30);
        assertThat(refusal(salon, "2026-03-08T02:30")).contains(Refusal.CLOSED);
        assertThat(refusal(salon, "2026-03-08T03:00")).isEmpty();
        // Lord Howe skips half an hour.
        Salon island = salon(ZoneId.of("Australia/Lord_Howe"), ALL_DAY, 30, 15);
        assertThat(refusal(island, "2026-10-04T02:00")).contains(Refusal.CLOSED);
        assertThat(refusal(island, "2026-10-04T02:15")).contains(Refusal.CLOSED);
        assertThat(refusal(island, "2026-10-04T02:30")).isEmpty();
    }

    @Test
    void a_time_that_the_clock_shows_twice_is_the_earlier() {
        Salon salon = salon(ZoneId.of("Europe/Berlin"), ALL_DAY, 30, 30);
        assertThat(start(salon, "2026-10-25T02:30")).contains(Instant.parse("2026-10-25T00:30:00Z"));
        Salon island = salon(ZoneId.of("Australia/Lord_Howe"), ALL_DAY, 30, 30);
        assertThat(start(island, "2026-04-05T01:30")).contains(Instant.parse("2026-04-04T14:30:00Z"));
    }

    private static Optional<Refusal> refusal(Salon salon, String wallTime) {
        return rules(salon).refusal(LocalDateTime.parse(wallTime), TimeRanges.NONE);
    }

    private static Optional<Instant> start(Salon salon, String wallTime) {
        return rules(salon).start(LocalDateTime.parse(wallTime));
    }

    private static SlotRules rules(Salon salon) {
        return new SlotRules(
                salon, salon.masters().get(0), salon.services().get(0), Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static Salon salon(ZoneId zone, String hours, int minutes, int grid) {
        Service service = new Service(
                UUID.randomUUID(),
                "s456",
                "Haircut",
                Duration.ofMinutes(minutes),
                5000,
                Duration.ZERO,
                Duration.ZERO,
                true);
        Map<DayOfWeek, List<MinuteRange>> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<MinuteRange> ranges = new ArrayList<>();
            for (String range : hours.split(" ")) {
                String[] ends = range.split("-");
                ranges.add(new MinuteRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])));
            }
            days.put(day, ranges);
        }
        Master master =
                new Master(UUID.randomUUID(), "m123", "Sarah", true, new WeeklyHours(days), List.of(service.id()), 1);
        return new Salon(
                UUID.randomUUID(),
                "aurora",
                "Aurora",
                "1",
                zone,
                Locale.ENGLISH,
                Currency.getInstance("USD"),
                grid,
                400,
                Duration.ZERO,
                Duration.ZERO,
                true,
                List.of(master),
                List.of(service));
    }
}
