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
 * A booking with everything that its page shows.
 *
 * @param service the service's name when it was booked
 * @param customerPhone as WhatsApp sent it; never shown in full unless a user requests it
 * @param lastInboundAt when the customer last wrote; null for never
 * @param customerOptedOut whether they want no messages except answers
 * @param madeBy user who made it for the customer; null if the customer did
 * @param startTs moment at which the salon's clock shows the time that the customer was notified of
 * @param disagreeing whether another moment is booked, because the rules of the zone have changed since
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

    /** Returns the session in which the booking was made. */
    public Optional<UUID> sessionId() {
        return Optional.ofNullable(sessionToken).flatMap(SelectionToken::parse).map(SelectionToken::sessionId);
    }

    /** Returns whether WhatsApp lets the salon write to the customer freely and the customer has not opted out. */
    public boolean customerCanBeMessaged(Instant now) {
        return !customerOptedOut
                && (customerPhone != null || customerUserId != null)
                && lastInboundAt != null
                && !ServiceWindow.isClosed(lastInboundAt, now);
    }
}
