package io.quickbooking.core.inbox;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.customer.CustomerIdentity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tap that waits in the inbox; see {@link InboundMessage}. */
public record StoredMessage(
        long id,
        UUID salonId,
        Realm realm,
        String messageId,
        @Nullable String phone,
        @Nullable String userId,
        @Nullable String name,
        @Nullable String language,
        String buttonId,
        int attempts,
        Instant nextAttemptAt,
        Instant sentAt,
        Instant receivedAt) {
    public boolean isDue(Instant now) {
        return !nextAttemptAt.isAfter(now);
    }

    public CustomerIdentity identity() {
        return new CustomerIdentity(phone, userId);
    }
}
