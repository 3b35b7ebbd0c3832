package io.quickbooking.core.availability;

import io.quickbooking.core.availability.TakenMapper.Taken;
import io.quickbooking.core.availability.TakenMapper.TakenOfMaster;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.database.Mappers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells which times are free and why others are not, from the salon's hours and the bookings in the database. It only
 * reads: the time is granted by writing the booking.
 */
public final class AvailabilityService {
    /** The numbers of days per search: most searches end in the first two days, few need the whole horizon. */
    private static final int[] SEARCHED_DAYS = {2, 8, 30, 90};

    private final TakenMapper taken;

    public AvailabilityService(Mappers mappers) {
        this.taken = mappers.get(TakenMapper.class);
    }

    /** Checks whether the slot at this wall time is free for any customer, see the other {@code check}. */
    public AvailabilityCheckResult check(
            Salon salon, Master master, Service service, LocalDateTime wallTime, Realm realm, Instant now) {
        return check(salon, master, service, wallTime, realm, null, now);
    }

    /**
     * Checks whether the slot that starts at this wall time of the salon is free. It needs one query, none when the
     * rules refuse the time.
     *
     * @param customerId the customer who asks, for whom the customer's own holds count as free; null: no particular
     *     customer
     */
    public AvailabilityCheckResult check(
            Salon salon,
            Master master,
            Service service,
            LocalDateTime wallTime,
            Realm realm,
            @Nullable UUID customerId,
            Instant now) {
        return check(salon, master, service, wallTime, realm, customerId, now, Set.of());
    }

    /**
     * Checks like the other method, for users who may book where customers may not.
     *
     * @param waived rules that do not apply, see {@link #refusalByRules}
     */
    public AvailabilityCheckResult check(
            Salon salon,
            Master master,
            Service service,
            LocalDateTime wallTime,
            Realm realm,
            @Nullable UUID customerId,
            Instant now,
            Set<Refusal> waived) {
        requireWaivable(waived);
        SlotRules rules = new SlotRules(salon, master, service, now);
        Optional<Refusal> refusal = rules.refusal(wallTime, TimeRanges.NONE, waived);
        if (refusal.isPresent()) {
            return new AvailabilityCheckResult.Unavailable(refusal.get());
        }
        Slot slot = rules.slot(rules.start(wallTime).orElseThrow());
        List<Taken> rows = taken.byMaster(
                salon.id(),
                master.id(),
                realm,
                customerId,
                slot.busyFrom(),
                slot.busyUntil(),
                slot.from(),
                slot.until(),
                now);
        TimeRanges bookings =
                ranges(rows.stream().filter(row -> row.ownMaster() == null).toList());
        return rules.refusal(wallTime, bookings, waived)
                .<AvailabilityCheckResult>map(AvailabilityCheckResult.Unavailable::new)
                .orElseGet(() -> new AvailabilityCheckResult.Free(slot, own(rows)));
    }

    private static @Nullable OwnVisit own(List<Taken> rows) {
        for (Taken row : rows) {
            if (row.ownMaster() != null && row.ownService() != null) {
                return new OwnVisit(row.ownMaster(), row.ownService(), row.startTs());
            }
        }
        return null;
    }

    /** Checks a slot by all rules except other bookings, which the database decides. Without I/O. */
    public Optional<Refusal> refusalByRules(
            Salon salon, Master master, Service service, LocalDateTime wallTime, Instant now) {
        return refusalByRules(salon, master, service, wallTime, now, Set.of());
    }

    /**
     * Checks like the other method, for users who may book where customers may not.
     *
     * @param waived rules that do not apply: CLOSED, TOO_SOON, TOO_FAR, OFF_GRID. Even so, a time that the clock skips
     *     is CLOSED, and one that is not a whole minute OFF_GRID
     * @throws IllegalArgumentException when asked to waive PAST or BOOKED
     */
    public Optional<Refusal> refusalByRules(
            Salon salon, Master master, Service service, LocalDateTime wallTime, Instant now, Set<Refusal> waived) {
        requireWaivable(waived);
        return new SlotRules(salon, master, service, now).refusal(wallTime, TimeRanges.NONE, waived);
    }

