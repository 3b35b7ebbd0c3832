package io.quickbooking.core.booking;

import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.booking.BookingOutcome.AlreadyBooked;
import io.quickbooking.core.booking.BookingOutcome.Booked;
import io.quickbooking.core.booking.BookingOutcome.Refused;
import io.quickbooking.core.booking.BookingsMapper.Coded;
import io.quickbooking.core.booking.BookingsMapper.Obstacle;
import io.quickbooking.core.booking.BookingsMapper.Placed;
import io.quickbooking.core.booking.BookingsMapper.SalonZone;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.WallOffset;
import io.quickbooking.core.database.ConstraintViolation;
import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes bookings; nothing else does. That no two overlap, that no code is given twice and that no selection is booked
 * twice is decided by constraints of the database: {@code INSERT .. ON CONFLICT DO NOTHING} either yields a row or says
 * that something was in the way, and waits no longer than for the commit of whoever came first.
 */
public final class BookingWriter {
    private static final int MAX_TRIES = 10;
    private static final Duration LONGEST_VISIT = Duration.ofHours(24);
    private static final Duration LAST_MONTH = Duration.ofDays(31);
    /** Nobody books farther ahead, and rules of zones are guesses by then. */
    private static final Duration FAR_AHEAD = Duration.ofDays(12 * 366);

    private final BookingsMapper mapper;
    private final BookingCode codes;

    public BookingWriter(Mappers mappers) {
        this(mappers, new BookingCode());
    }

    BookingWriter(Mappers mappers, BookingCode codes) {
        this.mapper = mappers.get(BookingsMapper.class);
        this.codes = codes;
    }

