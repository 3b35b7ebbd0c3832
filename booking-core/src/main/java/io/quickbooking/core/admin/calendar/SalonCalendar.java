package io.quickbooking.core.admin.calendar;

import io.quickbooking.core.catalog.Master;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some days of a salon.
 *
 * @param days grouped by master, in the salon's order of masters
 * @param now when the data was read
 */
public record SalonCalendar(List<MasterDay> days, Instant now) {
    public SalonCalendar {
        days = List.copyOf(days);
    }

    /** Returns the days of one date, in the order of masters. */
    public List<MasterDay> on(LocalDate date) {
        return days.stream().filter(day -> day.date().equals(date)).toList();
    }

    /**
     * The day of one master, from local midnight to local midnight.
     *
     * @param working when the master works, in order and disjoint; the gaps are breaks
     * @param off times closed by a day off
     * @param special the salon's name for a day that differs from its weekday; null if it has none
     * @param entries entries that touch the day, by start time
     */
    public record MasterDay(
            Master master,
            LocalDate date,
            Instant from,
            Instant until,
            List<Stretch> working,
            List<Off> off,
            @Nullable String special,
            List<Entry> entries) {
        public MasterDay {
            working = List.copyOf(working);
            off = List.copyOf(off);
            entries = List.copyOf(entries);
        }

        /** Returns the working time of the master. */
        public Duration workingTime() {
            return length(working);
        }

        /** Returns the occupied time: visits with their buffers, and held slots. */
        public Duration busyTime() {
            return length(entries.stream()
                    .filter(Entry::blocks)
                    .map(entry -> new Stretch(later(from, entry.busyFrom()), earlier(until, entry.busyUntil())))
                    .toList());
        }

        private static Duration length(List<Stretch> stretches) {
            return stretches.stream()
                    .map(stretch -> Duration.between(stretch.from(), stretch.until()))
                    .reduce(Duration.ZERO, Duration::plus);
        }

        private static Instant later(Instant a, Instant b) {
            return a.isAfter(b) ? a : b;
        }

        private static Instant earlier(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }
    }

    /** {@code [from, until)}. */
    public record Stretch(Instant from, Instant until) {}

    /**
     * A day off.
     *
     * @param name may be empty
     */
    public record Off(Instant from, Instant until, String name) {}

    public enum Kind {
        /** A visit to come or in progress. */
        CONFIRMED,
        COMPLETED,
        /** A visit to which the customer did not come; it blocks no time. */
        NO_SHOW,
        /** A slot that is held for a customer who has not confirmed. */
        HELD,
        /** A slot on a customer's card without a hold; it blocks no time. */
        CHOOSING
    }

    /**
     * An entry in a master's calendar.
     *
     * @param bookingCode of a visit
     * @param sessionId of the customer who is choosing
     * @param customerPhone as WhatsApp sends it
     * @param busyFrom start of the occupied time, at or before the entry's start
     * @param until when a hold or a card expires; null for visits
     */
    public record Entry(
            Kind kind,
            UUID masterId,
            UUID customerId,
            @Nullable String bookingCode,
            @Nullable UUID sessionId,
            @Nullable String customerName,
            @Nullable String customerPhone,
            String service,
            Instant startTs,
            Instant endTs,
            Instant busyFrom,
            Instant busyUntil,
            @Nullable Instant until) {

        public boolean blocks() {
            return kind != Kind.NO_SHOW && kind != Kind.CHOOSING;
        }

        /** Returns whether this is the card of a slot that is held for the same customer. */
        boolean shows(Entry held) {
            return kind == Kind.CHOOSING
                    && held.kind == Kind.HELD
                    && customerId.equals(held.customerId)
                    && masterId.equals(held.masterId)
                    && startTs.equals(held.startTs);
        }

        Entry of(@Nullable UUID session) {
            return new Entry(
                    kind,
                    masterId,
                    customerId,
                    bookingCode,
                    session,
                    customerName,
                    customerPhone,
                    service,
                    startTs,
                    endTs,
                    busyFrom,
                    busyUntil,
                    until);
        }
    }
}
