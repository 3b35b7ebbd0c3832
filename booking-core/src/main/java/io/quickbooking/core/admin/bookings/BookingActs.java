package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.admin.bookings.ActOutcome.Changed;
import io.quickbooking.core.admin.bookings.ActOutcome.Gone;
import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.admin.bookings.ActOutcome.NotAllowed;
import io.quickbooking.core.admin.bookings.ActOutcome.SlotTaken;
import io.quickbooking.core.admin.bookings.ActOutcome.Stale;
import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.audit.CommitProbe;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.booking.BookingWriter.TakenBy;
import io.quickbooking.core.booking.OverlapException;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.customer.LogContext;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs the acts of staff on bookings. One act is one transaction: the new status, the line in the audit log and the message
 * to the customer are written together or not at all. Only real bookings; the simulator resets its own.
 */
public final class BookingActs {
    private static final Logger log = LoggerFactory.getLogger(BookingActs.class);

    /**
     * A restoration meets an overlap only at the constraint if a program without locks has booked; then it is attempted again.
     */
    private static final int MAX_TRIES = 3;

    private final BookingActsMapper mapper;
    private final Transactions transactions;
    private final BookingWriter bookings;
    private final Catalog catalog;
    private final AuditLog audit;
    private final InteractiveMessageBuilder messages;
    private final CustomerMessages customers;
    private final StaffTimes times;
    private final Signals signals;
    private final InstantSource clock;

    public BookingActs(
            Mappers mappers,
            Transactions transactions,
            BookingWriter bookings,
            Catalog catalog,
            AvailabilityService availability,
            AuditLog audit,
            InteractiveMessageBuilder messages,
            Outbox outbox,
            Signals signals,
            InstantSource clock) {
        this.mapper = mappers.get(BookingActsMapper.class);
        this.transactions = transactions;
        this.bookings = bookings;
        this.catalog = catalog;
        this.audit = audit;
        this.messages = messages;
        this.customers = new CustomerMessages(mappers, outbox);
        this.times = new StaffTimes(availability);
        this.signals = signals;
        this.clock = clock;
    }

    /** Performs the act, or returns why not. */
    public ActOutcome perform(ActRequest request) {
        // Read before the transaction: a salon that is not cached opens a transaction of its own.
        Optional<Salon> salon = catalog.byId(request.salonId());
        ActOutcome outcome = salon.map(found -> perform(request, found)).orElseGet(Gone::new);
        outcome.changed().ifPresent(changed -> {
            String done = request.act().code();
            transactions.afterCommit(() -> log(changed, request.salonId(), done, request.username()));
            if (changed.customer() == Informed.MESSAGED) {
                transactions.afterCommit(customers::wake);
                signals.publish(request.salonId(), Topic.BOOKINGS, Topic.MESSAGES);
            } else {
                signals.publish(request.salonId(), Topic.BOOKINGS);
            }
        });
        return outcome;
    }

    private static void log(Changed changed, UUID salonId, String done, String username) {
        try (LogContext ignored = LogContext.ofBooking(changed.bookingCode())) {
            log.info("Booking {} of salon {}: {} by {}", changed.bookingCode(), salonId, done, username);
        }
    }

