package io.quickbooking.core.catalog;

import java.time.Duration;
import java.util.UUID;

/**
 * Something a salon sells.
 *
 * @param code short name, unique within the salon
 * @param duration 1 minute to 24 hours, whole minutes
 * @param price in minor units of the salon's currency
 * @param bufferBefore time of the master before the visit that nobody else can have and no customer sees, up to 4 hours
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
