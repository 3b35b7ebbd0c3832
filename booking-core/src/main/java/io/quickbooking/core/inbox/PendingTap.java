package io.quickbooking.core.inbox;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tap that waits in the inbox; see {@link InboundMessage}. */
public record PendingTap(
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
}
