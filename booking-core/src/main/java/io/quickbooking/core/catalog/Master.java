package io.quickbooking.core.catalog;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A person who performs services.
 *
 * @param code short name, unique within the salon
 * @param serviceIds the services of this master, the default service first
 * @param terms by service, where they differ from the service's own; see {@link Salon#serviceOf}
 * @param version raised by the database at each change that affects when this master can be booked
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

    /** Creates a master with the same hours every week who performs everything on the services' own terms. */
    public Master(
            UUID id, String code, String name, boolean active, WeeklyHours hours, List<UUID> serviceIds, long version) {
        this(id, code, name, active, Schedule.of(hours), serviceIds, Map.of(), version);
    }

    /** Returns the weekly hours: the master's own, else the salon's. */
    public WeeklyHours hours() {
        return schedule.hours();
    }

    /** Returns a service with this master's duration and price. */
    public Service onTheirTerms(Service service) {
        Terms own = terms.get(service.id());
        return own == null ? service : own.applyTo(service);
    }
}
