package io.quickbooking.core.inbox;

import java.util.function.Function;

/** Says whether a message that has just arrived is to be handled now. */
public sealed interface Admission {

    /** Applies the function of this case. */
    default <R> R match(Function<Admitted, R> admitted, Function<Queued, R> queued, Function<Duplicate, R> duplicate) {
        if (this instanceof Admitted it) {
            return admitted.apply(it);
        }
        if (this instanceof Queued it) {
            return queued.apply(it);
        }
        if (this instanceof Duplicate it) {
            return duplicate.apply(it);
        }
        throw new AssertionError(this);
    }

    /** The message is new and the next of its sender: it is handled in this transaction. */
    record Admitted(long id) implements Admission {}

    /** The message is new, and stored behind older messages of its sender. */
    record Queued() implements Admission {}

    /** The message has arrived before; its effect has happened or will. */
    record Duplicate() implements Admission {}
}
