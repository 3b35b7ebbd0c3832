package io.quickbooking.core.message;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Currency;

/**
 * The content of a card: the service, the master, the time, the length and the price.
 *
 * @param start in the salon's zone
 * @param duration at least a minute; seconds are not shown
 * @param price in minor units of the currency; 0 is not shown
 */
public record Visit(
        String serviceName, String masterName, ZonedDateTime start, Duration duration, long price, Currency currency) {
    /**
     * Returns a stored visit. A price in a currency unknown to this Java runtime is not shown, because neither its name
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
