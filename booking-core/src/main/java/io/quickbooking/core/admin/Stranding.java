package io.quickbooking.core.admin;

import io.quickbooking.core.admin.CatalogDeskMapper.FutureVisit;
import io.quickbooking.core.admin.StrandedVisit.Reason;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds the future visits that the salons could honour before an edit and cannot after it. */
final class Stranding {
    private static final int SHOWN = 20;

    private final CatalogDeskMapper mapper;
    private final AvailabilityService availability;

    Stranding(CatalogDeskMapper mapper, AvailabilityService availability) {
        this.mapper = mapper;
        this.availability = availability;
    }

    StrandedVisits between(Map<UUID, Salon> before, Map<UUID, Salon> after, Instant now) {
        String[] changed = before.keySet().stream()
                .filter(id -> !before.get(id).equals(after.get(id)))
                .map(UUID::toString)
                .toArray(String[]::new);
        if (changed.length == 0) {
            return StrandedVisits.NONE;
        }
        List<StrandedVisit> first = new ArrayList<>();
        StringBuilder codes = new StringBuilder();
        int count = 0;
        for (FutureVisit visit : mapper.futureVisits(changed, now)) {
            Optional<Reason> reason = problem(after.get(visit.salonId()), visit);
            if (reason.isPresent()
                    && problem(before.get(visit.salonId()), visit).isEmpty()) {
                count++;
                codes.append(visit.bookingCode()).append(' ');
                if (first.size() < SHOWN) {
                    first.add(stranded(visit, reason.get()));
                }
            }
        }
        return count == 0 ? StrandedVisits.NONE : new StrandedVisits(count, first, token(codes.toString()));
    }

    private static String token(String codes) {
        return UUID.nameUUIDFromBytes(codes.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static StrandedVisit stranded(FutureVisit visit, Reason reason) {
        return new StrandedVisit(
                visit.bookingCode(),
                visit.startTs(),
                visit.endTs(),
                visit.masterName(),
                visit.service(),
                visit.customerName(),
                reason);
    }

    private Optional<Reason> problem(Salon salon, FutureVisit visit) {
        Optional<Master> master = salon.masters().stream()
                .filter(candidate -> candidate.id().equals(visit.masterId()))
                .findFirst();
        boolean serviceActive = salon.services().stream()
                .filter(Service::active)
                .anyMatch(service -> service.id().equals(visit.serviceId()));
        if (!salon.active()) {
            return Optional.of(Reason.SALON_INACTIVE);
        }
        if (master.filter(Master::active).isEmpty()) {
            return Optional.of(Reason.MASTER_INACTIVE);
        }
        if (!serviceActive) {
            return Optional.of(Reason.SERVICE_INACTIVE);
        }
        if (!master.get().serviceIds().contains(visit.serviceId())) {
            return Optional.of(Reason.SERVICE_NOT_PERFORMED);
        }
        return availability.isWorkingTime(salon, master.get(), visit.startTs(), visit.endTs())
                ? Optional.empty()
                : Optional.of(Reason.OUTSIDE_HOURS);
    }
}
