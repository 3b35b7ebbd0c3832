package io.quickbooking.core.admin.settings;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The future visits that a salon's new time zone affects, because at the booked moment its clock shows another time than the
 * customer was notified of.
 *
 * @param first the first of them, those that would collide at their wall time before all others
 * @param token identifies exactly these visits and zones
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
     * A visit.
     *
     * @param zone the new one
     * @param told the wall time that the customer was notified of
     * @param start the booked moment
     * @param collidesWith the code of a visit that overlaps this wall time on the new clock; empty for a hold; null if nothing
     *     overlaps
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
        /** Returns the time of the new clock at the booked moment. */
        public LocalDateTime shown() {
            return LocalDateTime.ofInstant(start, zone);
        }
    }
}
