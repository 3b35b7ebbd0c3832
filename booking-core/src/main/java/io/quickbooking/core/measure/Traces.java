package io.quickbooking.core.measure;

import org.jspecify.annotations.Nullable;

/**
 * Follows a tap from its webhook to WhatsApp, across threads and nodes, for who traces. Called on the way of a tap: nothing here
 * may wait or throw.
 *
 * <p>What is told of a step is the code of a booking, and words of which there are few. Nothing says who, and nothing that was
 * written.
 */
public interface Traces {
    /** Nobody traces. */
    Traces NONE = new Traces() {};

    /** Begins a step on the calling thread: of the trace that the thread is in, else of a new one. */
    default Step begin(String name) {
        return Step.NONE;
    }

    /**
     * Begins a step of a trace that was carried here.
     *
     * @param carried what {@link #here()} said there; null or not to be understood: a new trace
     */
    default Step resume(String name, @Nullable String carried) {
        return Step.NONE;
    }

    /** Like {@link #resume}, of a request to somebody else. */
    default Step request(String name, @Nullable String carried) {
        return Step.NONE;
    }

    /** Where the calling thread is, to be carried elsewhere: a W3C traceparent. Null: in no trace. */
    default @Nullable String here() {
        return null;
    }

    /** One step, until it is closed, on the thread that began it. Those that begin meanwhile are parts of it. */
    interface Step extends AutoCloseable {
        /** Of no trace. */
        Step NONE = new Step() {};

        /** @param value null: not told */
        default Step tell(String what, @Nullable Object value) {
            return this;
        }

        /** It came to nothing. Only the kind of the failure is told: messages of exceptions quote what was given. */
        default void failed(Throwable failure) {}

        @Override
        default void close() {}
    }
}
