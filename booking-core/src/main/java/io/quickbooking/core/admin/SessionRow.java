package io.quickbooking.core.admin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One session in a list.
 *
 * @param state {@code ACTIVE}, {@code BOOKED}, {@code LOST} or {@code EXPIRED}, as of the moment of asking
 * @param start of the slot that was chosen last
 * @param lastTapId orders sessions, and names the place after which the next page begins; 0: no tap is known
 * @param lastTapKind as in {@link io.quickbooking.core.analytics.TapEvent}
 * @param lastTapOutcome what the customer was answered last
 * @param bookingCode of the booking that it came to
 */
public record SessionRow(
        UUID id,
        String state,
        UUID customerId,
        @Nullable String phone,
        @Nullable String name,
        String language,
        String serviceName,
        String masterName,
        Instant start,
        Instant startedAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        long lastTapId,
        @Nullable String lastTapKind,
        @Nullable String lastTapOutcome,
        @Nullable Instant lastTappedAt,
        @Nullable String bookingCode) {}
