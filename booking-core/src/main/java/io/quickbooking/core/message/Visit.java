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
    /**
     * A visit as it is stored. A price in a currency that this Java runtime does not know is not shown: neither its name
     * nor its decimals are known.
     *
     * @param currency ISO 4217
     */
    public static Visit of(
            String serviceName,
            String masterName,
            ZonedDateTime start,
            Duration duration,
            long price,
            String currency) {
        try {
            return new Visit(serviceName, masterName, start, duration, price, Currency.getInstance(currency));
        } catch (IllegalArgumentException unknown) {
            return new Visit(serviceName, masterName, start, duration, 0, Currency.getInstance("XXX"));
        }
    }

    public Visit {
        if (duration.toMinutes() < 1) {
            throw new IllegalArgumentException("a visit takes at least a minute, not " + duration);
        }
        if (price < 0) {
            throw new IllegalArgumentException("a price is not negative: " + price);
        }
    }
}
