package io.quickbooking.core.catalog;

import java.time.LocalDate;

/**
 * Dates that differ from their weekday's hours.
 *
 * @param name for staff; may be empty
 * @param from the first date, on the salon's wall clock
 * @param until the last date, included; at most 730 days after the first, the same date if {@code yearly}
 * @param time of each of the dates
 * @param yearly every year on the same day of the same month; 29 February in leap years only
 */
public record SpecialDay(Kind kind, String name, LocalDate from, LocalDate until, MinuteRange time, boolean yearly) {
    static final int MOST_DAYS = 730;

    /** The effect on the time. */
    public enum Kind {
        OFF,
        OPEN
    }

    public SpecialDay {
        if (until.isBefore(from) || until.isAfter(from.plusDays(MOST_DAYS)) || yearly && !from.equals(until)) {
            throw new IllegalArgumentException("special day from " + from + " until " + until);
        }
    }

    public boolean concerns(LocalDate date) {
        return yearly
                ? date.getDayOfMonth() == from.getDayOfMonth() && date.getMonthValue() == from.getMonthValue()
                : !date.isBefore(from) && !date.isAfter(until);
    }
}