    private static void requireWaivable(Set<Refusal> waived) {
        if (waived.contains(Refusal.PAST) || waived.contains(Refusal.BOOKED)) {
            throw new IllegalArgumentException("PAST and BOOKED cannot be waived: " + waived);
        }
    }

    /** Returns whether the master works during all of {@code [start, end)}. Without I/O. */
    public boolean isWorkingTime(Salon salon, Master master, Instant start, Instant end) {
        long begin = start.getEpochSecond();
        return new WorkingTime(master.schedule(), new WallClock(salon.zone()))
                        .between(
                                LocalDate.ofInstant(start, salon.zone()).minusDays(1),
                                LocalDate.ofInstant(end, salon.zone()).plusDays(2))
                        .firstInside(begin, SlotRules.roundedUp(end) - begin)
                == begin;
    }

    /**
     * Returns the working days of these masters on the dates {@code [from, until)}, for calendars: by master, each date
     * in order. Without I/O; for past days see {@link Catalog#knowing}.
     */
    public List<WorkingDay> workingDays(Salon salon, List<Master> masters, LocalDate from, LocalDate until) {
        WallClock clock = new WallClock(salon.zone());
        return masters.stream()
                .flatMap(master -> WorkingDays.of(master, from, until, clock).stream())
                .toList();
    }

    /**
     * Returns the next free slots of a master, those held by other customers last. If there are too few before the
     * horizon, slots of other masters who perform the service are added.
     */
    public List<Slot> alternatives(Master master, SlotQuery query) {
        List<Slot> slots = new ArrayList<>(next(List.of(master), query));
        if (slots.size() < query.limit()) {
            List<Master> others = query.salon().mastersOf(query.service()).stream()
                    .filter(other -> !other.id().equals(master.id()))
                    .toList();
            slots.addAll(next(others, query.withLimit(query.limit() - slots.size())));
        }
        return slots;
    }

    /**
     * Returns the next free slots of these masters, by time and then in the salon's order; slots held by others last.
     */
    public List<Slot> next(List<Master> masters, SlotQuery query) {
        LocalDate day = LocalDate.ofInstant(
                later(query.from(), query.now()), query.salon().zone());
        return searchFrom(day, new SlotSearch(masters, query), query);
    }

    /**
     * Returns the next free slots of any of these services, by time, with any master who performs them; slots held by
     * others last. It needs as many queries as for one service.
     */
    public List<Slot> nextOfAny(List<Service> services, SlotQuery query) {
        LocalDate day = LocalDate.ofInstant(
                later(query.from(), query.now()), query.salon().zone());
        return searchFrom(day, SlotSearch.ofServices(services, query), query);
    }

    /**
     * Returns the first free slot of each of the next dates that have any, {@code query.limit()} at most; among those
     * at the same time, one that is not held.
     */
    public List<Slot> firstOfDays(List<Master> masters, SlotQuery query, LocalDate from) {
        LocalDate today = LocalDate.ofInstant(query.now(), query.salon().zone());
        return searchFrom(from.isBefore(today) ? today : from, SlotSearch.ofDays(masters, query), query);
    }

    /** Runs one query for each part of the horizon, none for dates on which no slot is possible. */
    private List<Slot> searchFrom(LocalDate first, SlotSearch search, SlotQuery query) {
        LocalDate end = SlotRules.lastDay(query.salon(), query.now()).plusDays(1);
        LocalDate day = search.firstOpen(first, end);
        for (int step = 0; day.isBefore(end); step++) {
            int days = SEARCHED_DAYS[Math.min(step, SEARCHED_DAYS.length - 1)];
            LocalDate until = day.plusDays(Math.max(days, search.leastDays()));
            if (until.isAfter(end)) {
                until = end;
            }
            search(search, query, day, until);
            day = search.isEnough() ? end : search.firstOpen(until, end);
        }
        return search.slots();
    }

