package io.quickbooking.core.catalog;

import java.time.Duration;
import java.util.UUID;

/**
 * Something a salon sells.
 *
 * @param code short name, unique within the salon
 * @param duration 1 minute to 24 hours, whole minutes
 * @param price in minor units of the salon's currency
 */
public record Service(UUID id, String code, String name, Duration duration, long price, boolean active) {}
