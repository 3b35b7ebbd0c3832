package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.MinuteRange;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Schedule;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.catalog.SpecialDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be booked, found the slow way: it steps through the minutes that there really are and asks the wall clock at
 * each. It shares nothing with the slot engine but the data.
 */
final class MinuteByMinute {
    private static final int MINUTE = 60;
    /** No clock since 2020 has been put back by more. */
    private static final int LONGEST_REPEAT = 4 * 60;

    private final Salon salon;
    private final Master master;
    private final Service service;
    private final Instant now;
    private final List<Instant[]> taken;

    MinuteByMinute(Salon salon, Master master, Service service, Instant now, List<Instant[]> taken) {
        this.salon = salon;
        this.master = master;
        this.service = service;
        this.now = now;
        this.taken = taken;
    }

    /** When the bookable slots begin, by the wall times that mean them. */
    List<LocalDateTime> bookable() {
        ZoneId zone = salon.zone();
        int length = (int) service.duration().toMinutes();
        int before = (int) service.bufferBefore().toMinutes();
        int after = (int) service.bufferAfter().toMinutes();
        LocalDate lastDay = LocalDateTime.ofInstant(now, zone).toLocalDate().plusDays(salon.horizonDays());
        long first = Math.floorDiv(now.getEpochSecond(), MINUTE) - Math.max(LONGEST_REPEAT, before);
        Instant end = lastDay.plusDays(1).atStartOfDay(zone).toInstant();
        int starts = (int) (end.getEpochSecond() / MINUTE - first) + 1;
        int minutes = starts + length + after;
        // How many minutes before each are closed, and how many taken.
        int[] closed = new int[minutes + 1];
        long[] wall = new long[minutes];
        long day = Long.MIN_VALUE;
        boolean[] works = new boolean[1440];
        for (int i = 0; i < minutes; i++) {
            long at = (first + i) * MINUTE;
            wall[i] = (at + zone.getRules().getOffset(Instant.ofEpochSecond(at)).getTotalSeconds()) / MINUTE;
            if (day != Math.floorDiv(wall[i], 1440)) {
                day = Math.floorDiv(wall[i], 1440);
                works = works(LocalDate.ofEpochDay(day));
            }
            closed[i + 1] = closed[i] + (works[(int) Math.floorMod(wall[i], 1440L)] ? 0 : 1);
        }
        int[] had = had(first, minutes);
        List<LocalDateTime> found = new ArrayList<>();
        long latestSeen = Long.MIN_VALUE;
        for (int i = 0; i < starts; i++) {
            boolean again = wall[i] <= latestSeen;
            latestSeen = Math.max(latestSeen, wall[i]);
            Instant start = Instant.ofEpochSecond((first + i) * MINUTE);
            if (!again
                    && i >= before
                    && wall[i] % 1440 % salon.slotMinutes() == 0
                    && start.isAfter(now)
                    && !start.isBefore(now.plus(salon.notice()))
                    && wall[i] / 1440 <= lastDay.toEpochDay()
                    && closed[i + length] == closed[i]
                    && had[i + length + after] == had[i - before]) {
                found.add(LocalDateTime.ofEpochSecond(wall[i] * MINUTE, 0, ZoneOffset.UTC));
            }
        }
        return found;
    }

    private int[] had(long first, int minutes) {
        boolean[] each = new boolean[minutes];
        for (Instant[] range : taken) {
            for (Instant at = range[0]; at.isBefore(range[1]); at = at.plusSeconds(MINUTE)) {
                long i = at.getEpochSecond() / MINUTE - first;
                if (i >= 0 && i < minutes) {
                    each[(int) i] = true;
                }
            }
        }
        int[] had = new int[minutes + 1];
        for (int i = 0; i < minutes; i++) {
            had[i + 1] = had[i] + (each[i] ? 1 : 0);
        }
        return had;
    }

    /** At which minutes of the wall clock the schedule has work: the last that speaks of a minute wins. */
    private boolean[] works(LocalDate date) {
        Schedule schedule = master.schedule();
        boolean[] works = new boolean[1440];
        schedule.hours().on(date.getDayOfWeek()).forEach(range -> paint(works, range, true));
        schedule.salonBreaks().on(date.getDayOfWeek()).forEach(range -> paint(works, range, false));
        schedule.ownBreaks().on(date.getDayOfWeek()).forEach(range -> paint(works, range, false));
        for (List<SpecialDay> days : List.of(schedule.salonDays(), schedule.ownDays())) {
            days.stream().filter(day -> !opens(day) && isOn(day, date)).forEach(day -> paint(works, day.time(), false));
            days.stream().filter(day -> opens(day) && isOn(day, date)).forEach(day -> paint(works, day.time(), true));
        }
        if (schedule.worksFrom() != null && date.compareTo(schedule.worksFrom()) < 0
                || schedule.worksUntil() != null && date.compareTo(schedule.worksUntil()) > 0) {
            paint(works, new MinuteRange(0, 1440), false);
        }
        return works;
    }

    private static void paint(boolean[] minutes, MinuteRange range, boolean value) {
        for (int minute = range.fromMinute(); minute < range.toMinute(); minute++) {
            minutes[minute] = value;
        }
    }

    private static boolean opens(SpecialDay day) {
        return day.kind() == SpecialDay.Kind.OPEN;
    }

    private static boolean isOn(SpecialDay day, LocalDate date) {
        return day.yearly()
                ? day.from().getMonth() == date.getMonth() && day.from().getDayOfMonth() == date.getDayOfMonth()
                : day.from().toEpochDay() <= date.toEpochDay()
                        && date.toEpochDay() <= day.until().toEpochDay();
    }
}
