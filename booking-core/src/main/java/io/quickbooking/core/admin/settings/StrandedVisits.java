package io.quickbooking.core.admin.settings;

import java.util.List;

/**
 * The bookings that an edit would strand.
 *
 * @param first the earliest of them
 * @param token stands for exactly these bookings: who confirms the edit confirms no others
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
