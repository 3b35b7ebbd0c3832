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
 * Writes bookings; no other class does. Constraints of the database decide that no two overlap, that no code is used
 * twice and that no selection is booked twice: {@code INSERT .. ON CONFLICT DO NOTHING} returns a row, or none after
 * waiting at most for the commit of the transaction that came first. Without a row, the writer looks up which of these it met;
 * a row that is missing although it met none of them is a {@link DroppedRowException}.
 */
public final class BookingWriter {
    private static final int MAX_TRIES = 10;
    private static final Duration LONGEST_VISIT = Duration.ofHours(24);
    private static final Duration LAST_MONTH = Duration.ofDays(31);
    /** No booking is farther ahead, and the rules of time zones are guesses by then. */
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
     * Locks all facts that no constraint can express (the master exists, works at that time) against changes until the
     * caller's transaction ends. Other bookings with the same master stay possible.
     *
     * @return the master's version, see {@link io.quickbooking.core.catalog.Master#version()}; empty: no such master
     */
    public OptionalLong lockMaster(UUID salonId, UUID masterId) {
        return mapper.lockMaster(salonId, masterId).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /**
     * Writes a booking, in the caller's transaction.
     *
     * @throws NoFreeCodeException when ten codes in a row were taken
     * @throws DroppedRowException when the database drops the row, although nothing conflicts with it
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
            Obstacle obstacle = obstacle(booking);
            if (obstacle == Obstacle.TAKEN) {
                return new Refused(Refusal.BOOKED);
            }
            if (obstacle == Obstacle.REMOVABLE) {
                removeHolds(booking);
            } else if (mapper.isTaken(code, token)) {
                codes.taken(code);
            } else {
                // Once is possible: the conflicting row may have been removed since.
                dropped++;
            }
        }
        if (dropped == BookingCode.MAX_TRIES) {
            throw new DroppedRowException();
        }
        throw new NoFreeCodeException();
    }

    /**
     * Holds a time for the customer until a given instant, in the caller's transaction, under the same constraint as
     * bookings. Any other hold of the customer is released, but stays if the new time is taken.
     *
     * @param wanted with the token of the selection
     * @return whether the customer has the time now
     * @throws DroppedRowException when the database drops the row, although nothing conflicts with it
     */
    public boolean hold(NewBooking wanted, Instant until) {
        Hold hold = Hold.of(wanted, until);
        // The earlier hold is released second: two customers who want each other's time would otherwise deadlock.
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
            Obstacle obstacle = obstacle(wanted);
            if (obstacle != Obstacle.NOTHING) {
                return obstacle == Obstacle.REMOVABLE && insertInPlaceOfOthers(wanted, hold);
            }
            // The conflicting row has been removed since.
        }
        throw new DroppedRowException();
    }

    private boolean insertInPlaceOfOthers(NewBooking wanted, Hold hold) {
        List<Hold> removed = removeHolds(wanted);
        if (mapper.insertHold(hold) > 0) {
            return true;
        }
        // Another customer has part of the time by now. That cannot be the customer's own hold: its end is not
        // committed.
        removed.stream()
                .filter(one -> one.customerId().equals(wanted.customerId()))
                .filter(one -> one.heldUntil().isAfter(wanted.createdAt()))
                .forEach(mapper::insertHold);
        return false;
    }

    /**
     * Books the held time of a customer's selection, in the caller's transaction. It cannot fail, because no other
     * customer can have the time.
     *
     * @param start the start on the card, on the salon's clock. A hold with another instant or zone is released: the
     *     clock no longer shows at that instant what the card shows, or the salon as known here is out of date
     * @return empty: there is no hold any more, and {@link #write} decides
     * @throws NoFreeCodeException when ten codes in a row were taken
     */
    public Optional<BookingOutcome> writeHeld(
            UUID salonId, UUID customerId, String token, ZonedDateTime start, Instant now) {
        // The row is removed and inserted again: an update that meets a used code would fail where an insert passes.
        // All other transactions that want the time wait until the commit.
        return mapper.takeHold(salonId, customerId, token, now)
                .filter(hold -> hold.startTs().equals(start.toInstant())
                        && hold.wallZone().equals(start.getZone().getId()))
                .map(hold -> write(hold.booking(now)));
    }

    /** Returns the end of a selection's hold; empty: there is none. */
    public Optional<Instant> heldUntil(UUID salonId, UUID customerId, String token, Instant now) {
        return mapper.heldUntil(salonId, customerId, token, now);
    }

    /** Releases all holds of a customer, in the caller's transaction. */
    public void release(UUID salonId, UUID customerId) {
        mapper.releaseHolds(salonId, customerId, null);
    }

    /** Removes expired holds, in the caller's transaction, and returns whose they were. */
    public List<EndedHolds> removeEndedHolds(Instant now) {
        return mapper.removeEndedHolds(now);
    }

    /** Names a salon with expired holds. */
    public record EndedHolds(UUID salonId, Realm realm) {}

