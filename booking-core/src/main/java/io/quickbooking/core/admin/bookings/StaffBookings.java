package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.admin.bookings.StaffBooking.Guest;
import io.quickbooking.core.admin.bookings.StaffBookingsMapper.KnownGuest;
import io.quickbooking.core.admin.bookings.StaffOutcome.KeyUsed;
import io.quickbooking.core.admin.bookings.StaffOutcome.Made;
import io.quickbooking.core.admin.bookings.StaffOutcome.Question;
import io.quickbooking.core.admin.bookings.StaffOutcome.Refused;
import io.quickbooking.core.admin.bookings.StaffOutcome.Unclear;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.audit.CommitProbe;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.availability.SlotQuery;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.booking.NewBooking;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.customer.LogContext;
import io.quickbooking.core.customer.PhoneNumbers;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes bookings for customers on behalf of staff and other programs, with the same rules, engine and constraint as for
 * customers' own bookings. The customer, the booking, the line in the audit log and the message are written together or not at
 * all, and once for each key.
 */
public final class StaffBookings {
    private static final Logger log = LoggerFactory.getLogger(StaffBookings.class);

    /** The number of times offered if a date has none. */
    private static final int NEXT = 3;

    private final StaffBookingsMapper mapper;
    private final PhoneNumbers numbers;
    private final Transactions transactions;
    private final BookingWriter bookings;
    private final Catalog catalog;
    private final AvailabilityService availability;
    private final StaffTimes times;
    private final CustomerMessages customers;
    private final AuditLog audit;
    private final InteractiveMessageBuilder messages;
    private final Signals signals;
    private final InstantSource clock;

