package io.quickbooking.core.analytics;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One tap or text with its one outcome.
 *
 * @param kind {@code slot_selection}, {@code booking_confirmation} and so on, {@code text} or {@code unknown}
 * @param buttonId for a text, its recognized meaning; never the text itself
 * @param outcome in lower case
 * @param reason why a slot was refused, in lower case
 * @param inboundId the message of the tap; no two events share one
 * @param attempts the number of attempts on the database
 * @param tappedAt by the customer's clock, as WhatsApp reports it
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
