package io.quickbooking.core.inbox;

import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Whether a message that has just arrived is to be handled now. */
public sealed interface Admission {

    /** Handles each case; a new one will not compile until every caller handles it. */
    <R> R fold(LongFunction<R> admitted, Supplier<R> queued, Supplier<R> duplicate);

    /** New, and the next of its sender: handle it in this transaction. */
    record Admitted(long id) implements Admission {
        @Override
        public <R> R fold(LongFunction<R> admitted, Supplier<R> queued, Supplier<R> duplicate) {
            return admitted.apply(id);
        }
    }

    /** New, but stored behind older messages of its sender. */
    record Queued() implements Admission {
        @Override
        public <R> R fold(LongFunction<R> admitted, Supplier<R> queued, Supplier<R> duplicate) {
            return queued.get();
        }
    }

    /** It came before; its effect has happened or will. */
    record Duplicate() implements Admission {
        @Override
        public <R> R fold(LongFunction<R> admitted, Supplier<R> queued, Supplier<R> duplicate) {
            return duplicate.get();
        }
    }
}
