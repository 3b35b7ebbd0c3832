package io.quickbooking.core.admin.settings;

import io.quickbooking.core.admin.settings.CatalogDeskMapper.FutureVisit;
import io.quickbooking.core.admin.settings.StrandedVisit.Reason;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the future visits that are possible before an edit and impossible after it. */
final class AffectedBookings {
    private static final int SHOWN = 20;

    private final CatalogDeskMapper mapper;
    private final AvailabilityService availability;

    AffectedBookings(CatalogDeskMapper mapper, AvailabilityService availability) {
        this.mapper = mapper;
        this.availability = availability;
    }

    /** Returns the codes of a salon's future visits that are possible now, before a change of zone moves them. */
    Set<String> honoured(Salon salon, Instant now) {
        return mapper.futureVisits(new String[] {salon.id().toString()}, now).stream()
                .filter(visit -> problem(salon, visit).isEmpty())
                .map(FutureVisit::bookingCode)
                .collect(Collectors.toSet());
    }

    /** @param honoured for salons whose visits have been moved since, the codes of those that were possible before */
    StrandedVisits between(
            Map<UUID, Salon> before, Map<UUID, Salon> after, Map<UUID, Set<String>> honoured, Instant now) {
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
            Set<String> known = honoured.get(visit.salonId());
            if (reason.isPresent()
                    && (known == null
                            ? problem(before.get(visit.salonId()), visit).isEmpty()
                            : known.contains(visit.bookingCode()))) {
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
