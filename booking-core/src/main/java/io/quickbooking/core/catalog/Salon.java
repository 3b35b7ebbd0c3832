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
 * @param language the language of customers whose language is unknown
 * @param slotMinutes the grid on which slots start, counted from local midnight
 * @param horizonDays how many days after today a visit can be booked
 * @param notice minimum time between booking and start
 * @param hold how long a chosen slot is reserved for the customer; zero for not at all
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

    /** Returns the active master with this code or UUID; empty in an inactive salon, where no master can be booked. */
    public Optional<Master> master(String reference) {
        return masters.stream()
                .filter(master -> active && master.active())
                .filter(master -> names(reference, master.code(), master.id()))
                .findFirst();
    }

    /** Returns the active service with this code or UUID, on the salon's terms. {@link #serviceOf} is for a known master. */
    public Optional<Service> service(String reference) {
        return services.stream()
                .filter(Service::active)
                .filter(service -> names(reference, service.code(), service.id()))
                .findFirst();
    }

    /** Returns the active services that an active master performs, which are those that can be booked. */
    public List<Service> bookableServices() {
        return services.stream()
                .filter(Service::active)
                .filter(service -> !mastersOf(service).isEmpty())
                .toList();
    }

    /** Returns the active services of a master with the duration and price they have with them; the default first. */
    public List<Service> servicesOf(Master master) {
        return master.serviceIds().stream()
                .flatMap(id -> activeService(id).stream())
                .map(master::onTheirTerms)
                .toList();
    }

    /** Returns the active service with this code or UUID as this master performs it; empty if they do not. */
    public Optional<Service> serviceOf(Master master, String reference) {
        return service(reference)
                .filter(service -> master.serviceIds().contains(service.id()))
                .map(master::onTheirTerms);
    }

    /** Returns the active service with this id as this master performs it; empty if they do not. */
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

    /** Returns the active masters who perform a service; none in an inactive salon. */
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
