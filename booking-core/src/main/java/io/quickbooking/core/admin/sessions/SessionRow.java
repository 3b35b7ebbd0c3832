package io.quickbooking.core.admin.sessions;

import io.quickbooking.core.session.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One session in a list.
 *
 * @param state {@code ACTIVE}, {@code BOOKED}, {@code LOST}, {@code EXPIRED} or {@code ERASED}, now
 * @param step what the customer was shown last
 * @param serviceName null: not chosen yet; and so {@code masterName}, where it may also be anyone
 * @param day that was chosen, in the salon's zone; null: none yet
 * @param start of the slot on the last card; null: there has been none
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
        Step step,
        @Nullable String serviceName,
        @Nullable String masterName,
        @Nullable LocalDate day,
        @Nullable Instant start,
        Instant startedAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        long lastTapId,
        @Nullable String lastTapKind,
        @Nullable String lastTapOutcome,
        @Nullable Instant lastTappedAt,
        @Nullable String bookingCode) {}