    private void search(SlotSearch search, SlotQuery query, LocalDate day, LocalDate until) {
        search.needed(day, until).ifPresent(needed -> {
            Map<UUID, TimeRanges> booked = new HashMap<>();
            Map<UUID, TimeRanges> held = new HashMap<>();
            for (TakenOfMaster row : taken.takenOrInHand(
                    query.salon().id(),
                    needed.mastersForSql(),
                    query.realm(),
                    query.customerId(),
                    needed.from(),
                    needed.until(),
                    query.now())) {
                (row.inHand() ? held : booked).put(row.masterId(), ranges(row.seconds()));
            }
            search.search(day, until, booked, held);
        });
    }

    /**
     * Returns all free slots of these masters on the bookable dates {@code [from, until)} of the salon, by time; among
     * those at the same time, held ones last. It needs one query, none when no date can be booked.
     */
    public List<Slot> between(List<Master> masters, SlotQuery query, LocalDate from, LocalDate until) {
        LocalDate today = LocalDate.ofInstant(query.now(), query.salon().zone());
        LocalDate end = SlotRules.lastDay(query.salon(), query.now()).plusDays(1);
        LocalDate first = from.isBefore(today) ? today : from;
        LocalDate last = until.isAfter(end) ? end : until;
        if (!first.isBefore(last)) {
            return List.of();
        }
        SlotSearch search = new SlotSearch(masters, query.withLimit(Integer.MAX_VALUE));
        search(search, query, first, last);
        return search.slots().stream().sorted(Comparator.comparing(Slot::from)).toList();
    }

    /**
     * Returns the free times of a salon's active masters on a date, each for the default service; masters without a
     * service are omitted. One query.
     */
    public List<FreeTimes> freeOn(Salon salon, LocalDate date, Instant now) {
        List<Master> masters = salon.masters().stream()
                .filter(master -> salon.active() && master.active())
                .filter(master -> !salon.servicesOf(master).isEmpty())
                .toList();
        Map<UUID, TimeRanges> booked = booked(
                masters.stream()
                        .map(master -> new SlotRules(
                                salon, master, salon.servicesOf(master).get(0), now))
                        .toList(),
                salon,
                date,
                null,
                now);
        return masters.stream()
                .map(master -> freeOn(salon, master, date, booked.getOrDefault(master.id(), TimeRanges.NONE), now))
                .toList();
    }

    /**
     * Returns all free slots of a date, by time and then in the order of the masters. One query.
     *
     * @param service the service of each master, with the length of the visit; masters without one are omitted
     * @param moving a booking that is about to leave its time; null: none
     */
    public List<Slot> freeOn(
            Salon salon,
            List<Master> masters,
            Function<Master, Optional<Service>> service,
            LocalDate date,
            @Nullable UUID moving,
            Instant now) {
        List<SlotRules> each = masters.stream()
                .flatMap(master ->
                        service.apply(master).stream().map(asLong -> new SlotRules(salon, master, asLong, now)))
                .toList();
        Map<UUID, TimeRanges> booked = booked(each, salon, date, moving, now);
        List<Slot> free = new ArrayList<>();
        for (SlotRules rules : each) {
            rules.eachFree(date, date.plusDays(1), booked.getOrDefault(rules.masterId(), TimeRanges.NONE), free::add);
        }
        free.sort(Comparator.comparing(Slot::from));
        return free;
    }

    /**
     * Returns the reason why these masters have no free time on a date. Without I/O: where the rules leave times, they
     * are taken.
     *
     * @param service the service of each master, with the length of the visit; masters without one are omitted
     */
    public Refusal whyNoneOn(
            Salon salon,
            List<Master> masters,
            Function<Master, Optional<Service>> service,
            LocalDate date,
            Instant now) {
        LocalDate today = LocalDate.ofInstant(now, salon.zone());
        if (date.isBefore(today)) {
            return Refusal.PAST;
        }
        if (date.isAfter(SlotRules.lastDay(salon, now))) {
            return Refusal.TOO_FAR;
        }
        List<Slot> possible = new ArrayList<>();
        boolean works = false;
        for (Master master : masters) {
            Optional<Service> asLong = service.apply(master);
            asLong.ifPresent(found -> new SlotRules(salon, master, found, now)
                    .eachFree(date, date.plusDays(1), TimeRanges.NONE, possible::add));
            works |= asLong.isPresent() && worksOn(master, date);
        }
        if (!possible.isEmpty()) {
            return Refusal.BOOKED;
        }
        boolean soon = !date.isAfter(LocalDate.ofInstant(now.plus(salon.notice()), salon.zone()));
        return works && soon ? Refusal.TOO_SOON : Refusal.CLOSED;
    }

