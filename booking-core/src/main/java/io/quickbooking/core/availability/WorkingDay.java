package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Master;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a date of a master looks like, as the slot engine sees it: what is in none of the lists is outside their hours.
 * All stretches are in order and apart; where the clock changes, one of the wall clock may be two.
 *
 * @param works when they can be booked, as far as the hours go; named after the opening that makes it so
 * @param breaks taken out of the weekly hours
 * @param off closed by a day off, and named after it; also where the weekly hours would have been closed anyway
 */
public record WorkingDay(Master master, LocalDate date, List<Stretch> works, List<Stretch> breaks, List<Stretch> off) {
    public WorkingDay {
        works = List.copyOf(works);
        breaks = List.copyOf(breaks);
        off = List.copyOf(off);
    }

    /**
     * {@code [from, until)}.
     *
     * @param name may be empty
     */
    public record Stretch(Instant from, Instant until, String name) {}
}
