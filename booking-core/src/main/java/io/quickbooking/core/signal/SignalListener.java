package io.quickbooking.core.signal;

import java.util.Set;
import java.util.UUID;

/** Receives changes after the commit, on the thread that committed: it must return at once. */
public interface SignalListener {
    void changed(UUID salonId, Set<Topic> topics);

    /** Reports that anything of any salon may have changed on another node. */
    default void missed() {}
}