    /**
     * Returns the services of these masters that can begin at a wall time, each with the length of the first master who
     * is able to perform it, in the salon's order. One query, none when the rules leave none.
     */
    public List<Service> startingAt(Salon salon, List<Master> masters, LocalDateTime wallTime, Instant now) {
        Map<SlotRules, Service> possible = new LinkedHashMap<>();
        for (Master master : masters) {
            for (Service service : salon.servicesOf(master)) {
                SlotRules rules = new SlotRules(salon, master, service, now);
                if (rules.refusal(wallTime, TimeRanges.NONE, Set.of()).isEmpty()) {
                    possible.put(rules, service);
                }
            }
        }
        if (possible.isEmpty()) {
            return List.of();
        }
        Map<UUID, TimeRanges> booked = booked(List.copyOf(possible.keySet()), salon, wallTime.toLocalDate(), null, now);
        Map<UUID, Service> free = new HashMap<>();
        possible.forEach((rules, service) -> {
            TimeRanges taken = booked.getOrDefault(rules.masterId(), TimeRanges.NONE);
            if (rules.refusal(wallTime, taken, Set.of()).isEmpty()) {
                free.putIfAbsent(service.id(), service);
            }
        });
        return salon.services().stream()
                .map(service -> free.get(service.id()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static boolean worksOn(Master master, LocalDate date) {
        return new DayPlans(master.schedule()).on(date).stream().anyMatch(part -> part.kind() == DayPlans.Kind.WORK);
    }

    private static FreeTimes freeOn(Salon salon, Master master, LocalDate date, TimeRanges booked, Instant now) {
        List<Slot> free = new ArrayList<>();
        new SlotRules(salon, master, salon.servicesOf(master).get(0), now)
                .eachFree(date, date.plusDays(1), booked, free::add);
        return new FreeTimes(master, worksOn(master, date), free.size(), free.isEmpty() ? null : free.get(0));
    }

    /** Returns the taken times of a date, by master. One query, none when no slot is possible. */
    private Map<UUID, TimeRanges> booked(
            List<SlotRules> masters, Salon salon, LocalDate date, @Nullable UUID without, Instant now) {
        LocalDate next = date.plusDays(1);
        List<TimeRanges> working =
                masters.stream().map(rules -> rules.workingBetween(date, next)).toList();
        return NeededFacts.of(masters, date, next, Long.MIN_VALUE, working)
                .map(needed -> booked(needed, salon, without, now))
                .orElseGet(Map::of);
    }

    private Map<UUID, TimeRanges> booked(NeededFacts needed, Salon salon, @Nullable UUID without, Instant now) {
        String[] masterIds = needed.mastersForSql();
        List<TakenOfMaster> rows = without == null
                ? taken.taken(salon.id(), masterIds, Realm.LIVE, null, needed.from(), needed.until(), now)
                : taken.takenWithout(
                        without, salon.id(), masterIds, Realm.LIVE, null, needed.from(), needed.until(), now);
        return rows.stream().collect(Collectors.toMap(TakenOfMaster::masterId, row -> ranges(row.seconds())));
    }

    private static TimeRanges ranges(String seconds) {
        TimeRanges.Builder ranges = new TimeRanges.Builder();
        StringTokenizer numbers = new StringTokenizer(seconds);
        while (numbers.hasMoreTokens()) {
            ranges.add(Long.parseLong(numbers.nextToken()), Long.parseLong(numbers.nextToken()));
        }
        return ranges.build();
    }

    private static TimeRanges ranges(List<Taken> rows) {
        TimeRanges.Builder ranges = new TimeRanges.Builder();
        rows.forEach(row -> ranges.add(row.startTs().getEpochSecond(), SlotRules.roundedUp(row.endTs())));
        return ranges.build();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
