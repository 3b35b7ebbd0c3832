package io.quickbooking.core.inbox;

import io.quickbooking.core.customer.CustomerIdentity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message of a customer to a salon's number, as far as the product understands it.
 *
 * @param phoneNumberId the number that received it
 * @param messageId WhatsApp's wamid
 * @param sender null when the message names no sender that can be answered
 * @param profileName the sender's profile name at WhatsApp; without control characters, at most 100 characters
 * @param kind {@code tap} for a reply button, a list row or a template's quick reply; else WhatsApp's type
 * @param buttonId the id of the tapped button, at most 256 characters; present exactly for taps
 * @param sentAt when the customer sent it by WhatsApp's clock
 * @param payload the message as received, JSON
 */
public record InboundMessage(
        String phoneNumberId,
        String messageId,
        @Nullable CustomerIdentity sender,
        @Nullable String profileName,
        String kind,
        @Nullable String buttonId,
        Instant sentAt,
        String payload) {
    public static final String TAP = "tap";

    /** Returns whether it is a tap or a text of a sender who can be answered. */
    public boolean isAnswerable() {
        return sender != null && (buttonId != null || WrittenWords.isText(kind));
    }

    /** Returns the customer's text; null: it is not a text. */
    public @Nullable String words() {
        return WrittenWords.of(kind, payload);
    }
}
