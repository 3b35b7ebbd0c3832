package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.booking.Booking.Status;
import io.quickbooking.core.outbound.ServiceWindow;
import io.quickbooking.core.session.SelectionToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking with all that its page shows of it.
 *
 * @param service the service's name when it was booked
 * @param customerPhone as WhatsApp sent it; never shown whole without asking
 * @param lastInboundAt when the customer last wrote; null: never
 * @param customerOptedOut whether they asked for nothing but answers
 * @param madeBy who made it for the customer; null: the customer
 * @param startTs when the salon's clock shows what the customer was told
 * @param disagreeing whether another moment is booked, because the rules of the zone changed since
 * @param price in minor units of {@code currency}
 */
public record BookingDetails(
        UUID id,
        String bookingCode,
        UUID salonId,
        long version,
        Status status,
        Instant startTs,
        Instant endTs,
        UUID serviceId,
        String service,
        UUID masterId,
        String masterName,
        long price,
        String currency,
        UUID customerId,
        @Nullable String customerName,
        @Nullable String customerPhone,
        @Nullable String customerUserId,
        @Nullable String customerLanguage,
        @Nullable Instant lastInboundAt,
        boolean customerOptedOut,
        @Nullable String sessionToken,
        @Nullable String madeBy,
        Instant createdAt,
        boolean disagreeing) {

    public Duration duration() {
        return Duration.between(startTs, endTs);
    }

    /** The session in which it was tapped together. */
    public Optional<UUID> sessionId() {
        return Optional.ofNullable(sessionToken).flatMap(SelectionToken::parse).map(SelectionToken::sessionId);
    }

    /** Whether WhatsApp lets the salon write to the customer freely, and the customer too. */
    public boolean customerCanBeMessaged(Instant now) {
        return !customerOptedOut
                && (customerPhone != null || customerUserId != null)
                && lastInboundAt != null
                && !ServiceWindow.isClosed(lastInboundAt, now);
    }
}
