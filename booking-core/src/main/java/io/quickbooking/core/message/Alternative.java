package io.quickbooking.core.message;

import java.time.ZonedDateTime;

/**
 * A slot offered instead of another.
 *
 * @param buttonId the id that a tap on it sends
 * @param start in the salon's zone
 */
public record Alternative(String buttonId, ZonedDateTime start, String masterName) {}
