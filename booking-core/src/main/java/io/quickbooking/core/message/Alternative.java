package io.quickbooking.core.message;

import java.time.ZonedDateTime;

/**
 * A slot offered instead of another.
 *
 * @param buttonId comes back when the customer taps it
 * @param start in the salon's zone
 */
public record Alternative(String buttonId, ZonedDateTime start, String masterName) {}
