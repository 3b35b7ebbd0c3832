package io.quickbooking.core.conversation;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a salon has to choose from.
 *
 * @param services those that somebody does, on the salon's terms: what the first master does in their order, then what
 *     else there is
 */
record Offering(Salon salon, List<Service> services) {
    static Offering of(Salon salon) {
        return new Offering(
                salon,
                salon.masters().stream()
                        .filter(Master::active)
                        .flatMap(master -> salon.servicesOf(master).stream())
                        .map(Service::id)
                        .distinct()
                        .flatMap(id -> salon.service(id.toString()).stream())
                        .toList());
    }

    Optional<Service> service(String reference) {
        return salon.service(reference).filter(services::contains);
    }

    /**
     * Who may be meant by a reference.
     *
     * @param reference null: anyone
     * @return empty when there is no such master, or they do not do the service
     */
    List<Master> masters(Service service, @Nullable String reference) {
        return reference == null
                ? salon.mastersOf(service)
                : salon.master(reference)
                        .filter(master -> master.serviceIds().contains(service.id()))
                        .map(List::of)
                        .orElseGet(List::of);
    }
}
