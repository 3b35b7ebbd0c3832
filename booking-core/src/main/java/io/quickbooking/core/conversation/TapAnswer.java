package io.quickbooking.core.conversation;

import io.quickbooking.core.message.InteractiveMessage;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a tap or a text.
 *
 * @param message what the customer receives; null: it is not answered
 * @param bookingCode of the booking that the tap made or repeated
 */
public record TapAnswer(
        TapOutcome outcome,
        @Nullable InteractiveMessage message,
        @Nullable String bookingCode) {}
