package io.quickbooking.core.simulation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done in a run, and what came of it.
 *
 * @param messageId WhatsApp's; null: it was no message
 * @param body the webhook that delivered it, JSON
 * @param words what the customer tapped or wrote
 * @param late whether it carries a time long past
 * @param deliveredAt null: held back, or nothing to deliver
 * @param took to handle it; null: nothing was delivered
 * @param outcome as in the ledger of taps; null: it was no tap, or it waits
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
        /** A message that was delivered before. */
        REPEAT,
        /** The session ran out. */
        CLOCK
    }

    public boolean isHeld() {
        return body != null && deliveredAt == null;
    }

    /** A command that delivers the same to a running application, where it would be a real tap. */
    public @Nullable String curl() {
        return body == null ? null : CurlCommand.of(body);
    }
}
