package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Master;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A date of a master as the slot search sees it: time in none of the lists is outside the working hours. All ranges are
 * in order and do not overlap; where the clock changes, one range of the wall clock may be two.
 *
 * @param works bookable time by the hours, named after the special opening that causes it
 * @param breaks taken out of the weekly hours
 * @param off time closed by a day off, and named after it, including time outside the weekly hours
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
