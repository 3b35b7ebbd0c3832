package io.quickbooking.core.outbound;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the outbox, as far as repeating it needs. */
record StoredMessage(
        long id,
        String kind,
        @Nullable UUID sessionId,
        @Nullable UUID bookingId,
        String payload) {}
