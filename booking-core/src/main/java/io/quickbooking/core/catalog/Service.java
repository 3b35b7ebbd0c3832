package io.quickbooking.core.catalog;

import java.time.Duration;
import java.util.UUID;

/**
 * A service that a salon offers.
 *
 * @param code short name, unique within the salon
 * @param duration 1 minute to 24 hours, whole minutes
 * @param price in minor units of the salon's currency
 * @param bufferBefore time of the master before the visit that cannot be booked and that customers do not see, up to 4 hours
 * @param bufferAfter the same after it
 */
public record Service(
        UUID id,
        String code,
        String name,
        Duration duration,
        long price,
        Duration bufferBefore,
        Duration bufferAfter,
        boolean active) {}
