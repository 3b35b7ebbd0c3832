package io.quickbooking.core.measure;

import org.jspecify.annotations.Nullable;

/**
 * Follows a tap from its webhook to WhatsApp, across threads and nodes. Called while a tap is handled: no method may wait or
 * throw.
 *
 * <p>The tags of a step are the code of a booking, and texts with few distinct values. None identifies a person, and none
 * contains a message.
 */
public interface Traces {
    /** Traces nothing. */
    Traces NONE = new Traces() {};

    /** Begins a step on the calling thread: in the thread's current trace, else in a new one. */
    default Step begin(String name) {
        return Step.NONE;
    }

    /**
     * Begins a step of a trace that was carried here.
     *
     * @param carried the result of {@link #here()} at the origin; null or an unknown format begins a new trace
     */
    default Step resume(String name, @Nullable String carried) {
        return Step.NONE;
    }

    /** Like {@link #resume}, for a request to another system. */
    default Step request(String name, @Nullable String carried) {
        return Step.NONE;
    }

    /** Returns the calling thread's position as a W3C traceparent, to be carried elsewhere; null outside of a trace. */
    default @Nullable String here() {
        return null;
    }

    /** One step, until it is closed, on the thread that began it. Steps that begin before it is closed are its children. */
    interface Step extends AutoCloseable {
        /** A step of no trace. */
        Step NONE = new Step() {};

        /**
         * Adds a tag.
         *
         * @param value null adds none
         */
        default Step tell(String what, @Nullable Object value) {
            return this;
        }

        /**
         * Marks the step as failed. Only the kind of the failure is recorded, because messages of exceptions quote their input.
         */
        default void failed(Throwable failure) {}

        @Override
        default void close() {}
    }
}
