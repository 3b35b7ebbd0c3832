package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.MinuteRange;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Schedule;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.catalog.SpecialDay;
import io.quickbooking.core.catalog.Terms;
import io.quickbooking.core.catalog.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A salon with all that decides about times, often a day or two before its clock changes; the same for the same seed. */
final class RandomSalon {
    private static final List<ZoneId> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
    private static final Currency DOLLARS = Currency.getInstance("USD");
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    private static final long YEARS = 18L * 365 * 24 * 60;

    private final Random random;
    final Salon salon;
    final Service service;
    final Instant now;
    /** Bookings and holds with their buffers, by master: pairs of beginning and end. */
    final Map<UUID, List<Instant[]>> taken = new HashMap<>();

    RandomSalon(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
        now = now(zone);
        LocalDate today = LocalDate.ofInstant(now, zone);
        service = new Service(id(), "s1", "Cut", length(), 100, buffer(), buffer(), random.nextInt(50) > 0);
        Schedule salonSchedule = schedule(today);
        List<Master> masters = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            masters.add(master("m" + i, salonSchedule, today));
        }
        salon = new Salon(
                id(),
                "random",
                "Random",
                "1",
                zone,
                Locale.ENGLISH,
                DOLLARS,
                oneOf(5, 10, 15, 15, 20, 30, 30, 30, 45, 60, 60, 90, 7, 480, 1440),
                oneOf(1, 1, 1, 2, 2, 3),
                Duration.ofMinutes(oneOf(0, 0, 0, 1, 45, 60, 90, 600, 1500)),
                Duration.ZERO,
                random.nextInt(50) > 0,
                masters,
                List.of(service));
        masters.forEach(master -> taken.put(master.id(), taken()));
    }

    private Instant now(ZoneId zone) {
        Instant any = FIRST.plusSeconds(60 * (long) (random.nextDouble() * YEARS));
        ZoneOffsetTransition change = zone.getRules().nextTransition(any);
        Instant now = change == null || change.getInstant().getEpochSecond() > 2_145_916_800L || random.nextInt(3) == 0
                ? any
                : change.getInstant()
                        .minusSeconds(60L * random.nextInt(2 * 1440))
                        .plusSeconds(3600L * random.nextInt(6));
        return random.nextBoolean() ? now : now.plusMillis(random.nextInt(60_000));
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }

    private Duration length() {
        return Duration.ofMinutes(oneOf(5, 15, 20, 30, 30, 45, 60, 60, 90, 120, 25, 1, 300, 1440));
    }

    private Duration buffer() {
        return Duration.ofMinutes(oneOf(0, 0, 0, 5, 10, 15, 30, 240));
    }

    private Master master(String code, Schedule salon, LocalDate today) {
        Schedule own = schedule(today);
        Schedule schedule = new Schedule(
                random.nextInt(3) == 0 ? own.hours() : salon.hours(),
                salon.salonBreaks(),
                random.nextInt(3) == 0 ? own.salonBreaks() : WeeklyHours.CLOSED,
                salon.salonDays(),
                own.salonDays(),
                random.nextInt(6) == 0 ? today.plusDays(random.nextInt(3) - 1) : null,
                random.nextInt(6) == 0 ? today.plusDays(random.nextInt(4) + 2) : null);
        Map<UUID, Terms> terms = random.nextInt(3) == 0 ? Map.of(service(), new Terms(length(), null)) : Map.of();
        List<UUID> performed = random.nextInt(30) == 0 ? List.of() : List.of(service());
        return new Master(id(), code, code, random.nextInt(20) > 0, schedule, performed, terms, 1);
    }

    private UUID service() {
        return service.id();
    }

    /** Breaks and special days as the salon's. */
    private Schedule schedule(LocalDate today) {
        WeeklyHours breaks = random.nextBoolean() ? WeeklyHours.CLOSED : week(2, 90);
        List<SpecialDay> days = new ArrayList<>();
        int count = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
        for (int i = 0; i < count; i++) {
            days.add(day(today));
        }
        @Nullable LocalDate always = null;
        return new Schedule(week(3, 1440), breaks, WeeklyHours.CLOSED, days, List.of(), always, always);
    }

    private SpecialDay day(LocalDate today) {
        SpecialDay.Kind kind = random.nextBoolean() ? SpecialDay.Kind.OFF : SpecialDay.Kind.OPEN;
        MinuteRange time = random.nextBoolean() ? new MinuteRange(0, 1440) : range(1440);
        LocalDate from = today.plusDays(random.nextInt(6) - 2);
        if (random.nextInt(4) == 0) {
            // In a leap year, so that it may be 29 February.
            LocalDate first = from.withYear(2020 + 4 * random.nextInt(4));
            return new SpecialDay(kind, "yearly", first, first, time, true);
        }
        return new SpecialDay(kind, "", from, from.plusDays(random.nextInt(3)), time, false);
    }

    private WeeklyHours week(int most, int longest) {
        boolean allDay = longest == 1440 && random.nextInt(4) == 0;
        Map<DayOfWeek, List<MinuteRange>> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<MinuteRange> ranges = new ArrayList<>();
            int count = allDay ? 0 : random.nextInt(most + 1);
            for (int i = 0; i < count; i++) {
                MinuteRange range = range(longest);
                if (ranges.stream().noneMatch(range::overlaps)) {
                    ranges.add(range);
                }
            }
            days.put(day, allDay ? List.of(new MinuteRange(0, 1440)) : ranges);
        }
        return new WeeklyHours(days);
    }

    private MinuteRange range(int longest) {
        int step = oneOf(1, 5, 30, 30, 60);
        int from = random.nextInt(1440 / step) * step;
        int to = Math.min(1440, from + Math.max(step, random.nextInt(longest) / step * step));
        return new MinuteRange(from, to);
    }

    private List<Instant[]> taken() {
        List<Instant[]> ranges = new ArrayList<>();
        long minute = now.getEpochSecond() / 60 - 300;
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            minute += random.nextInt(400);
            long length = 1 + random.nextInt(oneOf(20, 90, 600));
            ranges.add(
                    new Instant[] {Instant.ofEpochSecond(minute * 60), Instant.ofEpochSecond((minute + length) * 60)});
            minute += random.nextInt(4) == 0 ? 0 : length;
        }
        return ranges;
    }

    @Override
    public String toString() {
        return "now " + now + ", " + salon + ", taken "
                + taken.values().stream().flatMap(List::stream).map(List::of).toList();
    }
}
