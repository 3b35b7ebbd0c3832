package io.quickbooking.core.admin.messages;

import java.util.function.Function;

/** The result of sending a message again. */
public sealed interface Resending {

    /** Applies the function of this case. */
    default <R> R match(Function<Waiting, R> waiting, Function<Refused, R> refused, Function<TooLate, R> tooLate) {
        if (this instanceof Waiting it) {
            return waiting.apply(it);
        }
        if (this instanceof Refused it) {
            return refused.apply(it);
        }
        if (this instanceof TooLate it) {
            return tooLate.apply(it);
        }
        throw new AssertionError(this);
    }

    /** The message waits to be sent. */
    record Waiting() implements Resending {}

    /** The message is no longer true and was not sent again. */
    record Refused(Outdated reason) implements Resending {}

    /** The message has not failed, or no longer, and was not sent again. */
    record TooLate() implements Resending {}
}
