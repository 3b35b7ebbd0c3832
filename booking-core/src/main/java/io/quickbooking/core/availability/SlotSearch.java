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
import java.util.UUID;

/**
 * Looks for the next free slots of some masters, date by date, and stops when it has enough. Without I/O: it is told who
 * has what of the dates it searches.
 */
final class SlotSearch {
    private final SlotQuery query;
    private final WallClock clock;
    private final List<SlotRules> masters;
    private final List<UUID> ids;
    private final long from;
    private final List<Slot> free = new ArrayList<>();
    private final List<Slot> inHand = new ArrayList<>();

    SlotSearch(List<Master> masters, SlotQuery query) {
        this.query = query;
        clock = new WallClock(query.salon().zone());
        this.masters = masters.stream().map(this::rules).toList();
        ids = masters.stream().map(Master::id).toList();
        from = SlotRules.roundedUp(query.from());
    }

    /** Each master on their own terms; who does not perform the service any more, as it was asked for. */
    private SlotRules rules(Master master) {
        Salon salon = query.salon();
        Service service = salon.serviceOf(master, query.service().id()).orElse(query.service());
        return new SlotRules(salon, master, service, query.now(), clock);
    }

    /**
     * Searches the dates {@code [day, until)}, which follow those searched before.
     *
     * @param booked what nobody can have any more
     * @param held what others have in their hands
     */
    void search(LocalDate day, LocalDate until, Map<UUID, TimeRanges> booked, Map<UUID, TimeRanges> held) {
        List<TimeRanges> working =
                masters.stream().map(rules -> rules.workingBetween(day, until)).toList();
        for (LocalDate date = day; date.isBefore(until) && !isEnough(); date = date.plusDays(1)) {
            List<Found> found = new ArrayList<>();
            for (int i = 0; i < masters.size(); i++) {
                search(
                        date,
                        masters.get(i),
                        working.get(i),
                        booked.getOrDefault(ids.get(i), TimeRanges.NONE),
                        held.getOrDefault(ids.get(i), TimeRanges.NONE),
                        found);
            }
            found.sort(Comparator.comparingLong(Found::start));
            for (Found one : found) {
                List<Slot> slots = one.held() ? inHand : free;
                if (slots.size() < query.limit()) {
                    slots.add(one.rules().slot(Instant.ofEpochSecond(one.start())));
                }
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
            return free[0] < query.limit();
        });
    }

    boolean isEnough() {
        return free.size() >= query.limit();
    }

    /** By time and then in the order of the masters; those in others' hands last. */
    List<Slot> slots() {
        List<Slot> all = new ArrayList<>(free);
        all.addAll(inHand);
        return all.subList(0, Math.min(all.size(), query.limit()));
    }

    private record Found(long start, SlotRules rules, boolean held) {}
}
