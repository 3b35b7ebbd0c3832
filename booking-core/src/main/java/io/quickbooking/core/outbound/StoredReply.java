package io.quickbooking.core.outbound;

import io.quickbooking.core.message.InteractiveMessage;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a customer was given earlier, so that it can be given again.
 *
 * @param id the outbound message
 */
public record StoredReply(
        long id,
        String kind,
        @Nullable UUID sessionId,
        @Nullable UUID bookingId,
        InteractiveMessage content) {}
