package io.quickbooking.core.customer;

import io.quickbooking.core.catalog.Realm;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who writes to a salon. Read under the lock on the row, so that {@code sessionId} and {@code selection} are
 * what the customer's last message left.
 *
 * @param language BCP 47, as the customer last used it; null: unknown
 * @param sessionId the session whose card the customer sees; null: none
 * @param selection which selection of that session; null exactly when there is no session
 */
public record Customer(
        UUID id,
        UUID salonId,
        Realm realm,
        @Nullable String phone,
        @Nullable String userId,
        @Nullable String name,
        @Nullable String language,
        @Nullable UUID sessionId,
        @Nullable Integer selection) {}
