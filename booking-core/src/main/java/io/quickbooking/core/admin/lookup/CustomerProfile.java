package io.quickbooking.core.admin.lookup;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer of a salon with how their visits went.
 *
 * @param phone as WhatsApp sent it; never shown whole without asking
 * @param notes of the staff, never shown to the customer
 * @param lastServices what they had last, the latest first, each in a line; null: nothing yet
 * @param optedOut whether they asked for nothing but answers
 * @param erased whether they were forgotten on their wish: nothing names them any more
 * @param firstContactAt when they first wrote to the salon
 * @param lastContactAt when they last did; null: unknown
 * @param confirmed visits to come or under way
 * @param unsettled visits that are over and of which nobody has said how they went
 */
public record CustomerProfile(
        UUID id,
        UUID salonId,
        @Nullable String name,
        @Nullable String phone,
        @Nullable String userId,
        @Nullable String language,
        String notes,
        @Nullable String lastServices,
        boolean optedOut,
        boolean erased,
        Instant firstContactAt,
        @Nullable Instant lastContactAt,
        long confirmed,
        long unsettled,
        long completed,
        long cancelled,
        long noShows) {}
