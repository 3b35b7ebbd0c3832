package io.quickbooking.core.outbound;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * WhatsApp's status of a sent message.
 *
 * @param phoneNumberId the number from which it was sent
 * @param wamid WhatsApp's id of the message
 * @param callbackData the value sent in {@code biz_opaque_callback_data}, if it was returned
 * @param error Meta's title and details, for failed messages
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status">Status
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

    /** The states in the order in which a message passes through them; a message never goes back. */
    public enum Status {
        SENT,
        DELIVERED,
        READ,
        FAILED
    }
}
