package io.quickbooking.core.conversation;

import io.quickbooking.core.message.InteractiveMessage;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a tap.
 *
 * @param message what the customer receives
 * @param bookingCode of the booking that the tap made or repeated
 */
public record TapAnswer(
        TapOutcome outcome,
        InteractiveMessage message,
        @Nullable String bookingCode) {}
