package io.quickbooking.core.catalog;

import io.quickbooking.core.catalog.SpecialDay.Kind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Something that can never be booked, however free the masters are. It deserves a warning and is not an error: the missing part
 * may be about to be added.
 *
 * @param salon its name
 * @param service its name; empty for everything
 */
public record Unbookable(String salon, Reason reason, String service) {
    private static final int DAY = MinuteRange.MINUTES_PER_DAY;
    private static final int WEEK = 7 * DAY;

    /** The reason why it cannot be booked. */
    public enum Reason {
        /** The required notice is longer than the horizon. */
        NOTICE,
        /** No start of the grid is within any master's working time. */
        GRID,
        /** No active master performs it. */
        NOBODY,
        /** No master who performs it works long enough from any start of the grid on. */
        TOO_LONG
    }

    /** Returns what cannot be booked in a salon, if it is active. Days off are ignored, because they end. */
    public static List<Unbookable> of(Salon salon) {
        List<Unbookable> found = new ArrayList<>();
        if (!salon.active()) {
            return found;
        }
        if (salon.notice().toMinutes() > (long) salon.horizonDays() * DAY) {
            found.add(new Unbookable(salon.name(), Reason.NOTICE, ""));
        }
        Map<UUID, Integer> longest = new HashMap<>();
        boolean works = false;
        for (Master master : salon.masters()) {
            if (master.active()) {
                BitSet working = working(master.schedule());
                works = works || !working.isEmpty();
                longest.put(master.id(), longest(working, salon.slotMinutes()));
            }
        }
        boolean offGrid = works && longest.values().stream().allMatch(minutes -> minutes == 0);
        if (offGrid) {
            found.add(new Unbookable(salon.name(), Reason.GRID, ""));
        }
        for (Service service : salon.services()) {
            List<Master> masters = salon.mastersOf(service);
            if (!service.active()) {
                continue;
            }
            if (masters.isEmpty()) {
                found.add(new Unbookable(salon.name(), Reason.NOBODY, service.name()));
            } else if (!offGrid
                    && masters.stream()
                            .noneMatch(master ->
                                    master.onTheirTerms(service).duration().toMinutes() <= longest.get(master.id()))) {
                found.add(new Unbookable(salon.name(), Reason.TOO_LONG, service.name()));
            }
        }
        return found;
    }

    /** Returns the minutes of two weeks in which a master may work, including openings on their day of the week. */
    private static BitSet working(Schedule schedule) {
        BitSet working = new BitSet(2 * WEEK);
        for (int day = 0; day < 14; day++) {
            DayOfWeek weekday = DayOfWeek.of(day % 7 + 1);
            int midnight = day * DAY;
            schedule.hours().on(weekday).forEach(range -> set(working, midnight, range, true));
            schedule.salonBreaks().on(weekday).forEach(range -> set(working, midnight, range, false));
            schedule.ownBreaks().on(weekday).forEach(range -> set(working, midnight, range, false));
            Stream.concat(schedule.salonDays().stream(), schedule.ownDays().stream())
                    .filter(special -> special.kind() == Kind.OPEN)
                    .filter(special -> weekdays(special).contains(weekday))
                    .forEach(special -> set(working, midnight, special.time(), true));
        }
        return working;
    }

    private static void set(BitSet minutes, int midnight, MinuteRange range, boolean works) {
        minutes.set(midnight + range.fromMinute(), midnight + range.toMinute(), works);
    }

    private static Set<DayOfWeek> weekdays(SpecialDay special) {
        if (special.yearly() || special.until().isAfter(special.from().plusDays(6))) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
        for (LocalDate date = special.from(); !date.isAfter(special.until()); date = date.plusDays(1)) {
            weekdays.add(date.getDayOfWeek());
        }
        return weekdays;
    }

    /** Returns the longest uninterrupted working time from a start of the grid on. */
    private static int longest(BitSet working, int slotMinutes) {
        int longest = 0;
        for (int midnight = 0; midnight < WEEK; midnight += DAY) {
            for (int start = midnight; start < midnight + DAY; start += slotMinutes) {
                longest = Math.max(longest, working.nextClearBit(start) - start);
            }
        }
        return longest;
    }
}
