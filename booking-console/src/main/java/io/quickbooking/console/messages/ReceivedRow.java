package io.quickbooking.console.messages;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.messages.ReceivedMessage;
import io.quickbooking.core.customer.MaskedText;
import org.jspecify.annotations.Nullable;

/** A tap that was given up, as the list shows it. */
record ReceivedRow(
        long id,
        @Nullable String name,
        String phone,
        @Nullable String buttonId,
        String machineReceived,
        String received,
        String attempts,
        @Nullable String error,
        String seen) {
    static ReceivedRow of(ReceivedMessage message, Formats formats) {
        return new ReceivedRow(
                message.id(),
                message.name(),
                formats.maskedPhone(message.phone()),
                message.buttonId(),
                formats.machine(message.receivedAt()),
                formats.dayAndTime(message.receivedAt()),
                formats.number(message.attempts()),
                message.lastError() == null ? null : MaskedText.of(message.lastError()),
                seen(message));
    }

    /** Nothing tries one that was given up, but somebody who asks for it. */
    static String seen(ReceivedMessage message) {
        return message.attempts() + " " + message.handledAt();
    }
}
