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
 * @param step the last step that the customer was shown
 * @param serviceName null if not chosen yet; likewise {@code masterName}, which may also be null for any master
 * @param day the chosen day, in the salon's zone; null if none yet
 * @param start of the slot on the last card; null if there has been none
 * @param lastTapId orders sessions and identifies the position of the next page; 0 if no tap is known
 * @param lastTapKind as in {@link io.quickbooking.core.analytics.TapEvent}
 * @param lastTapOutcome the last answer to the customer
 * @param bookingCode of the resulting booking
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
