package io.quickbooking.core.outbound;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What WhatsApp says became of a message that we sent.
 *
 * @param phoneNumberId the number from which it was sent
 * @param wamid WhatsApp's id of the message
 * @param callbackData what we put into {@code biz_opaque_callback_data} when sending, if it came back
 * @param error Meta's title and details, for failed messages
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status">Status
 *     messages webhook reference</a>
 */
public record StatusUpdate(
        String phoneNumberId,
        String wamid,
        @Nullable String callbackData,
        Status status,
        Instant at,
        @Nullable Integer errorCode,
        @Nullable String error) {

    /** In the order in which a message passes through them; a message never goes back. */
    public enum Status {
        SENT,
        DELIVERED,
        READ,
        FAILED
    }
}