    private Obstacle obstacle(NewBooking booking) {
        return mapper.obstacle(
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
     * Adds a booking to the salon's counter. Call this last: the row stays locked until the transaction ends, and all
     * bookings of a salon pass through it.
     */
    public void count(UUID salonId) {
        mapper.countUp(salonId);
    }

    /** Locks a real booking against changes until the caller's transaction ends, and returns it. */
    public Optional<Booking> lock(UUID salonId, UUID bookingId) {
        return mapper.lock(salonId, bookingId);
    }

    /**
     * Blocks confirmations and the restoring of the master's bookings until the caller's transaction ends. Call this
     * before {@link #lock}: two transactions that restore overlapping bookings would otherwise deadlock.
     */
    public void lockMasterAlone(UUID salonId, UUID masterId) {
        mapper.lockMasterAlone(salonId, masterId);
    }

    /**
     * Returns what occupies part of the time that a real booking would take with a master from a start on; empty: it is
     * free. Expired holds are removed.
     */
    public Optional<TakenBy> takenBy(Booking booking, UUID masterId, Instant start, Instant now) {
        mapper.removeEndedHoldsOf(booking.salonId(), masterId, now);
        return mapper.occupant(booking.salonId(), masterId, start, booking.id())
                .map(occupant -> new TakenBy(occupant.bookingCode()));
    }

    /**
     * Names what occupies a time.
     *
     * @param bookingCode null: it is held for a customer who is about to book
     */
    public record TakenBy(@Nullable String bookingCode) {}

    /**
     * Moves a real booking to another time, another master or both, in the caller's transaction: one statement, so that
     * the old time is released exactly when the new one is taken.
     *
     * @param start on the salon's wall clock, which is what the customer is told
     * @throws OverlapException when the new time is partly taken
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
     * Returns the real booking that staff made for a customer under this token. Until the caller's transaction ends,
     * others with the same token wait, so that it is made only once.
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
     * Returns the real visits of a salon whose start and wall time disagree by Java's rules for a zone, those that
     * would collide at their wall time first. It only reads, so that it can be asked about a zone that the salon does
     * not have yet.
     */
    public List<ToldVisit> disagreeing(UUID salonId, ZoneId zone, Instant now) {
        Clock clock = new Clock(salonId, zone, now);
        List<Retiming.Row> rows = told(clock);
        return disagreeing(rows, new Retiming(rows));
    }

    /** Blocks bookings and changes of settings at a salon until the caller's transaction ends. */
    public void lockMasters(UUID salonId) {
        mapper.lockMastersAlone(salonId);
    }

    /**
     * Moves the visits of a salon back to their wall times on the clock of a zone, in the caller's transaction and
     * under the constraint: all that do not collide, whatever their order. No customer can book until it ends. Visits
     * that agree already are not changed, so a second call has no effect.
     *
     * @throws OverlapException when a program without locks took one of the times during the call; another attempt sees
     *     it
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
     * The result of moving a salon's visits.
     *
     * @param moved the moved visits, as they were before
     * @param left the visits that would have collided, and still disagree
     */
    public record Retimed(List<ToldVisit> moved, List<ToldVisit> left) {}

    /**
     * Keeps the instants of a salon's visits and replaces their wall times by what the clock of a zone shows then, in
     * the caller's transaction: for a zone that was wrong from the start, while customers know the right time.
     *
     * @return how many have another wall time or zone now
     */
    public int keepMoments(UUID salonId, ZoneId zone, Instant now) {
        Clock clock = new Clock(salonId, zone, now);
        return mapper.keepMoments(clock.salons, clock.offsets, clock.since);
    }

    /**
     * Stores for every visit of the salons the instant when the clock shows the wall time that its customer was told,
     * where that differs from the booked instant, in the caller's transaction. Until they agree again, the visit is
     * shown at its wall time, and no other customer gets either time. This includes the visits of the last month, so
     * that past visits are shown as they were told.
     *
     * @param zones of the salons
     * @return how many rows changed
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

    /** Java's rules for the zones of salons, for the period with visits. */
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

    /** Removes phone and name from all bookings of a customer, in the caller's transaction; they count as before. */
    public void forget(UUID salonId, UUID customerId, Instant now) {
        mapper.forget(salonId, customerId, now);
    }

    /** Returns the upcoming bookings of a customer, the next first. */
    public List<Booking> upcoming(UUID salonId, UUID customerId, Instant now, int limit) {
        return mapper.upcoming(salonId, customerId, now, limit);
    }

    /** Returns the upcoming bookings behind a place: with a later start, or with the same start and a greater code. */
    public List<Booking> upcomingAfter(
            UUID salonId, UUID customerId, Instant now, Instant start, String bookingCode, int limit) {
        return mapper.upcomingAfter(salonId, customerId, now, start, bookingCode, limit);
    }

    /** Returns the first booking of a customer within a time. */
    public Optional<Booking> at(UUID salonId, UUID customerId, Instant start, Instant end) {
        return mapper.at(salonId, customerId, start, end);
    }

    /** Returns the last visit of a customer, past or upcoming. */
    public Optional<Booking> latest(UUID salonId, UUID customerId) {
        return mapper.latest(salonId, customerId);
    }

    /**
     * Locks a booking of this customer, of either realm, against changes until the caller's transaction ends, and
     * returns it.
     */
    public Optional<Booking> lockOwn(UUID salonId, UUID customerId, String code) {
        return mapper.lockOwn(salonId, customerId, code);
    }

    /** Cancels a locked booking for its customer, in the caller's transaction; its time is free at once. */
    public void cancelOwn(Booking booking, Instant now) {
        mapper.cancelOwn(booking.salonId(), booking.customerId(), booking.id(), now);
    }

    /** Returns the booking that a customer made of the selection with this token. */
    public Optional<Booking> byToken(UUID salonId, UUID customerId, String token) {
        return mapper.byToken(salonId, customerId, token);
    }

    /**
     * Removes the bookings that customers made in the simulation, in the caller's transaction. Real bookings stay, even
     * with one of these ids.
     *
     * @return how many were removed
     */
    public int removeSimulated(UUID salonId, Collection<UUID> customerIds) {
        return mapper.removeSimulated(
                salonId, customerIds.stream().map(UUID::toString).toArray(String[]::new));
    }
}
