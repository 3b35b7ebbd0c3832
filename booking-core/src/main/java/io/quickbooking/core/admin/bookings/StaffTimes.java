package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks a time that staff want against the rules for customers, and decides which of these rules an administrator may waive.
 */
final class StaffTimes {
    private static final Set<Refusal> WAIVABLE =
            Set.of(Refusal.CLOSED, Refusal.TOO_SOON, Refusal.TOO_FAR, Refusal.OFF_GRID);

    private final AvailabilityService availability;

    StaffTimes(AvailabilityService availability) {
        this.availability = availability;
    }

    /**
     * The result of the check.
     *
     * @param refusal null if the time is allowed
     * @param waived the violated rules that were ignored
     */
    record Allowed(@Nullable Refusal refusal, ZonedDateTime start, List<String> waived) {}

    /** Checks everything except other bookings, which the database decides; {@code salon} is read in the transaction. */
    Allowed allowed(
            Salon salon,
            UUID masterId,
            UUID serviceId,
            Duration length,
            LocalDateTime wallTime,
            boolean anyTime,
            Instant now) {
        Optional<Master> master = salon.master(masterId.toString());
        Optional<Service> service = master.flatMap(found -> serviceOf(salon, found, serviceId, length));
        if (master.isEmpty() || service.isEmpty()) {
            return new Allowed(Refusal.CLOSED, now.atZone(salon.zone()), List.of());
        }
        Service asLong = service.get();
        Set<Refusal> waived = EnumSet.noneOf(Refusal.class);
        Optional<Refusal> refusal = availability.refusalByRules(salon, master.get(), asLong, wallTime, now, waived);
        while (anyTime && refusal.filter(WAIVABLE::contains).filter(waived::add).isPresent()) {
            refusal = availability.refusalByRules(salon, master.get(), asLong, wallTime, now, waived);
        }
        return new Allowed(
                refusal.orElse(null),
                start(salon, wallTime),
                waived.stream().map(Refusal::code).toList());
    }

    /** Returns the service with the duration that was sold, even if customers can no longer book it. */
    static Optional<Service> serviceOf(Salon salon, Master master, UUID serviceId, Duration length) {
        return salon.services().stream()
                .filter(service -> service.id().equals(serviceId))
                .filter(service -> master.serviceIds().contains(service.id()))
                .findFirst()
                .map(service -> new Service(
                        service.id(),
                        service.code(),
                        service.name(),
                        length,
                        service.price(),
                        service.bufferBefore(),
                        service.bufferAfter(),
                        true));
    }

    /**
     * Returns the earlier moment if the clock shows the time twice; meaningless if the clock skips it, which is refused
     * elsewhere.
     */
    private static ZonedDateTime start(Salon salon, LocalDateTime wallTime) {
        return wallTime.atZone(salon.zone()).withEarlierOffsetAtOverlap();
    }
}
