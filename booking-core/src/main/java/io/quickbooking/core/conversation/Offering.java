package io.quickbooking.core.conversation;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes the choices of a salon.
 *
 * @param services those that at least one master performs, on the salon's terms: the first master's in their order,
 *     then the rest
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
     * Counts the services up to and including the referenced one, which may no longer be offered; 0: unknown reference.
     */
    int upTo(String reference) {
        List<Service> all = salon.masters().stream()
                .filter(Master::active)
                .flatMap(master -> master.serviceIds().stream())
                .distinct()
                .flatMap(id ->
                        salon.services().stream().filter(service -> service.id().equals(id)))
                .toList();
        return Place.upTo(
                all,
                service -> Place.names(reference, service.code(), service.id()),
                service -> services.stream().anyMatch(offered -> offered.id().equals(service.id())));
    }

    /** Counts the masters of a service up to and including the referenced one; 0: unknown reference. */
    int upTo(Service service, String reference) {
        List<Master> offered = salon.mastersOf(service);
        return Place.upTo(
                salon.masters(), master -> Place.names(reference, master.code(), master.id()), offered::contains);
    }

    /**
     * Returns the masters that a reference may mean.
     *
     * @param reference null: any master
     * @return empty when there is no such master, or the master does not perform the service
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
