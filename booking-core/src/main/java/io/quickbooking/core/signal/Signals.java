package io.quickbooking.core.signal;

import io.quickbooking.core.database.AfterCommit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies the listeners of a salon that something has changed, but not what: the database is authoritative. A signal
 * may come without a change and, when a process dies at the wrong moment, a change without a signal.
 */
public final class Signals {
    private static final Logger log = LoggerFactory.getLogger(Signals.class);

    private final List<SignalListener> listeners = new CopyOnWriteArrayList<>();

    public void addListener(SignalListener listener) {
        listeners.add(listener);
    }

    public void removeListener(SignalListener listener) {
        listeners.remove(listener);
    }

    /**
     * Notifies the listeners: within a transaction after its commit, and not at all if it is rolled back; else now.
     * Never blocks for long and never throws, so that a listener cannot make the change itself fail.
     */
    public void publish(UUID salonId, Topic first, Topic... others) {
        publish(salonId, EnumSet.of(first, others));
    }

    public void publish(UUID salonId, Set<Topic> topics) {
        if (listeners.isEmpty() || topics.isEmpty()) {
            return;
        }
        Set<Topic> changed = EnumSet.copyOf(topics);
        AfterCommit.run(() -> tell(salonId, changed));
    }

    /** Notifies the listeners on this node of a change on another node, except the one that received it. */
    void received(UUID salonId, Set<Topic> topics, SignalListener by) {
        each(listener -> {
            if (listener != by) {
                listener.changed(salonId, topics);
            }
        });
    }

    /** Notifies the listeners that they may have missed changes of other nodes. */
    void missed() {
        each(SignalListener::missed);
    }

    private void tell(UUID salonId, Set<Topic> topics) {
        each(listener -> listener.changed(salonId, topics));
    }

    private void each(Consumer<SignalListener> word) {
        for (SignalListener listener : listeners) {
            try {
                word.accept(listener);
            } catch (RuntimeException mistake) {
                log.error("Change listener failed, the other listeners are still notified", mistake);
            }
        }
    }
}
