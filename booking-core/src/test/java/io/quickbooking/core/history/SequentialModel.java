package io.quickbooking.core.history;

import java.util.List;

/** What something would be if everything that is done to it were done one after another. */
interface SequentialModel<S, O> {
    S initial();

    /** What the state can be after an operation with the answer it was given; nothing when it cannot be answered so. */
    List<S> after(S state, O operation);

    /** Whether an operation with this answer changes no state whatever. */
    boolean isLook(O operation);
}
