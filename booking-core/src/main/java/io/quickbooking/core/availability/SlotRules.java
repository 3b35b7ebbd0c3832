package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Decides about times of one master and one service, given the master's taken times. Offers and checks follow the same
 * rules, so an offered slot is bookable and a bookable slot can be offered. Without I/O.
 */
final class SlotRules {
    private static final long DAY = 24 * 60 * 60;
    static final long NEVER = Long.MAX_VALUE;

    private final Salon salon;
    private final Master master;
    private final Service service;
    private final Instant now;
    private final WallClock clock;
    private final WorkingTime workingTime;
    private final LocalDate lastDay;
    private final long grid;
    private final long length;
    private final long before;
    private final long busy;
    private final long earliest;

    SlotRules(Salon salon, Master master, Service service, Instant now) {
        this(salon, master, service, now, new WallClock(salon.zone()));
    }

    /** @param clock of the salon; masters of the same search share it */
    SlotRules(Salon salon, Master master, Service service, Instant now, WallClock clock) {
        this.salon = salon;
        this.master = master;
        this.service = service;
        this.now = now;
        this.clock = clock;
        workingTime = new WorkingTime(master.schedule(), clock);
        lastDay = lastDay(salon, now);
        grid = salon.slotMinutes() * 60L;
        length = service.duration().toSeconds();
        before = service.bufferBefore().toSeconds();
        busy = before + length + service.bufferAfter().toSeconds();
        earliest = Math.max(now.getEpochSecond() + 1, roundedUp(now.plus(salon.notice())));
    }

    /** Returns the last bookable date. */
    static LocalDate lastDay(Salon salon, Instant now) {
        return LocalDate.ofInstant(now, salon.zone()).plusDays(salon.horizonDays());
    }

    static long roundedUp(Instant time) {
        return time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
    }

    /** Returns the reason why the slot that starts at this wall time cannot be booked; empty: it can. */
    Optional<Refusal> refusal(LocalDateTime wallTime, TimeRanges taken) {
        return refusal(wallTime, taken, Set.of());
    }

    /**
     * Returns the reason why the slot that starts at this wall time cannot be booked; empty: it can.
     *
     * @param waived rules that do not apply. A time that the clock skips cannot be booked even where CLOSED is waived,
     *     and a time that is not a whole minute is never on any grid
     */
    Optional<Refusal> refusal(LocalDateTime wallTime, TimeRanges taken, Set<Refusal> waived) {
        OptionalLong start = clock.start(wallTime);
        if (start.isEmpty()) {
            return Optional.of(Refusal.CLOSED);
        }
        return refusal(start.getAsLong(), wallTime, taken, waived);
    }

    private Optional<Refusal> refusal(long start, LocalDateTime wallTime, TimeRanges taken, Set<Refusal> waived) {
        if (start <= now.getEpochSecond()) {
            return Optional.of(Refusal.PAST);
        }
        if (start < earliest && !waived.contains(Refusal.TOO_SOON)) {
            return Optional.of(Refusal.TOO_SOON);
        }
        if (wallTime.toLocalDate().isAfter(lastDay) && !waived.contains(Refusal.TOO_FAR)) {
            return Optional.of(Refusal.TOO_FAR);
        }
        LocalTime time = wallTime.toLocalTime();
        boolean wholeMinute = time.getSecond() == 0 && time.getNano() == 0;
        if (!wholeMinute || time.toSecondOfDay() % grid != 0 && !waived.contains(Refusal.OFF_GRID)) {
            return Optional.of(Refusal.OFF_GRID);
        }
        if (!waived.contains(Refusal.CLOSED)
                && workingAround(wallTime.toLocalDate()).firstInside(start, length) != start) {
            return Optional.of(Refusal.CLOSED);
        }
        return touches(taken, start) ? Optional.of(Refusal.BOOKED) : Optional.empty();
    }

    private TimeRanges workingAround(LocalDate date) {
        return workingBetween(date, date.plusDays(1));
    }

    /** Returns the working time that slots of the dates {@code [from, until)} may need. */
    TimeRanges workingBetween(LocalDate from, LocalDate until) {
        // A service of 24 hours may end two dates later where the clock skips an hour, or a day.
        return workingTime.between(from.minusDays(1), until.plusDays(3));
    }

