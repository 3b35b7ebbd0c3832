package io.quickbooking.console.today;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.availability.FreeTimes;
import org.jspecify.annotations.Nullable;

/**
 * @param state {@code off}, {@code full} or {@code free}
 * @param next null: none is left
 */
record FreeTimesView(
        String master,
        String state,
        long count,
        @Nullable String next,
        @Nullable String nextMachine) {

    static FreeTimesView of(FreeTimes free, Formats formats) {
        String state = free.next() != null ? "free" : free.works() ? "full" : "off";
        return new FreeTimesView(
                free.master().name(),
                state,
                free.count(),
                free.next() == null ? null : formats.time(free.next().from()),
                free.next() == null ? null : formats.machine(free.next().from()));
    }
}
