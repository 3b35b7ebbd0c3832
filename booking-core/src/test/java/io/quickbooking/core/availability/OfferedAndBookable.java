package io.quickbooking.core.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;

/** Holds what is offered and what is accepted in random salons against each other and against the slow way. */
final class OfferedAndBookable {
    private static final int TRIED = 20;

    private OfferedAndBookable() {}

    /** @return how many slots were offered in all of them */
    static long check(long firstSeed, long salons) {
        return LongStream.range(firstSeed, firstSeed + salons)
                .parallel()
                .map(OfferedAndBookable::check)
                .sum();
    }

    static long check(long seed) {
        RandomSalon random = new RandomSalon(seed);
        try {
            return check(random, new Random(seed));
        } catch (AssertionError | RuntimeException difference) {
            throw new AssertionError("seed " + seed + ": " + difference.getMessage() + "\n" + random, difference);
        }
    }

    private static long check(RandomSalon random, Random dice) {
        Salon salon = random.salon;
        Map<UUID, Set<LocalDateTime>> offered = offered(random, dice);
        long count = 0;
        for (Master master : salon.masters()) {
            List<LocalDateTime> bookable = new ArrayList<>();
            // As a tap finds them.
            Optional<Master> found = salon.master(master.code());
            Optional<Service> service = found.flatMap(one -> salon.serviceOf(one, random.service.code()));
            List<Instant[]> taken = random.taken.getOrDefault(master.id(), List.of());
            if (service.isPresent()) {
                bookable = new MinuteByMinute(salon, master, service.get(), random.now, taken).bookable();
            }
            assertThat(List.copyOf(offered.getOrDefault(master.id(), Set.of())))
                    .as("offered by %s", master.code())
                    .isEqualTo(bookable);
            if (service.isPresent()) {
                tryOut(new SlotRules(salon, master, service.get(), random.now), random, ranges(taken), bookable, dice);
            }
            count += bookable.size();
        }
        return count;
    }

    private static Map<UUID, Set<LocalDateTime>> offered(RandomSalon random, Random dice) {
        Salon salon = random.salon;
        Map<UUID, Set<LocalDateTime>> offered = new HashMap<>();
        Optional<Service> service = salon.service(random.service.code());
        if (service.isEmpty()) {
            return offered;
        }
        SlotSearch search = new SlotSearch(
                salon.mastersOf(service.get()),
                new SlotQuery(salon, service.get(), random.now, null, Realm.LIVE, 1_000_000, random.now));
        Map<UUID, TimeRanges> booked = new HashMap<>();
        Map<UUID, TimeRanges> held = new HashMap<>();
        for (Master master : salon.masters()) {
            List<Instant[]> taken = random.taken.getOrDefault(master.id(), List.of());
            booked.put(master.id(), ranges(taken));
            long from = random.now.getEpochSecond() + dice.nextInt(100_000);
            held.put(
                    master.id(), new TimeRanges.Builder().add(from, from + 3600).build());
        }
        LocalDate today = LocalDate.ofInstant(random.now, salon.zone());
        LocalDate middle = today.plusDays(1 + dice.nextInt(2));
        search.search(today, middle, booked, held);
        // Beyond the horizon too, where nothing may come.
        search.search(middle, today.plusDays(salon.horizonDays() + 2), booked, held);
        for (Slot slot : search.slots()) {
            Set<LocalDateTime> times = offered.computeIfAbsent(slot.master().id(), unused -> new TreeSet<>());
            if (!times.add(slot.start().toLocalDateTime())) {
                throw new AssertionError(slot.start() + " is offered twice");
            }
        }
        return offered;
    }

    private static void tryOut(
            SlotRules rules, RandomSalon random, TimeRanges taken, List<LocalDateTime> bookable, Random dice) {
        for (int i = 0; i < Math.min(TRIED, bookable.size()); i++) {
            LocalDateTime time = bookable.get(bookable.size() <= TRIED ? i : dice.nextInt(bookable.size()));
            if (rules.refusal(time, taken).isPresent()) {
                throw new AssertionError(time + " is refused: " + rules.refusal(time, taken));
            }
        }
        Set<LocalDateTime> known = new HashSet<>(bookable);
        LocalDateTime midnight =
                LocalDate.ofInstant(random.now, random.salon.zone()).atStartOfDay();
        int minutes = (random.salon.horizonDays() + 2) * 1440;
        int grid = random.salon.slotMinutes();
        for (int i = 0; i < TRIED; i++) {
            int minute = dice.nextInt(minutes);
            LocalDateTime time = midnight.plusMinutes(i % 4 == 0 ? minute : minute - minute % 1440 % grid);
            if (rules.refusal(time, taken).isEmpty() != known.contains(time)) {
                throw new AssertionError(time + ": refusal " + rules.refusal(time, taken));
            }
        }
    }

    private static TimeRanges ranges(List<Instant[]> taken) {
        TimeRanges.Builder ranges = new TimeRanges.Builder();
        taken.forEach(range -> ranges.add(range[0].getEpochSecond(), range[1].getEpochSecond()));
        return ranges.build();
    }
}
