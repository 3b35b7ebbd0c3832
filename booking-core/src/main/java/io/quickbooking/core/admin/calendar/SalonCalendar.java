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
 * @param days those of one master after those of another, in the salon's order of masters
 * @param now when it was looked at
 */
public record SalonCalendar(List<MasterDay> days, Instant now) {
    public SalonCalendar {
        days = List.copyOf(days);
    }

    /** The days of one date, a master after another. */
    public List<MasterDay> on(LocalDate date) {
        return days.stream().filter(day -> day.date().equals(date)).toList();
    }

    /**
     * The day of one master, from local midnight to local midnight.
     *
     * @param working when the master works, in order and apart; the gaps are breaks
     * @param off what is closed by a day off
     * @param special what the salon calls this day when it is not as its weekday says; null: it has no name
     * @param entries what touches the day, by the time at which it begins
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

        /** How long the master works. */
        public Duration workingTime() {
            return length(working);
        }

        /** How much of the day is taken: visits with what they keep busy, and slots that are kept. */
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

    /** @param name may be empty */
    public record Off(Instant from, Instant until, String name) {}

    public enum Kind {
        /** A visit to come or under way. */
        CONFIRMED,
        COMPLETED,
        /** A visit to which nobody came; it blocks nothing. */
        NO_SHOW,
        /** A slot that is kept for a customer who has not confirmed. */
        HELD,
        /** A customer has a card with this slot before them; it blocks nothing. */
        CHOOSING
    }

    /**
     * Something in a master's time.
     *
     * @param bookingCode of a visit
     * @param sessionId of who is choosing
     * @param customerPhone as WhatsApp sends it
     * @param busyFrom from when on the master is busy with it, at or before its start
     * @param until when a kept slot or a card runs out; null for visits
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

        /** Whether this is the card of a slot that is kept for the same customer. */
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
