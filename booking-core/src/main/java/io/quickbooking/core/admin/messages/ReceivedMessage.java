package io.quickbooking.core.admin.messages;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tap that was given up. {@code lastError} is in our own words. */
public record ReceivedMessage(
        long id,
        UUID salonId,
        @Nullable String phone,
        @Nullable String name,
        String kind,
        @Nullable String buttonId,
        int attempts,
        @Nullable String lastError,
        Instant receivedAt,
        @Nullable Instant handledAt) {}
