package io.quickbooking.core.session;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer has chosen at a salon and not yet confirmed.
 *
 * @param selection counts the cards shown in this session, from 1; the last one is the one that can be confirmed
 * @param language BCP 47
 * @param startedAt when the first card of the session was shown
 * @param timestamp when the latest was
 * @param expiresAt from this moment on the session is gone
 */
public record SessionContext(
        UUID id,
        int selection,
        UUID salonId,
        Realm realm,
        UUID customerId,
        SelectedSlot selectedSlot,
        @Nullable String customerPhone,
        @Nullable String customerName,
        String language,
        Instant startedAt,
        Instant timestamp,
        Instant expiresAt) {

    public SelectionToken token() {
        return new SelectionToken(id, selection);
    }

    /** {@code ${customer}_${salonId}}, the key of a session in any store. */
    public String key() {
        return key(customerId, salonId);
    }

    static String key(UUID customerId, UUID salonId) {
        return customerId + "_" + salonId;
    }

    boolean isAlive(Instant now) {
        return now.isBefore(expiresAt);
    }
}
