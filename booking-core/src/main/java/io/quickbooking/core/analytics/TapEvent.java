package io.quickbooking.core.analytics;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One tap or text and the one outcome it came to.
 *
 * @param kind {@code slot_selection}, {@code booking_confirmation} and so on, {@code text} or {@code unknown}
 * @param buttonId of a text, what it was understood as; never what was written
 * @param outcome what it came to, in lower case
 * @param reason why a slot was refused, in lower case
 * @param inboundId the message that brought the tap; no two events share one
 * @param attempts how often the database was tried
 * @param tappedAt by the customer's clock, as WhatsApp tells it
 * @param decidedAt when the answer was decided; {@code outbound_messages.sent_at} says when WhatsApp had it
 */
public record TapEvent(
        UUID salonId,
        Realm realm,
        String kind,
        String buttonId,
        UUID customerId,
        @Nullable UUID sessionId,
        @Nullable UUID masterId,
        @Nullable UUID serviceId,
        @Nullable Instant slotStart,
        String outcome,
        @Nullable String reason,
        @Nullable UUID bookingId,
        long inboundId,
        int attempts,
        Instant tappedAt,
        Instant receivedAt,
        Instant decidedAt) {}