    /**
     * Keeps everything that no constraint can say (the master is there, works at that time) from changing until the
     * caller's transaction ends. Others may book the same master meanwhile.
     *
     * @return the master's version, see {@link io.quickbooking.core.catalog.Master#version()}; empty: no such master
     */
    public OptionalLong lockMaster(UUID salonId, UUID masterId) {
        return mapper.lockMaster(salonId, masterId).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /**
     * Books, in the caller's transaction.
     *
     * @throws NoFreeCodeException when ten codes in a row were taken
     * @throws DroppedRowException when the database drops the row, although nothing is in its way
     */
    public BookingOutcome write(NewBooking booking) {
        int dropped = 0;
        for (int attempt = 1; attempt <= BookingCode.MAX_TRIES; attempt++) {
            String code = codes.draw(attempt);
            Optional<UUID> id = mapper.insert(new Coded(code, booking, booking.busyFrom(), booking.busyUntil()));
            if (id.isPresent()) {
                codes.given(code);
                return new Booked(booking.booked(id.get(), code));
            }
            String token = booking.sessionToken();
            Optional<Booking> before =
                    token == null ? Optional.empty() : byToken(booking.salonId(), booking.customerId(), token);
            if (before.isPresent()) {
                return new AlreadyBooked(before.get());
            }
            Obstacle obstacle = inTheWay(booking);
            if (obstacle == Obstacle.TAKEN) {
                return new Refused(Refusal.BOOKED);
            }
            if (obstacle == Obstacle.REMOVABLE) {
                removeHolds(booking);
            } else if (mapper.isTaken(code, token)) {
                codes.taken(code);
            } else {
                // Once, what was in the way may have gone since.
                dropped++;
            }
        }
        if (dropped == BookingCode.MAX_TRIES) {
            throw new DroppedRowException();
        }
        throw new NoFreeCodeException();
    }

    /**
     * Keeps a time for the customer until a moment, in the caller's transaction, under the same constraint as bookings.
     * Whatever else was held for them is released; when the time is taken, it is kept.
     *
     * @param wanted with the token of the selection
     * @return whether the time is theirs now
     * @throws DroppedRowException when the database drops the row, although nothing is in its way
     */
    public boolean hold(NewBooking wanted, Instant until) {
        Hold hold = Hold.of(wanted, until);
        // Not the earlier hold first: two who want each other's time would each wait for the other.
        if (!insert(wanted, hold)) {
            return false;
        }
        mapper.releaseHolds(wanted.salonId(), wanted.customerId(), wanted.sessionToken());
        return true;
    }

    private boolean insert(NewBooking wanted, Hold hold) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            if (mapper.insertHold(hold) > 0) {
                return true;
            }
            Obstacle obstacle = inTheWay(wanted);
            if (obstacle != Obstacle.NOTHING) {
                return obstacle == Obstacle.REMOVABLE && insertInPlaceOfOthers(wanted, hold);
            }
            // What was in the way has gone since.
        }
        throw new DroppedRowException();
    }

    private boolean insertInPlaceOfOthers(NewBooking wanted, Hold hold) {
        List<Hold> removed = removeHolds(wanted);
        if (mapper.insertHold(hold) > 0) {
            return true;
        }
        // Somebody has part of it by now. Nobody can have had the customer's own: its end is not committed.
        removed.stream()
                .filter(one -> one.customerId().equals(wanted.customerId()))
                .filter(one -> one.heldUntil().isAfter(wanted.createdAt()))
                .forEach(mapper::insertHold);
        return false;
    }

    /**
     * Books what is held for a selection of a customer, in the caller's transaction: nobody else can have the time, so this
     * does not fail.
     *
     * @param start of what the card shows, on the salon's clock. A hold of another moment or zone is given up: the clock no
     *     longer shows then what the card shows, or the salon that is known here is no longer as it was
     * @return empty: nothing is held for it any more; then {@link #write} decides
     * @throws NoFreeCodeException when ten codes in a row were taken
     */
    public Optional<BookingOutcome> writeHeld(
            UUID salonId, UUID customerId, String token, ZonedDateTime start, Instant now) {
        // Removed and written anew: an update that met a code in use would fail where an insert passes. Until the
        // commit
        // everybody who wants the time waits.
        return mapper.takeHold(salonId, customerId, token, now)
                .filter(hold -> hold.startTs().equals(start.toInstant())
                        && hold.wallZone().equals(start.getZone().getId()))
                .map(hold -> write(hold.booking(now)));
    }

    /** Until when a selection's time is held; empty: it is not. */
    public Optional<Instant> heldUntil(UUID salonId, UUID customerId, String token, Instant now) {
        return mapper.heldUntil(salonId, customerId, token, now);
    }

    /** Gives up whatever is held for a customer, in the caller's transaction. */
    public void release(UUID salonId, UUID customerId) {
        mapper.releaseHolds(salonId, customerId, null);
    }

    /** Removes the holds that have ended, in the caller's transaction; of whom there were any. */
    public List<EndedHolds> removeEndedHolds(Instant now) {
        return mapper.removeEndedHolds(now);
    }

    /** That holds of a salon have ended. */
    public record EndedHolds(UUID salonId, Realm realm) {}

    private Obstacle inTheWay(NewBooking booking) {
        return mapper.inTheWay(
                booking.salonId(),
                booking.masterId(),
                booking.realm(),
                booking.customerId(),
                booking.busyFrom(),
                booking.busyUntil(),
                booking.createdAt());
    }

    private List<Hold> removeHolds(NewBooking booking) {
        return mapper.removeHolds(
                booking.salonId(),
                booking.masterId(),
                booking.realm(),
                booking.customerId(),
                booking.busyFrom(),
                booking.busyUntil(),
                booking.createdAt());
    }

    /**
     * Adds a booking to the salon's counter. To be called last: the row stays locked until the transaction ends, and all
     * of a salon's bookings pass through it.
     */
    public void count(UUID salonId) {
        mapper.countUp(salonId);
    }

    /** A real booking, which nobody else can change until the caller's transaction ends. */
    public Optional<Booking> lock(UUID salonId, UUID bookingId) {
        return mapper.lock(salonId, bookingId);
    }

    /**
     * Lets no confirmation and no restoring of the master's bookings go on beside the caller's transaction. To be called
     * before {@link #lock}: two that restore overlapping bookings would otherwise each wait for the other.
     */
    public void lockMasterAlone(UUID salonId, UUID masterId) {
        mapper.lockMasterAlone(salonId, masterId);
    }

    /**
     * Who has some of the time that a real booking would take with a master from a start on; empty: nobody. Holds that have
     * ended are taken away.
     */
    public Optional<TakenBy> takenBy(Booking booking, UUID masterId, Instant start, Instant now) {
        mapper.removeEndedHoldsOf(booking.salonId(), masterId, now);
        return mapper.occupant(booking.salonId(), masterId, start, booking.id())
                .map(occupant -> new TakenBy(occupant.bookingCode()));
    }

    /**
     * Who has a time.
     *
     * @param bookingCode null: it is held for somebody who is about to book
     */
    public record TakenBy(@Nullable String bookingCode) {}

    /**
     * Writes another time, another master or both into a real booking, in the caller's transaction: one statement, so that
     * the old time is given up exactly when the new one is had.
     *
     * @param start on the salon's wall clock, which is what the customer is told
     * @throws OverlapException when somebody else has some of the new time
     */
    public void move(Booking booking, UUID masterId, ZonedDateTime start, Instant now) {
        try {
            mapper.move(
                    booking.salonId(),
                    booking.id(),
                    masterId,
                    start.toInstant(),
                    start.toLocalDateTime(),
                    start.getZone().getId(),
                    now);
        } catch (RuntimeException e) {
            throw ConstraintViolation.isOf("bookings_no_overlap", e) ? new OverlapException(e) : e;
        }
    }

    /**
     * The real booking that somebody made for a customer under this token, once: until the caller's transaction ends,
     * others with the same token wait.
     */
    public Optional<Booking> madeOnce(UUID salonId, String token) {
        mapper.lockText(token);
        return mapper.madeByStaff(salonId, token);
    }

    /**
     * Writes a new status of a real booking, in the caller's transaction.
     *
     * @throws OverlapException when the booking would occupy time that another one occupies
     */
    public void changeStatus(Booking booking, Booking.Status status, Instant now) {
        try {
            mapper.changeStatus(booking.salonId(), booking.id(), status, now);
        } catch (RuntimeException e) {
            throw ConstraintViolation.isOf("bookings_no_overlap", e) ? new OverlapException(e) : e;
        }
    }

    /**
     * The real visits of a salon whose moment and wall time disagree by the rules that Java has for a zone, those that
     * would collide at their wall time first. Only reads, so that it can be asked of a zone that the salon does not have yet.
     */
    public List<ToldVisit> disagreeing(UUID salonId, ZoneId zone, Instant now) {
        Clock clock = new Clock(salonId, zone, now);
        List<Retiming.Row> rows = told(clock);
        return disagreeing(rows, new Retiming(rows));
    }

    /** Keeps everybody from booking at a salon, and its settings from being changed, until the caller's transaction ends. */
    public void lockMasters(UUID salonId) {
        mapper.lockMastersAlone(salonId);
    }

    /**
     * Brings the visits of a salon back to their wall times on the clock of a zone, in the caller's transaction and under
     * the constraint: all that do not collide, however they have to pass each other. Nobody can book meanwhile. What is there
     * already stays as it is, so a second call changes nothing.
     *
     * @throws OverlapException when a program that locks nothing took one of the times meanwhile; another try sees it
     */
    public Retimed bringBack(UUID salonId, ZoneId zone, Instant now) {
        lockMasters(salonId);
        mapper.removeEndedHolds(now);
        Clock clock = new Clock(salonId, zone, now);
        mapper.lockVisits(salonId, clock.since);
        mapper.adoptMoments(clock.salons, clock.offsets, clock.since);
        List<Retiming.Row> rows = told(clock);
        Retiming plan = new Retiming(rows);
        if (!plan.moving().isEmpty()) {
            String placed = JsonRows.of(plan.moving().stream()
                    .map(row -> new Placed(
                            row.id(), Objects.requireNonNull(row.wallTs()).toString(), row.status()))
                    .toList());
            mapper.setAside(salonId, placed);
            try {
                mapper.putAtWallTime(salonId, placed, now);
            } catch (RuntimeException e) {
                throw ConstraintViolation.isOf("bookings_no_overlap", e) ? new OverlapException(e) : e;
            }
        }
        mapper.keepWallTimes(salonId, zone.getId(), clock.since);
        mapper.noteWallTs(clock.salons, clock.offsets, clock.since);
        List<ToldVisit> moved = plan.moving().stream()
                .filter(BookingWriter::isVisit)
                .map(row -> row.told(null))
                .sorted(Comparator.comparing(ToldVisit::wallTs))
                .toList();
        return new Retimed(
                moved,
                disagreeing(rows, plan).stream().filter(ToldVisit::collides).toList());
    }

    /**
     * What became of a salon's visits.
     *
     * @param moved as they were before
     * @param left those that would have collided, and still disagree
     */
    public record Retimed(List<ToldVisit> moved, List<ToldVisit> left) {}

    /**
     * Keeps the moments of a salon's visits and makes what the clock of a zone shows at them the wall times, in the caller's
     * transaction: for a zone that was wrong all along, and whose customers know better.
     *
     * @return how many have another wall time or zone now
     */
    public int keepMoments(UUID salonId, ZoneId zone, Instant now) {
        Clock clock = new Clock(salonId, zone, now);
        return mapper.keepMoments(clock.salons, clock.offsets, clock.since);
    }

    /**
     * Notes of every visit of salons when the clock shows what its customer was told, where that is not the moment that is
     * booked, in the caller's transaction. Until they agree again, the visit is shown at its wall time, and nobody else gets
     * either time. Those of the last month too, so that what is past reads as it was told.
     *
     * @param zones of the salons
     * @return how many notes changed
     */
    public int noteDisagreeing(Map<UUID, ZoneId> zones, Instant now) {
        Clock clock = new Clock(zones, now.minus(LAST_MONTH), now);
        mapper.adoptMoments(clock.salons, clock.offsets, clock.since);
        return mapper.noteWallTs(clock.salons, clock.offsets, clock.since);
    }

    private List<Retiming.Row> told(Clock clock) {
        return mapper.told(clock.salons, clock.offsets, clock.since);
    }

    private static List<ToldVisit> disagreeing(List<Retiming.Row> rows, Retiming plan) {
        return rows.stream()
                .filter(row -> row.wallTs() != null && isVisit(row))
                .map(row -> row.told(plan.obstacle(row.id())))
                .sorted(Comparator.comparing((ToldVisit visit) -> !visit.collides())
                        .thenComparing(ToldVisit::wallTs)
                        .thenComparing(ToldVisit::id))
                .toList();
    }

    private static boolean isVisit(Retiming.Row row) {
        return row.realm() == Realm.LIVE && row.occupies() && !row.isHold();
    }

    /** Java's rules for the zones of salons, as far as there are visits. */
    private static final class Clock {
        final String salons;
        final String offsets;
        final Instant since;

        Clock(UUID salonId, ZoneId zone, Instant now) {
            this(Map.of(salonId, zone), now.minus(LONGEST_VISIT), now);
        }

        Clock(Map<UUID, ZoneId> zones, Instant since, Instant now) {
            this.since = since;
            salons = JsonRows.of(zones.entrySet().stream()
                    .map(zone -> new SalonZone(zone.getKey(), zone.getValue().getId()))
                    .toList());
            offsets = JsonRows.of(zones.values().stream()
                    .distinct()
                    .flatMap(zone -> WallOffset.between(zone, since, now.plus(FAR_AHEAD)).stream())
                    .toList());
        }
    }

    /** Takes phone and name out of all bookings of a customer, in the caller's transaction; they count as before. */
    public void forget(UUID salonId, UUID customerId, Instant now) {
        mapper.forget(salonId, customerId, now);
    }

    /** What a customer still has before them, the next first. */
    public List<Booking> upcoming(UUID salonId, UUID customerId, Instant now, int limit) {
        return mapper.upcoming(salonId, customerId, now, limit);
    }

    /** Like the other, those behind a place: after this start, and at it those of greater codes. */
    public List<Booking> upcomingAfter(
            UUID salonId, UUID customerId, Instant now, Instant start, String bookingCode, int limit) {
        return mapper.upcomingAfter(salonId, customerId, now, start, bookingCode, limit);
    }

    /** What a customer has booked for a time, the first of several. */
    public Optional<Booking> at(UUID salonId, UUID customerId, Instant start, Instant end) {
        return mapper.at(salonId, customerId, start, end);
    }

    /** The last visit that a customer had or will have. */
    public Optional<Booking> latest(UUID salonId, UUID customerId) {
        return mapper.latest(salonId, customerId);
    }

    /** A booking of this very customer, of either realm, which nobody else can change until the caller's transaction ends. */
    public Optional<Booking> lockOwn(UUID salonId, UUID customerId, String code) {
        return mapper.lockOwn(salonId, customerId, code);
    }

    /** Cancels a locked booking for its customer, in the caller's transaction; its time is free at once. */
    public void cancelOwn(Booking booking, Instant now) {
        mapper.cancelOwn(booking.salonId(), booking.customerId(), booking.id(), now);
    }

    /** The booking that a customer made of the selection with this token. */
    public Optional<Booking> byToken(UUID salonId, UUID customerId, String token) {
        return mapper.byToken(salonId, customerId, token);
    }

    /**
     * Removes the bookings that customers made in the simulation, in the caller's transaction. Real bookings stay,
     * whoever's ids these are.
     *
     * @return how many there were
     */
    public int removeSimulated(UUID salonId, Collection<UUID> customerIds) {
        return mapper.removeSimulated(
                salonId, customerIds.stream().map(UUID::toString).toArray(String[]::new));
    }
}
