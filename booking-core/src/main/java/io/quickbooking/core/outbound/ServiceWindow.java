package io.quickbooking.core.outbound;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The 24 hours after a customer's last message in which WhatsApp lets a salon write freely.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows">Customer
 *     service windows</a>
 */
public final class ServiceWindow {
    private static final Duration LENGTH = Duration.ofHours(24);

    private ServiceWindow() {}

    /** @param lastInboundAt null: unknown when the customer wrote last; then WhatsApp decides */
    public static boolean isClosed(@Nullable Instant lastInboundAt, Instant now) {
        return lastInboundAt != null && !now.isBefore(lastInboundAt.plus(LENGTH));
    }
}
