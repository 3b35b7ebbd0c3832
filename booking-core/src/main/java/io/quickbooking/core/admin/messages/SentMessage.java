package io.quickbooking.core.admin.messages;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to a customer.
 *
 * @param errorCode Meta's, or a negative code of our own
 * @param error Meta's words
 * @param nextAttemptAt meaningful only while the message waits
 */
public record SentMessage(
        long id,
        UUID salonId,
        UUID customerId,
        @Nullable String customerPhone,
        @Nullable String customerName,
        @Nullable UUID sessionId,
        @Nullable String bookingCode,
        String kind,
        MessageState state,
        String payload,
        int attempts,
        @Nullable Integer errorCode,
        @Nullable String error,
        @Nullable String wamid,
        Instant createdAt,
        Instant nextAttemptAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant readAt,
        @Nullable Instant failedAt) {}
