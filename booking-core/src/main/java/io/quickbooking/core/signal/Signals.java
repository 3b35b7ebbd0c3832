package io.quickbooking.core.signal;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells who shows a salon that something of it has changed, not what: the database has the truth. A signal may come
 * without a change and, when a process dies at the wrong moment, a change without a signal.
 */
public final class Signals {
    private final List<SignalListener> listeners = new CopyOnWriteArrayList<>();

    public void addListener(SignalListener listener) {
        listeners.add(listener);
    }

    public void removeListener(SignalListener listener) {
        listeners.remove(listener);
    }

    /** To be called after the commit. Never blocks for long. */
    public void publish(UUID salonId, Topic first, Topic... others) {
        Set<Topic> topics = EnumSet.of(first, others);
        listeners.forEach(listener -> listener.changed(salonId, topics));
    }
}
