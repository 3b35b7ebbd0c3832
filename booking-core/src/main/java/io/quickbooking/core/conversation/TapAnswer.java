package io.quickbooking.core.conversation;

import io.quickbooking.core.message.InteractiveMessage;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a tap or a text.
 *
 * @param message the message that the customer receives; null: no answer
 * @param bookingCode the code of the booking that the tap made or repeated
 */
public record TapAnswer(
        TapOutcome outcome,
        @Nullable InteractiveMessage message,
        @Nullable String bookingCode) {}
