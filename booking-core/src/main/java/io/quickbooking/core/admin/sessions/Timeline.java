package io.quickbooking.core.admin.sessions;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.session.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session from its first tap to its end.
 *
 * @param steps what came and what went, the oldest first, with the customer's messages shortly before and after
 * @param previous the customer's session before this one, and {@code next} the one after it; null: there is none
 */
public record Timeline(
        Session session,
        List<TimelineStep> steps,
        @Nullable UUID previous,
        @Nullable UUID next) {
    public Timeline {
        steps = List.copyOf(steps);
    }

    /**
     * What was chosen, by whom, and how it ended.
     *
     * @param state {@code ACTIVE}, {@code BOOKED}, {@code LOST}, {@code EXPIRED} or {@code ERASED}, now
     * @param step what the customer was shown last
     * @param start of the slot on the last card, and {@code end}; null: there has been none
     * @param price in minor units of {@code currency}
     * @param endedAt null: it lives
     * @param bookingCode of the booking that it came to
     */
    public record Session(
            UUID id,
            UUID salonId,
            Realm realm,
            UUID customerId,
            @Nullable String phone,
            @Nullable String userId,
            @Nullable String name,
            String language,
            String state,
            Step step,
            @Nullable String serviceName,
            @Nullable String masterName,
            @Nullable LocalDate day,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable Long price,
            String currency,
            Instant startedAt,
            Instant expiresAt,
            @Nullable Instant endedAt,
            @Nullable String bookingCode) {}
}