    public StaffBookings(
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
        this.mapper = mappers.get(StaffBookingsMapper.class);
        this.numbers = new PhoneNumbers(mappers);
        this.transactions = transactions;
        this.bookings = bookings;
        this.catalog = catalog;
        this.availability = availability;
        this.times = new StaffTimes(availability);
        this.customers = new CustomerMessages(mappers, outbox);
        this.audit = audit;
        this.messages = messages;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Returns the free times of a date.
     *
     * @param master null for all masters who perform the service
     */
    public List<Slot> times(Salon salon, @Nullable Master master, Service service, LocalDate date) {
        List<Master> masters = master == null ? salon.mastersOf(service) : List.of(master);
        Instant now = clock.instant();
        return transactions.read(
                () -> availability.freeOn(salon, masters, one -> salon.serviceOf(one, service.id()), date, null, now));
    }

    /**
     * Returns the free times of a date for a booking that is to be moved; its own time counts as free.
     *
     * @param length of the visit
     */
    public List<Slot> timesToMove(
            Salon salon, Master master, UUID serviceId, Duration length, LocalDate date, UUID bookingId) {
        Instant now = clock.instant();
        return transactions.read(() -> availability.freeOn(
                salon,
                List.of(master),
                one -> StaffTimes.serviceOf(salon, one, serviceId, length),
                date,
                bookingId,
                now));
    }

    /**
     * Returns why a date has no free time.
     *
     * @param master null for all masters who perform the service
     */
    public Refusal whyNone(Salon salon, @Nullable Master master, Service service, LocalDate date) {
        List<Master> masters = master == null ? salon.mastersOf(service) : List.of(master);
        return availability.whyNoneOn(salon, masters, one -> salon.serviceOf(one, service.id()), date, clock.instant());
    }

    /**
     * Returns the services that can begin at a wall time, in the salon's order.
     *
     * @param master null for any master
     */
    public List<Service> startingAt(Salon salon, @Nullable Master master, LocalDateTime wallTime) {
        List<Master> masters = master == null
                ? salon.masters().stream()
                        .filter(one -> salon.active() && one.active())
                        .toList()
                : List.of(master);
        Instant now = clock.instant();
        return transactions.read(() -> availability.startingAt(salon, masters, wallTime, now));
    }

    /** Returns the next free times if a date has none; each time once, with any free master. */
    public List<Slot> next(Salon salon, @Nullable Master master, Service service, Instant from) {
        List<Master> masters = master == null ? salon.mastersOf(service) : List.of(master);
        Instant now = clock.instant();
        SlotQuery query =
                new SlotQuery(salon, service, from, null, Realm.LIVE, NEXT * Math.max(1, masters.size()), now);
        Set<Instant> times = new HashSet<>();
        return transactions.read(() -> availability.next(masters, query)).stream()
                .filter(slot -> times.add(slot.from()))
                .limit(NEXT)
                .toList();
    }

    /** Makes the booking, or returns why not. */
    public StaffOutcome book(StaffBooking wanted) {
        CommitProbe<Made> probe = new CommitProbe<>();
        StaffOutcome outcome = transactions.run(() -> inTransaction(wanted, probe));
        outcome.madeNow().ifPresent(made -> {
            transactions.afterCommit(() -> {
                try (LogContext ignored = LogContext.ofBooking(made.bookingCode())) {
                    log.info(
                            "Booking {} of salon {} made by {}",
                            made.bookingCode(),
                            wanted.salonId(),
                            wanted.username());
                }
                customers.wake();
            });
            signals.publish(wanted.salonId(), Topic.BOOKINGS, Topic.MESSAGES);
        });
        return outcome;
    }

    private StaffOutcome inTransaction(StaffBooking wanted, CommitProbe<Made> probe) {
        // Requests with the same key wait here for each other, also across salons.
        mapper.lockKey(wanted.key());
        if (mapper.isOfAnotherRequest(wanted.key(), wanted.request())) {
            return new KeyUsed();
        }
        String token = "staff."
                + UUID.nameUUIDFromBytes((wanted.salonId() + " " + wanted.key()).getBytes(StandardCharsets.UTF_8));
        Optional<Booking> before = bookings.madeOnce(wanted.salonId(), token);
        if (before.isPresent()) {
            return probe.committed(audit)
                    .orElseGet(() -> new Made(before.get().bookingCode(), true, Informed.NOT_ASKED));
        }
        Instant now = clock.instant();
        Salon salon = catalog.fresh(wanted.salonId());
        Optional<Service> service = salon.service(wanted.serviceId().toString());
        if (service.isEmpty()) {
            return new Unclear(Question.SERVICE);
        }
        List<Master> masters = salon.mastersOf(service.get()).stream()
                .filter(master -> salon.active())
                .filter(master -> wanted.masterId() == null || master.id().equals(wanted.masterId()))
                .toList();
        if (masters.isEmpty()) {
            return new Unclear(wanted.masterId() == null ? Question.SERVICE : Question.MASTER);
        }
        Optional<KnownGuest> known = guest(wanted.guest(), salon, now);
        if (known.isEmpty()) {
            return new Unclear(wanted.guest().isNamedByPhone() ? Question.PHONE : Question.CUSTOMER);
        }
        KnownGuest guest = known.get();
        Refusal refusal = Refusal.CLOSED;
        for (Master master : masters) {
            StaffTimes.Allowed allowed = allowed(wanted, salon, master, now);
            if (allowed.refusal() != null) {
                refusal = refusal == Refusal.BOOKED ? refusal : allowed.refusal();
                continue;
            }
            Optional<Booking> written = bookings.write(newBooking(wanted, salon, master, guest, allowed, token, now))
                    .written();
            if (written.isPresent()) {
                return made(wanted, salon, written.get(), allowed, probe, now);
            }
            refusal = Refusal.BOOKED;
        }
        if (guest.isNew()) {
            // Deleted explicitly, not by a rollback, because the transaction may be the caller's.
            mapper.remove(salon.id(), guest.id());
        }
        return new Refused(refusal);
    }

    private StaffTimes.Allowed allowed(StaffBooking wanted, Salon salon, Master master, Instant now) {
        // The lock keeps the master's hours from changing; a change just before it is visible here.
        boolean unchanged = bookings.lockMaster(salon.id(), master.id()).orElse(-1) == master.version();
        Salon locked = unchanged ? salon : catalog.fresh(salon.id());
        Duration length = locked.serviceOf(master, wanted.serviceId())
                .map(Service::duration)
                .orElse(Duration.ofMinutes(1));
        return times.allowed(locked, master.id(), wanted.serviceId(), length, wanted.wallTime(), wanted.anyTime(), now);
    }

    private static NewBooking newBooking(
            StaffBooking wanted,
            Salon salon,
            Master master,
            KnownGuest guest,
            StaffTimes.Allowed allowed,
            String token,
            Instant now) {
        Service service = salon.serviceOf(master, wanted.serviceId()).orElseThrow();
        return new NewBooking(
                salon.id(),
                Realm.LIVE,
                guest.id(),
                guest.phone(),
                wanted.guest().name() != null ? wanted.guest().name() : guest.name(),
                master.id(),
                service.id(),
                service.name(),
                allowed.start().toInstant(),
                allowed.start().toInstant().plus(service.duration()),
                allowed.start().toLocalDateTime(),
                salon.zone().getId(),
                service.bufferBefore(),
                service.bufferAfter(),
                service.price(),
                salon.currency().getCurrencyCode(),
                token,
                wanted.username(),
                now);
    }

    private Made made(
            StaffBooking wanted,
            Salon salon,
            Booking booking,
            StaffTimes.Allowed allowed,
            CommitProbe<Made> probe,
            Instant now) {
        Informed informed = wanted.informCustomer()
                ? customers.tell(
                        booking,
                        salon,
                        AuditedAct.BOOKING_MADE,
                        (visit, language) -> messages.confirmed(
                                visit, booking.bookingCode(), customers.aboutBooking(booking.bookingCode()), language),
                        now)
                : Informed.NOT_ASKED;
        Map<String, String> details = new TreeMap<>();
        details.put("customer", informed.name());
        if (!allowed.waived().isEmpty()) {
            details.put("although", String.join(" ", allowed.waived()));
        }
        Made made = new Made(booking.bookingCode(), false, informed);
        probe.register(
                audit.add(wanted.username(), AuditedAct.BOOKING_MADE, salon.id(), booking.bookingCode(), details),
                made);
        mapper.addKey(wanted.key(), salon.id(), booking.id(), wanted.request());
        // The counter comes last: all of a salon's bookings update this row.
        bookings.count(salon.id());
        return made;
    }

    /** Returns the guest's row, added where there was none; empty if the request names no guest who can be found or added. */
    private Optional<KnownGuest> guest(Guest guest, Salon salon, Instant now) {
        if (guest.customerId() != null) {
            return mapper.byId(salon.id(), guest.customerId());
        }
        if (guest.userId() != null) {
            return Optional.of(mapper.byUserId(salon.id(), guest.userId())
                    .or(() -> mapper.add(salon.id(), null, guest.userId(), guest.name(), now))
                    .or(() -> mapper.byUserId(salon.id(), guest.userId()))
                    .orElseThrow());
        }
        if (guest.phone() != null) {
            return numbers.waId(salon.id(), guest.phone())
                    .map(waId -> mapper.byPhone(salon.id(), waId)
                            .or(() -> mapper.add(salon.id(), waId, null, guest.name(), now))
                            .or(() -> mapper.byPhone(salon.id(), waId))
                            .orElseThrow());
        }
        return Optional.ofNullable(guest.name())
                .map(name -> mapper.add(salon.id(), null, null, name, now).orElseThrow());
    }
}
