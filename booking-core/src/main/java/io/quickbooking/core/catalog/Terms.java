package io.quickbooking.core.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A master's own terms for a service.
 *
 * @param duration null for the service's own
 * @param price in minor units; null for the service's own
 */
public record Terms(@Nullable Duration duration, @Nullable Long price) {
    Service applyTo(Service service) {
        return new Service(
                service.id(),
                service.code(),
                service.name(),
                duration == null ? service.duration() : duration,
                price == null ? service.price() : price,
                service.bufferBefore(),
                service.bufferAfter(),
                service.active());
    }
}
