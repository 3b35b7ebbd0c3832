package io.quickbooking.core.admin.settings;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The visits ahead that a new time zone of their salon concerns, because its clock shows another time at the moment that
 * is booked than the customer was told.
 *
 * @param first the first of them, those that would collide at their wall time before all others
 * @param token stands for exactly these visits and zones
 */
public record ZoneQuestion(int count, List<Visit> first, String token) {
    static final ZoneQuestion NONE = new ZoneQuestion(0, List.of(), "");

    public ZoneQuestion {
        first = List.copyOf(first);
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /**
     * @param zone the new one
     * @param told what the customer was told
     * @param start the moment that is booked
     * @param collidesWith the code of a visit that has some of the time that was told on the new clock; empty: it is held for
     *     somebody; null: nobody has it
     */
    public record Visit(
            String bookingCode,
            String salonName,
            ZoneId zone,
            String masterName,
            String service,
            @Nullable String customerName,
            LocalDateTime told,
            Instant start,
            @Nullable String collidesWith) {
        /** What the new clock shows at the moment that is booked. */
        public LocalDateTime shown() {
            return LocalDateTime.ofInstant(start, zone);
        }
    }
}
