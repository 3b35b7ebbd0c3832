package io.quickbooking.core.catalog;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Somebody who performs services.
 *
 * @param code short name, unique within the salon
 * @param serviceIds what this master performs, the default service first
 * @param terms by service, where they differ from what the service says; see {@link Salon#serviceOf}
 * @param version raised by the database whenever anything changes that decides when this master can be booked
 */
public record Master(
        UUID id,
        String code,
        String name,
        boolean active,
        Schedule schedule,
        List<UUID> serviceIds,
        Map<UUID, Terms> terms,
        long version) {
    public Master {
        serviceIds = List.copyOf(serviceIds);
        terms = Map.copyOf(terms);
    }

    /** Somebody who works the same hours every week and does everything as the services say. */
    public Master(
            UUID id, String code, String name, boolean active, WeeklyHours hours, List<UUID> serviceIds, long version) {
        this(id, code, name, active, Schedule.of(hours), serviceIds, Map.of(), version);
    }

    /** The weekly hours: the master's own, else the salon's. */
    public WeeklyHours hours() {
        return schedule.hours();
    }

    /** A service with the length and the price that it has with this master. */
    public Service onTheirTerms(Service service) {
        Terms own = terms.get(service.id());
        return own == null ? service : own.applyTo(service);
    }
}
