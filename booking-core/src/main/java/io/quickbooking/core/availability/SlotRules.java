package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.MinuteRange;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides about times of one master and one service, given when the master is taken. What it offers and what it accepts
 * come from the same function, so an offered slot is bookable and a bookable slot can be offered. Without I/O.
 */
final class SlotRules {
    private final Salon salon;
    private final Master master;
    private final Service service;
    private final Instant now;
    private final LocalDate lastDay;

    SlotRules(Salon salon, Master master, Service service, Instant now) {
        this.salon = salon;
        this.master = master;
        this.service = service;
        this.now = now;
        this.lastDay = lastDay(salon, now);
    }

    /** The last date on which one can book. */
    static LocalDate lastDay(Salon salon, Instant now) {
        return LocalDate.ofInstant(now, salon.zone()).plusDays(salon.horizonDays());
    }

    /** Why the slot that starts at this wall time cannot be booked; empty: it can. */
    Optional<Refusal> refusal(LocalDateTime wallTime, TimeRanges taken) {
        return start(wallTime)
                .map(start -> refusal(start, wallTime, workingTimeAround(wallTime.toLocalDate()), taken))
                .orElse(Optional.of(Refusal.CLOSED));
    }

    /**
     * When the wall clock shows this time: the earlier moment when it shows it twice, none when it skips it.
     */
    Optional<Instant> start(LocalDateTime wallTime) {
        List<ZoneOffset> offsets = salon.zone().getRules().getValidOffsets(wallTime);
        return offsets.isEmpty() ? Optional.empty() : Optional.of(wallTime.toInstant(offsets.get(0)));
    }

    /** Hands over the bookable slots of the dates {@code [from, until)}, in order. */
    void eachFree(LocalDate from, LocalDate until, TimeRanges taken, Consumer<Slot> found) {
        TimeRanges working =
                new WorkingTime(master.hours(), salon.zone()).between(from.minusDays(1), until.plusDays(1));
        for (LocalDate date = from; date.isBefore(until); date = date.plusDays(1)) {
            for (int minute = 0; minute < MinuteRange.MINUTES_PER_DAY; minute += salon.slotMinutes()) {
                LocalDateTime wallTime = date.atTime(LocalTime.ofSecondOfDay(minute * 60L));
                start(wallTime)
                        .filter(start ->
                                refusal(start, wallTime, working, taken).isEmpty())
                        .ifPresent(start -> found.accept(slot(start)));
            }
        }
    }

    Slot slot(Instant start) {
        return new Slot(master, service, start.atZone(salon.zone()));
    }

    private TimeRanges workingTimeAround(LocalDate date) {
        // A service may begin on one date and end on the next.
        return new WorkingTime(master.hours(), salon.zone()).between(date.minusDays(1), date.plusDays(3));
    }

    private Optional<Refusal> refusal(Instant start, LocalDateTime wallTime, TimeRanges working, TimeRanges taken) {
        Instant end = start.plus(service.duration());
        if (!start.isAfter(now)) {
            return Optional.of(Refusal.PAST);
        }
        if (start.isBefore(now.plus(salon.notice()))) {
            return Optional.of(Refusal.TOO_SOON);
        }
        if (wallTime.toLocalDate().isAfter(lastDay)) {
            return Optional.of(Refusal.TOO_FAR);
        }
        if (!onGrid(wallTime)) {
            return Optional.of(Refusal.OFF_GRID);
        }
        if (!working.contain(start, end)) {
            return Optional.of(Refusal.CLOSED);
        }
        return taken.touch(start.minus(service.bufferBefore()), end.plus(service.bufferAfter()))
                ? Optional.of(Refusal.BOOKED)
                : Optional.empty();
    }

    private boolean onGrid(LocalDateTime wallTime) {
        Duration sinceMidnight = Duration.ofNanos(wallTime.toLocalTime().toNanoOfDay());
        return sinceMidnight.toNanos() % Duration.ofMinutes(salon.slotMinutes()).toNanos() == 0;
    }
}
