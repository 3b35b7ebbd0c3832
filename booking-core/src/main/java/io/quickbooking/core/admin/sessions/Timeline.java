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
 * @param steps incoming and outgoing messages, the oldest first, including the customer's messages shortly before and after
 * @param previous the customer's session before this one, and {@code next} the one after it; null if there is none
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
     * The session: customer, selection and end.
     *
     * @param state {@code ACTIVE}, {@code BOOKED}, {@code LOST}, {@code EXPIRED} or {@code ERASED}, now
     * @param step the last step that the customer was shown
     * @param start of the slot on the last card, and {@code end}; null if there has been none
     * @param price in minor units of {@code currency}
     * @param endedAt null if it is live
     * @param bookingCode of the resulting booking
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
