package io.quickbooking.core.message;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Currency;

/**
 * What a card describes: who does what, when, for how long and for how much.
 *
 * @param start in the salon's zone
 * @param duration at least a minute; seconds are not shown
 * @param price in minor units of the currency; 0 is not shown
 */
public record Visit(
        String serviceName, String masterName, ZonedDateTime start, Duration duration, long price, Currency currency) {
    public Visit {
        if (duration.toMinutes() < 1) {
            throw new IllegalArgumentException("a visit takes at least a minute, not " + duration);
        }
        if (price < 0) {
            throw new IllegalArgumentException("a price is not negative: " + price);
        }
    }
}
