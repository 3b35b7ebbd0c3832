package io.quickbooking.core.admin.settings;

import java.util.List;

/**
 * The bookings that an edit affects.
 *
 * @param first the earliest of them
 * @param token identifies exactly these bookings, so that a confirmation of the edit covers no others
 */
public record StrandedVisits(int count, List<StrandedVisit> first, String token) {
    static final StrandedVisits NONE = new StrandedVisits(0, List.of(), "");

    public StrandedVisits {
        first = List.copyOf(first);
    }

    public boolean isEmpty() {
        return count == 0;
    }
}
