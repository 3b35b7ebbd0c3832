package io.quickbooking.core.admin.messages;

import java.util.function.Function;
import java.util.function.Supplier;

/** What became of sending a message again. */
public sealed interface Resending {

    /** Handles each case; a new one will not compile until every caller handles it. */
    <R> R fold(Supplier<R> waiting, Function<Refused, R> refused, Supplier<R> tooLate);

    /** It waits to be sent. */
    record Waiting() implements Resending {
        @Override
        public <R> R fold(Supplier<R> waiting, Function<Refused, R> refused, Supplier<R> tooLate) {
            return waiting.get();
        }
    }

    /** Not done: what it says does not hold any more. */
    record Refused(Outdated reason) implements Resending {
        @Override
        public <R> R fold(Supplier<R> waiting, Function<Refused, R> refused, Supplier<R> tooLate) {
            return refused.apply(this);
        }
    }

    /** Not done: it has not failed, or not any more. */
    record TooLate() implements Resending {
        @Override
        public <R> R fold(Supplier<R> waiting, Function<Refused, R> refused, Supplier<R> tooLate) {
            return tooLate.get();
        }
    }
}
