package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Searches the next free slots of some masters, date by date, and stops when it has enough. Without I/O: the taken
 * times of the searched dates are passed in.
 */
final class SlotSearch {
    private final SlotQuery query;
    private final boolean onlyFirstOfDay;
    private final WallClock clock;
    private final List<SlotRules> masters;
    private final long from;
    private final List<Slot> free = new ArrayList<>();
    private final List<Slot> heldSlots = new ArrayList<>();
    private @Nullable Window window;

    SlotSearch(List<Master> masters, SlotQuery query) {
        this(masters, query, false);
    }

    private SlotSearch(List<Master> masters, SlotQuery query, boolean onlyFirstOfDay) {
        this(
                query,
                onlyFirstOfDay,
                masters.stream()
                        .map(master -> new Pair(master, query.service()))
                        .toList());
    }

    private SlotSearch(SlotQuery query, boolean onlyFirstOfDay, List<Pair> pairs) {
        this.query = query;
        this.onlyFirstOfDay = onlyFirstOfDay;
        clock = new WallClock(query.salon().zone());
        this.masters = pairs.stream().map(this::rules).toList();
        from = SlotRules.roundedUp(query.from());
    }

    private record Pair(Master master, Service service) {}

    /** Searches slots of any of these services, with any master who performs them. */
    static SlotSearch ofServices(List<Service> services, SlotQuery query) {
        return new SlotSearch(
                query,
                false,
                services.stream()
                        .flatMap(service ->
                                query.salon().mastersOf(service).stream().map(master -> new Pair(master, service)))
                        .toList());
    }

    /** Searches only the first free slot of each date, including held ones. */
    static SlotSearch ofDays(List<Master> masters, SlotQuery query) {
        return new SlotSearch(masters, query, true);
    }

    /**
     * Returns the rules with each master's own terms; with the requested terms if the master no longer performs the
     * service.
     */
    private SlotRules rules(Pair pair) {
        Salon salon = query.salon();
        Service service = salon.serviceOf(pair.master(), pair.service().id()).orElse(pair.service());
        return new SlotRules(salon, pair.master(), service, query.now(), clock);
    }

    /**
     * Returns the first date of {@code [day, end)} on which a slot would be possible without bookings; else the end.
     */
    LocalDate firstOpen(LocalDate day, LocalDate end) {
        LocalDate date = day;
        while (date.isBefore(end) && !isAnybodyOpenOn(date)) {
            date = date.plusDays(1);
        }
        return date;
    }

    private boolean isAnybodyOpenOn(LocalDate date) {
        return masters.stream().anyMatch(rules -> rules.isOpenOn(date, from));
    }

    /** Returns the facts needed to search the dates {@code [day, until)}; empty: there is nothing to find. */
    Optional<NeededFacts> needed(LocalDate day, LocalDate until) {
        return NeededFacts.of(masters, day, until, from, working(day, until));
    }

    private List<TimeRanges> working(LocalDate day, LocalDate until) {
        if (window == null || !window.day().equals(day) || !window.until().equals(until)) {
            window = new Window(
                    day,
                    until,
                    masters.stream()
                            .map(rules -> rules.workingBetween(day, until))
                            .toList());
        }
        return window.working();
    }

    /**
     * Searches the dates {@code [day, until)}, which follow those searched before.
     *
     * @param booked the times that are not available to any customer
     * @param held the times held by other customers
     */
    void search(LocalDate day, LocalDate until, Map<UUID, TimeRanges> booked, Map<UUID, TimeRanges> held) {
        List<TimeRanges> working = working(day, until);
        for (LocalDate date = day; date.isBefore(until) && !isEnough(); date = date.plusDays(1)) {
            List<Found> found = new ArrayList<>();
            for (int i = 0; i < masters.size(); i++) {
                search(
                        date,
                        masters.get(i),
                        working.get(i),
                        booked.getOrDefault(masters.get(i).masterId(), TimeRanges.NONE),
                        held.getOrDefault(masters.get(i).masterId(), TimeRanges.NONE),
                        found);
            }
            if (onlyFirstOfDay) {
                found.stream()
                        .min(Comparator.comparingLong(Found::start).thenComparing(Found::held))
                        .ifPresent(first -> free.add(first.slot()));
            } else {
                keep(found);
            }
        }
    }

    private void keep(List<Found> found) {
        found.sort(Comparator.comparingLong(Found::start));
        for (Found one : found) {
            List<Slot> slots = one.held() ? heldSlots : free;
            if (slots.size() < query.limit()) {
                slots.add(one.slot());
            }
        }
    }

    private void search(
            LocalDate date,
            SlotRules rules,
            TimeRanges working,
            TimeRanges booked,
            TimeRanges held,
            List<Found> found) {
        int[] free = new int[1];
        rules.eachFree(date, from, working, booked, start -> {
            boolean isHeld = rules.touches(held, start);
            found.add(new Found(start, rules, isHeld));
            free[0] += isHeld ? 0 : 1;
            return !onlyFirstOfDay && free[0] < query.limit();
        });
    }

    /** Returns the minimum number of further dates to search. */
    int leastDays() {
        return onlyFirstOfDay ? query.limit() - free.size() : 1;
    }

    boolean isEnough() {
        return free.size() >= query.limit();
    }

    /** Returns the slots by time and then in the order of the masters; those held by others last. */
    List<Slot> slots() {
        List<Slot> all = new ArrayList<>(free);
        all.addAll(heldSlots);
        return all.subList(0, Math.min(all.size(), query.limit()));
    }

    /** The working time of each master on the dates {@code [day, until)}. */
    private record Window(LocalDate day, LocalDate until, List<TimeRanges> working) {}

    private record Found(long start, SlotRules rules, boolean held) {
        Slot slot() {
            return rules.slot(Instant.ofEpochSecond(start));
        }
    }
}
