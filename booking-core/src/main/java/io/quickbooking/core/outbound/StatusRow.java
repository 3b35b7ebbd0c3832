package io.quickbooking.core.outbound;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A status as a parameter of the statement, with this product's id of the message if WhatsApp repeated it. */
record StatusRow(
        String phoneNumberId,
        @Nullable Long messageId,
        String wamid,
        StatusUpdate.Status status,
        Instant at,
        @Nullable Integer errorCode,
        @Nullable String error) {
    static StatusRow of(StatusUpdate update) {
        return new StatusRow(
                update.phoneNumberId(),
                CallbackData.id(update.callbackData()),
                update.wamid(),
                update.status(),
                update.at(),
                update.errorCode(),
                ErrorText.error(update.error()));
    }
}
