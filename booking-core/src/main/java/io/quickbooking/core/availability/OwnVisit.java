package io.quickbooking.core.availability;

import java.time.Instant;
import java.util.UUID;

/**
 * A visit that a customer has booked.
 *
 * @param service the service's name when it was booked
 */
public record OwnVisit(UUID masterId, String service, Instant start) {}
