package io.quickbooking.core.admin.lookup;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer of a salon with a summary of their visits.
 *
 * @param phone as WhatsApp sent it; never shown in full unless a user requests it
 * @param notes of the staff, never shown to the customer
 * @param lastServices their last services, the latest first, one per line; null if there are none
 * @param optedOut whether they want no messages except answers
 * @param erased whether they were erased at their request, so that nothing identifies them
 * @param firstContactAt when they first wrote to the salon
 * @param lastContactAt when they last did; null if unknown
 * @param confirmed visits to come or in progress
 * @param unsettled past visits whose result is not recorded
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
