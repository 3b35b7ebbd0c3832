package io.quickbooking.core.inbox;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tap or a text that waits in the inbox; see {@link InboundMessage}.
 *
 * @param trace the trace of its delivery, see {@link io.quickbooking.core.measure.Traces#here}
 */
public record PendingTap(
        long id,
        UUID salonId,
        Realm realm,
        String messageId,
        @Nullable String phone,
        @Nullable String userId,
        @Nullable String name,
        @Nullable String language,
        String kind,
        @Nullable String buttonId,
        String payload,
        int attempts,
        Instant nextAttemptAt,
        Instant sentAt,
        Instant receivedAt,
        @Nullable String trace) {
    public boolean isDue(Instant now) {
        return !nextAttemptAt.isAfter(now);
    }

    /** Returns the customer's text; null: it is a tap. */
    public @Nullable String words() {
        return buttonId != null ? null : WrittenWords.of(kind, payload);
    }
}
