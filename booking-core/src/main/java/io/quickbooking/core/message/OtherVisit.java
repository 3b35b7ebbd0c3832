package io.quickbooking.core.message;

import java.time.ZonedDateTime;

/**
 * A visit that a customer has booked for the time of a card.
 *
 * @param start in the salon's zone
 */
public record OtherVisit(String serviceName, ZonedDateTime start, String masterName) {}
