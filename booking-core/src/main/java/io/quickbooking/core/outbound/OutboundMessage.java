package io.quickbooking.core.outbound;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.message.InteractiveMessage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent to a customer.
 *
 * @param realm {@code SIMULATED} messages are stored and never sent
 * @param inboundId the message it answers; null: unsolicited
 * @param sessionId the session whose card it shows, if any
 * @param bookingId the booking it is about, if any
 * @param kind its content, for staff and statistics; at most 30 characters
 * @param createdAt when it was decided; the relay gives up 24 hours later
 */
public record OutboundMessage(
        UUID salonId,
        Realm realm,
        UUID customerId,
        @Nullable Long inboundId,
        @Nullable UUID sessionId,
        @Nullable UUID bookingId,
        String kind,
        InteractiveMessage content,
        Instant createdAt) {
    public static final int MAX_KIND = 30;

    public OutboundMessage {
        if (kind.isBlank() || kind.length() > MAX_KIND) {
            throw new IllegalArgumentException("kind must have 1 to " + MAX_KIND + " characters: " + kind);
        }
    }

    /** Returns the content in WhatsApp's form, without addressing. */
    public String payload() {
        return MessagePayload.of(content);
    }
}
