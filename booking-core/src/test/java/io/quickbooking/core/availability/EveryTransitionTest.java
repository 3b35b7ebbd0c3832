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
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every change of every clock that the JDK knows, from 2020 to 2037. */
class EveryTransitionTest {
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2038-01-01T00:00:00Z");
    private static final List<MinuteRange> ALL_DAY = List.of(new MinuteRange(0, 1440));
    // Most clocks change between midnight and four.
    private static final List<MinuteRange> NIGHT = List.of(new MinuteRange(30, 150), new MinuteRange(165, 400));
    private static final List<MinuteRange> MIDNIGHT = List.of(new MinuteRange(0, 75), new MinuteRange(1365, 1440));

    @Test
    void no_slot_is_in_a_gap_or_there_twice_each_has_its_length_and_lies_within_the_hours() {
        long changes = ZoneId.getAvailableZoneIds().parallelStream()
                .mapToLong(zone -> check(ZoneId.of(zone)))
                .sum();
        assertThat(changes).as("changes looked at").isGreaterThan(6_000);
    }

    private static long check(ZoneId zone) {
        long changes = 0;
        ZoneOffsetTransition change = zone.getRules().nextTransition(FIRST);
        while (change != null && change.getInstant().isBefore(LAST)) {
            check(zone, change, ALL_DAY, 15, 5);
            check(zone, change, NIGHT, 10, 45);
            check(zone, change, MIDNIGHT, 30, 90);
            changes++;
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return changes;
    }

    private static void check(
            ZoneId zone, ZoneOffsetTransition change, List<MinuteRange> hours, int grid, int minutes) {
        Salon salon = salon(zone, hours, grid, minutes);
        LocalDate day = change.getDateTimeBefore().toLocalDate();
        Instant now = day.minusDays(3).atStartOfDay(zone).toInstant();
        SlotRules rules =
                new SlotRules(salon, salon.masters().get(0), salon.services().get(0), now);
        List<Slot> slots = new ArrayList<>();
        rules.eachFree(day.minusDays(1), day.plusDays(3), TimeRanges.NONE, slots::add);
        boolean[] open = new boolean[MinuteRange.MINUTES_PER_DAY];
        hours.forEach(range -> Arrays.fill(open, range.fromMinute(), range.toMinute(), true));
        Set<LocalDateTime> times = new HashSet<>();
        for (Slot slot : slots) {
            LocalDateTime time = slot.start().toLocalDateTime();
            if (!times.add(time)) {
                throw wrong(change, hours, zone, time + " is there twice");
            }
            if (zone.getRules().getValidOffsets(time).isEmpty()) {
                throw wrong(change, hours, zone, time + " is in a gap");
            }
            if (!Duration.between(slot.from(), slot.until()).equals(Duration.ofMinutes(minutes))) {
                throw wrong(change, hours, zone, time + " has another length");
            }
            for (Instant at = slot.from(); at.isBefore(slot.until()); at = at.plusSeconds(60)) {
                LocalDateTime shown = LocalDateTime.ofInstant(at, zone);
                if (!open[shown.getHour() * 60 + shown.getMinute()]) {
                    throw wrong(change, hours, zone, time + " runs into " + shown);
                }
            }
        }
        for (LocalDateTime skipped = change.getDateTimeBefore();
                change.isGap() && skipped.isBefore(change.getDateTimeAfter());
                skipped = skipped.plusMinutes(5)) {
            Optional<Refusal> refusal =
                    rules.refusal(skipped, TimeRanges.NONE, Set.of(Refusal.CLOSED, Refusal.OFF_GRID));
            if (!refusal.equals(Optional.of(Refusal.CLOSED))) {
                throw wrong(change, hours, zone, skipped + " can be booked");
            }
        }
    }

    private static AssertionError wrong(
            ZoneOffsetTransition change, List<MinuteRange> hours, ZoneId zone, String what) {
        return new AssertionError(zone + " " + change + ", open " + hours + ": " + what);
    }

    private static Salon salon(ZoneId zone, List<MinuteRange> hours, int grid, int minutes) {
        Service service = new Service(
                UUID.randomUUID(), "s1", "Cut", Duration.ofMinutes(minutes), 0, Duration.ZERO, Duration.ZERO, true);
        WeeklyHours week = new WeeklyHours(
                Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(Function.identity(), day -> hours)));
        return new Salon(
                UUID.randomUUID(),
                "aurora",
                "Aurora",
                "1",
                zone,
                Locale.ENGLISH,
                Currency.getInstance("USD"),
                grid,
                30,
                Duration.ZERO,
                Duration.ZERO,
                true,
                List.of(new Master(UUID.randomUUID(), "m1", "Sarah", true, week, List.of(service.id()), 1)),
                List.of(service));
    }
}
