package io.quickbooking.core.simulation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run and its result.
 *
 * @param messageId WhatsApp's; null if it was not a message
 * @param body the webhook that delivered it, JSON
 * @param words the customer's text or the label of the tapped button
 * @param late whether its timestamp is long past
 * @param deliveredAt null if it is held back, or if there is nothing to deliver
 * @param took to handle it; null if nothing was delivered
 * @param outcome as in the ledger of taps; null if it was not a tap, or if it waits
 * @param stateBefore the customer's session and bookings, JSON
 */
public record SimulationStep(
        long id,
        Kind kind,
        @Nullable String messageId,
        @Nullable String body,
        String words,
        boolean late,
        Instant madeAt,
        @Nullable Instant deliveredAt,
        @Nullable Duration took,
        @Nullable String outcome,
        @Nullable String error,
        @Nullable String stateBefore,
        @Nullable String stateAfter) {
    public enum Kind {
        TAP,
        TEXT,
        /** A redelivery of a message. */
        REPEAT,
        /** The session expired. */
        CLOCK
    }

    public boolean isHeld() {
        return body != null && deliveredAt == null;
    }

    /** Returns a command that delivers the same webhook to a running application, where it would be a real tap. */
    public @Nullable String curl() {
        return body == null ? null : CurlCommand.of(body);
    }
}
