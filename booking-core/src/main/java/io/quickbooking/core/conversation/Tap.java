package io.quickbooking.core.conversation;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.inbox.ReceivedText;
import io.quickbooking.core.inbox.WaitingSender;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tapped button or a written text.
 *
 * @param message the received message, with the id under which it takes effect once
 * @param language BCP 47; null: the language the customer wrote in before, else the salon's
 */
public record Tap(
        UUID salonId,
        Realm realm,
        InboundMessage message,
        @Nullable String language,
        Instant receivedAt) {
    private static final int MAX_BUTTON_ID = 256;
    private static final int MAX_LANGUAGE = 35;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Tap {
        if (!message.isAnswerable()) {
            throw new IllegalArgumentException(
                    "message " + message.messageId() + " is neither a tap nor a text of a known sender");
        }
    }

    WaitingSender sender() {
        CustomerIdentity identity = Objects.requireNonNull(message.sender());
        return new WaitingSender(salonId, realm, identity.phone(), identity.userId());
    }

    /** Returns a tap that WhatsApp delivered to a salon's number. */
    public static Tap delivered(Salon salon, InboundMessage message, Instant receivedAt) {
        return new Tap(salon.id(), Realm.LIVE, message, null, receivedAt);
    }

    /** Returns a tap made by a host program on behalf of a customer. Each call is a separate tap. */
    public static Tap by(
            CustomerIdentity customer,
            Salon salon,
            String buttonId,
            @Nullable String name,
            @Nullable String language,
            Instant now) {
        InboundMessage message = new InboundMessage(
                salon.phoneNumberId(),
                "api." + UUID.randomUUID(),
                customer,
                name == null ? null : ReceivedText.profileName(name),
                InboundMessage.TAP,
                ReceivedText.cut(ReceivedText.printable(buttonId), MAX_BUTTON_ID),
                now,
                JSON.writeValueAsString(Map.of("customer", customer.sender(), "buttonId", buttonId)));
        return new Tap(
                salon.id(),
                Realm.LIVE,
                message,
                language == null ? null : ReceivedText.cut(ReceivedText.printable(language), MAX_LANGUAGE),
                now);
    }
}
