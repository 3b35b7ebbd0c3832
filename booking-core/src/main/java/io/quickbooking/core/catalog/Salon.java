package io.quickbooking.core.catalog;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A salon with everything that can be booked there, as of one moment.
 *
 * @param phoneNumberId WhatsApp's id of the number on which the salon receives
 * @param language the language of customers of whom none is known
 * @param slotMinutes the grid on which slots start, counted from local midnight
 * @param horizonDays how many days after today one can book
 * @param notice how long before its start a slot can be booked at the latest
 * @param hold how long choosing a slot keeps it for the customer; zero: not at all
 */
public record Salon(
        UUID id,
        String code,
        String name,
        String phoneNumberId,
        ZoneId zone,
        Locale language,
        Currency currency,
        int slotMinutes,
        int horizonDays,
        Duration notice,
        Duration hold,
        boolean active,
        List<Master> masters,
        List<Service> services) {
    public Salon {
        masters = List.copyOf(masters);
        services = List.copyOf(services);
    }

    /** The active master with this code or UUID; nobody can be booked in a salon that is not active. */
    public Optional<Master> master(String reference) {
        return masters.stream()
                .filter(master -> active && master.active())
                .filter(master -> names(reference, master.code(), master.id()))
                .findFirst();
    }

    /**
     * The active service with this code or UUID, as the salon sells it. Who knows the master wants {@link #serviceOf}.
     */
    public Optional<Service> service(String reference) {
        return services.stream()
                .filter(Service::active)
                .filter(service -> names(reference, service.code(), service.id()))
                .findFirst();
    }

    /** The active services that an active master performs: those that can be booked at all. */
    public List<Service> bookableServices() {
        return services.stream()
                .filter(Service::active)
                .filter(service -> !mastersOf(service).isEmpty())
                .toList();
    }

    /** The active services of a master, each with the length and price it has with them; the default first. */
    public List<Service> servicesOf(Master master) {
        return master.serviceIds().stream()
                .flatMap(id -> activeService(id).stream())
                .map(master::onTheirTerms)
                .toList();
    }

    /** The active service with this code or UUID as this master performs it; empty when they do not. */
    public Optional<Service> serviceOf(Master master, String reference) {
        return service(reference)
                .filter(service -> master.serviceIds().contains(service.id()))
                .map(master::onTheirTerms);
    }

    /** The active service with this id as this master performs it; empty when they do not. */
    public Optional<Service> serviceOf(Master master, UUID serviceId) {
        return activeService(serviceId)
                .filter(service -> master.serviceIds().contains(serviceId))
                .map(master::onTheirTerms);
    }

    private Optional<Service> activeService(UUID id) {
        return services.stream()
                .filter(service -> service.active() && service.id().equals(id))
                .findFirst();
    }

    /** The active masters who perform a service; nobody in a salon that is not active. */
    public List<Master> mastersOf(Service service) {
        return masters.stream()
                .filter(master -> active && master.active())
                .filter(master -> master.serviceIds().contains(service.id()))
                .toList();
    }

    private static boolean names(String reference, String code, UUID id) {
        return code.equals(reference) || id.toString().equalsIgnoreCase(reference);
    }
}