    private ActOutcome perform(ActRequest request, Salon salon) {
        CommitProbe<Changed> probe = new CommitProbe<>();
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.run(() -> inTransaction(request, salon, probe));
            } catch (OverlapException e) {
                // Nothing has been written. The next attempt sees the conflicting booking, unless it has gone by then.
                if (attempt == MAX_TRIES || transactions.isJoined()) {
                    throw e;
                }
            }
        }
    }

    private ActOutcome inTransaction(ActRequest request, Salon salon, CommitProbe<Changed> probe) {
        if (request.act() == BookingAct.RESTORE) {
            mapper.masterOf(request.salonId(), request.bookingId())
                    .ifPresent(master -> bookings.lockMasterAlone(request.salonId(), master));
        }
        return bookings.lock(request.salonId(), request.bookingId())
                .map(booking -> decide(request, salon, booking, probe, clock.instant()))
                .orElseGet(Gone::new);
    }

    private ActOutcome decide(
            ActRequest request, Salon salon, Booking booking, CommitProbe<Changed> probe, Instant now) {
        if (booking.version() != request.seenVersion()) {
            return changedBefore(booking, probe);
        }
        Optional<BookingAct.Obstacle> obstacle = request.act().obstacle(booking.status(), booking.toldTs(), now);
        if (obstacle.isPresent()) {
            return new NotAllowed(obstacle.get());
        }
        if (request.act() == BookingAct.RESTORE) {
            // Both times have to be free: the one that the customer was notified of and the one that is booked.
            Optional<TakenBy> other = bookings.takenBy(booking, booking.masterId(), booking.startTs(), now)
                    .or(() -> bookings.takenBy(booking, booking.masterId(), booking.toldTs(), now));
            if (other.isPresent()) {
                return new SlotTaken(other.get().bookingCode());
            }
        }
        return change(request, salon, booking, probe, now);
    }

    private ActOutcome change(
            ActRequest request, Salon salon, Booking booking, CommitProbe<Changed> probe, Instant now) {
        bookings.changeStatus(booking, request.act().to(), now);
        Informed informed = inform(request, salon, booking, now);
        Map<String, String> details = new TreeMap<>();
        details.put("from", booking.status().name());
        if (request.act().concernsCustomer()) {
            details.put("customer", informed.name());
        }
        if (request.note() != null) {
            details.put("note", request.note());
        }
        Changed changed = new Changed(booking.bookingCode(), informed);
        probe.register(
                audit.add(
                        request.username(), request.act().audited(), booking.salonId(), booking.bookingCode(), details),
                changed);
        return changed;
    }

    private Informed inform(ActRequest request, Salon salon, Booking booking, Instant now) {
        if (!request.informCustomer() || !request.act().concernsCustomer()) {
            return Informed.NOT_ASKED;
        }
        return customers.tell(
                booking,
                salon,
                request.act().audited(),
                (visit, language) -> request.act() == BookingAct.CANCEL
                        ? messages.cancelled(visit, booking.bookingCode(), customers.toAnotherBooking(), language)
                        : messages.confirmed(
                                visit, booking.bookingCode(), customers.aboutBooking(booking.bookingCode()), language),
                now);
    }

    /** Moves the booking, or returns why not. */
    public MoveOutcome move(MoveRequest request) {
        Optional<Salon> salon = catalog.byId(request.salonId());
        MoveOutcome outcome = salon.map(found -> moved(request, found)).orElseGet(Gone::new);
        outcome.changed().ifPresent(changed -> {
            transactions.afterCommit(() -> {
                log(changed, request.salonId(), "moved", request.username());
                customers.wake();
            });
            signals.publish(request.salonId(), Topic.BOOKINGS, Topic.MESSAGES);
        });
        return outcome;
    }

    private MoveOutcome moved(MoveRequest request, Salon salon) {
        CommitProbe<Changed> probe = new CommitProbe<>();
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.run(() -> moveInTransaction(request, salon, probe));
            } catch (OverlapException e) {
                if (transactions.isJoined()) {
                    throw e;
                }
                if (attempt == MAX_TRIES) {
                    return new SlotTaken(null);
                }
            }
        }
    }

    private MoveOutcome moveInTransaction(MoveRequest request, Salon kept, CommitProbe<Changed> probe) {
        // The master is locked first, as for a restoration; confirmations for this master wait for this transaction.
        bookings.lockMasterAlone(request.salonId(), request.masterId());
        Optional<Booking> locked = bookings.lock(request.salonId(), request.bookingId());
        if (locked.isEmpty()) {
            return new Gone();
        }
        Booking booking = locked.get();
        if (booking.version() != request.seenVersion()) {
            return changedBefore(booking, probe);
        }
        if (booking.status() != Booking.Status.CONFIRMED) {
            return new NotAllowed(BookingAct.Obstacle.STATUS);
        }
        Instant now = clock.instant();
        StaffTimes.Allowed allowed = times.allowed(
                catalog.fresh(kept.id()),
                request.masterId(),
                booking.serviceId(),
                booking.duration(),
                request.wallTime(),
                request.anyTime(),
                now);
        if (allowed.refusal() != null) {
            return new MoveOutcome.Refused(allowed.refusal());
        }
        ZonedDateTime start = allowed.start();
        Optional<TakenBy> other = bookings.takenBy(booking, request.masterId(), start.toInstant(), now);
        if (other.isPresent()) {
            return new SlotTaken(other.get().bookingCode());
        }
        bookings.move(booking, request.masterId(), start, now);
        Booking after = bookings.lock(booking.salonId(), booking.id()).orElseThrow();
        Informed informed = request.informCustomer()
                ? customers.tell(
                        after,
                        kept,
                        AuditedAct.BOOKING_MOVED,
                        (visit, language) -> messages.moved(
                                visit, after.bookingCode(), customers.aboutBooking(after.bookingCode()), language),
                        now)
                : Informed.NOT_ASKED;
        Map<String, String> details = new TreeMap<>();
        details.put("from", place(booking, kept));
        details.put("to", place(after, kept));
        details.put("customer", informed.name());
        if (!allowed.waived().isEmpty()) {
            details.put("although", String.join(" ", allowed.waived()));
        }
        if (request.note() != null) {
            details.put("note", request.note());
        }
        Changed changed = new Changed(booking.bookingCode(), informed);
        probe.register(
                audit.add(
                        request.username(),
                        AuditedAct.BOOKING_MOVED,
                        booking.salonId(),
                        booking.bookingCode(),
                        details),
                changed);
        return changed;
    }

    /** Returns the outcome if the booking was changed before: by another user, or by an attempt of this very act. */
    private ActOutcome changedBefore(Booking booking, CommitProbe<Changed> probe) {
        return probe.committed(audit).map(ActOutcome.class::cast).orElseGet(() -> stale(booking));
    }

    private Stale stale(Booking booking) {
        List<AuditEntry> acts = audit.of(booking.salonId(), booking.bookingCode());
        return new Stale(acts.isEmpty() ? null : acts.get(acts.size() - 1));
    }

    private static String place(Booking booking, Salon salon) {
        String master = salon.masters().stream()
                .filter(one -> one.id().equals(booking.masterId()))
                .map(Master::code)
                .findFirst()
                .orElse("?");
        return LocalDateTime.ofInstant(booking.toldTs(), salon.zone()) + " " + master;
    }
}
