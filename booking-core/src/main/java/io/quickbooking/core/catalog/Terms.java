package io.quickbooking.core.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a master performs a service otherwise than the service says.
 *
 * @param duration null: as the service says
 * @param price in minor units; null: as the service says
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
