package io.quickbooking.core.webhook;

import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.webhook.WebhookPayload.IdentityChange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads changes of a person's number or user id: system messages, whose older form has the number in another property,
 * and the field {@code user_id_update}.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/system">System
 *     messages webhook reference</a>
 */
final class IdentityChanges {
    private IdentityChanges() {}

    static Optional<IdentityChange> ofSystemMessage(
            Envelope envelope, JsonNode message, @Nullable CustomerIdentity sender) {
        JsonNode system = message.path("system");
        String type = Json.text(system, "type");
        if (sender == null || type == null || !type.startsWith("user_changed_")) {
            return Optional.empty();
        }
        String phone = Json.text(system, "wa_id");
        return change(
                envelope,
                sender,
                phone != null ? phone : Json.text(system, "new_wa_id"),
                Json.text(system, "user_id"),
                message);
    }

    static Optional<IdentityChange> ofUserIdUpdate(Envelope envelope, JsonNode update) {
        return identity(Json.text(update, "wa_id"), Json.text(update.path("user_id"), "previous"))
                .flatMap(
                        before -> change(envelope, before, null, Json.text(update.path("user_id"), "current"), update));
    }

    private static Optional<IdentityChange> change(
            Envelope envelope,
            CustomerIdentity before,
            @Nullable String phone,
            @Nullable String userId,
            JsonNode event) {
        return identity(phone, userId)
                .map(after -> new IdentityChange(envelope.phoneNumberId(), before, after, envelope.timeOf(event)));
    }

    private static Optional<CustomerIdentity> identity(@Nullable String phone, @Nullable String userId) {
        String usablePhone = phone == null || phone.length() > CustomerIdentity.MAX_PHONE ? null : phone;
        String usableId = userId == null || userId.length() > CustomerIdentity.MAX_USER_ID ? null : userId;
        return usablePhone == null && usableId == null
                ? Optional.empty()
                : Optional.of(new CustomerIdentity(usablePhone, usableId));
    }
}
