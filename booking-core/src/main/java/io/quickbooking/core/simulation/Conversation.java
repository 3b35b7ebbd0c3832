package io.quickbooking.core.simulation;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The screen of a run's customer, the oldest message first, and the steps that led to it.
 *
 * @param steps the steps of the run, the oldest first
 */
public record Conversation(SimulationRun run, List<Bubble> bubbles, List<SimulationStep> steps) {
    public Conversation {
        bubbles = List.copyOf(bubbles);
        steps = List.copyOf(steps);
    }

    /** One message of the conversation: either the customer's or ours. */
    public sealed interface Bubble {
        /** Applies the function of this case. */
        default <R> R match(Function<Own, R> own, Function<Reply, R> reply) {
            if (this instanceof Own it) {
                return own.apply(it);
            }
            if (this instanceof Reply it) {
                return reply.apply(it);
            }
            throw new AssertionError(this);
        }

        Instant at();
    }

    /** An act of the customer. */
    public record Own(SimulationStep step) implements Bubble {
        @Override
        public Instant at() {
            return step.madeAt();
        }
    }

    /**
     * A reply of ours.
     *
     * @param answersTo message id of the step that it answers; null if it began the conversation
     * @param payload the message object, JSON
     * @param errorCode Meta's, of a message that was rejected
     */
    public record Reply(
            long id,
            @Nullable String answersTo,
            PhoneMessage message,
            String payload,
            Receipt receipt,
            @Nullable Integer errorCode,
            @Nullable String error,
            Instant at)
            implements Bubble {
        public enum Receipt {
            SENT,
            DELIVERED,
            READ,
            FAILED
        }
    }
}
