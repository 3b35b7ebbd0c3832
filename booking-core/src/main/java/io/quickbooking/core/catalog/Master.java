package io.quickbooking.core.catalog;

import java.util.List;
import java.util.UUID;

/**
 * Somebody who performs services.
 *
 * @param code short name, unique within the salon
 * @param hours when this master works: their own hours, else the salon's
 * @param serviceIds what this master performs, the default service first
 * @param version raised by the database whenever anything changes that decides when this master can be booked
 */
public record Master(
        UUID id, String code, String name, boolean active, WeeklyHours hours, List<UUID> serviceIds, long version) {
    public Master {
        serviceIds = List.copyOf(serviceIds);
    }
}
