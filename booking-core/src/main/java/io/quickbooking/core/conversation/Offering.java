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
     * How many of the services stand before and at the one that a reference names, which may be offered no longer; 0: nobody
     * can tell.
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

    /** How many of those who do a service stand before and at the master that a reference names; 0: nobody can tell. */
    int upTo(Service service, String reference) {
        List<Master> offered = salon.mastersOf(service);
        return Place.upTo(
                salon.masters(), master -> Place.names(reference, master.code(), master.id()), offered::contains);
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
