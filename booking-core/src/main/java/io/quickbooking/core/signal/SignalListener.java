package io.quickbooking.core.signal;

import java.util.Set;
import java.util.UUID;

/** Is told after the commit, on the thread that committed: it must return at once. */
public interface SignalListener {
    void changed(UUID salonId, Set<Topic> topics);

    /** Anything of any salon may have changed on another node. */
    default void missed() {}
}