    /** Returns the instant when the wall clock shows this time, see {@link WallClock#start}. */
    Optional<Instant> start(LocalDateTime wallTime) {
        OptionalLong start = clock.start(wallTime);
        return start.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(start.getAsLong()));
    }

    /** Passes on the bookable slots of the dates {@code [from, until)}, in order. */
    void eachFree(LocalDate from, LocalDate until, TimeRanges taken, Consumer<Slot> found) {
        TimeRanges working = workingBetween(from, until);
        for (LocalDate date = from; date.isBefore(until); date = date.plusDays(1)) {
            eachFree(date, Long.MIN_VALUE, working, taken, start -> {
                found.accept(slot(Instant.ofEpochSecond(start)));
                return true;
            });
        }
    }

    /**
     * Passes on the starts of the bookable slots of a date, in order, for as long as the consumer returns true.
     *
     * @param from the earliest start
     * @param working see {@link #workingBetween}
     */
    void eachFree(LocalDate date, long from, TimeRanges working, TimeRanges taken, LongPredicate found) {
        long first = Math.max(earliest, from);
        if (date.isAfter(lastDay)) {
            return;
        }
        if (clock.isSteady(date)) {
            steady(clock.steadyMidnight(date), first, working, taken, found);
        } else {
            unsteady(date, first, working, taken, found);
        }
    }

    private void steady(long midnight, long first, TimeRanges working, TimeRanges taken, LongPredicate found) {
        long start = onGrid(midnight, Math.max(midnight, first));
        while (start < midnight + DAY) {
            long possible = firstPossible(start, working, taken);
            if (possible == start) {
                if (!found.test(start)) {
                    return;
                }
                start += grid;
            } else if (possible == NEVER) {
                return;
            } else {
                start = onGrid(midnight, possible);
            }
        }
    }

    private long onGrid(long midnight, long time) {
        return midnight + -Math.floorDiv(midnight - time, grid) * grid;
    }

    private void unsteady(LocalDate date, long first, TimeRanges working, TimeRanges taken, LongPredicate found) {
        for (long second = 0; second < DAY; second += grid) {
            OptionalLong start = clock.start(date.atTime(LocalTime.ofSecondOfDay(second)));
            if (start.isPresent()
                    && start.getAsLong() >= first
                    && firstPossible(start.getAsLong(), working, taken) == start.getAsLong()
                    && !found.test(start.getAsLong())) {
                return;
            }
        }
    }

    /** Returns the first time, not before {@code start}, that is working time and not taken; NEVER: there is none. */
    private long firstPossible(long start, TimeRanges working, TimeRanges taken) {
        long open = working.firstInside(start, length);
        return open > start ? open : taken.firstOutside(start - before, busy) + before;
    }

    /** Returns whether the slot that starts then, with its buffers, touches any of these times. */
    boolean touches(TimeRanges taken, long start) {
        return taken.firstOutside(start - before, busy) != start - before;
    }

    /** Returns whether a slot of the date, not before {@code from}, could be free if the master had no bookings. */
    boolean isOpenOn(LocalDate date, long from) {
        LocalDate next = date.plusDays(1);
        return workingTime.isAnyOn(date) && firstOpen(date, next, from, workingBetween(date, next)) != NEVER;
    }

    /**
     * Returns the start of the first slot of the dates {@code [day, end)} that could be free if the master had no
     * bookings; NEVER: there is none.
     *
     * @param from the earliest start
     */
    long firstOpen(LocalDate day, LocalDate end, long from, TimeRanges working) {
        long[] first = {NEVER};
        for (LocalDate date = day; date.isBefore(end) && first[0] == NEVER; date = date.plusDays(1)) {
            eachFree(date, from, working, TimeRanges.NONE, start -> {
                first[0] = start;
                return false;
            });
        }
        return first[0];
    }

    UUID masterId() {
        return master.id();
    }

    /** Returns the start of the time in which other bookings conflict with a slot that starts then. */
    long busyFrom(long start) {
        return start - before;
    }

    /** Returns the end of the time in which other bookings can conflict with slots of the dates before this one. */
    long busyUntil(LocalDate end) {
        return end.atStartOfDay(salon.zone()).toEpochSecond() - before + busy;
    }

    Slot slot(Instant start) {
        return new Slot(master, service, start.atZone(salon.zone()));
    }
}
