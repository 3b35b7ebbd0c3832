package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Service;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * A part of a master's time for one service.
 *
 * @param start on the wall clock of the salon
 */
public record Slot(Master master, Service service, ZonedDateTime start) {
    public Instant from() {
        return start.toInstant();
    }

    /** Returns the end of the service; its length does not change with the clock. */
    public Instant until() {
        return from().plus(service.duration());
    }

    /**
     * Returns the start of the time that no other visit of the master may touch, see {@link Service#bufferBefore()}.
     */
    public Instant busyFrom() {
        return from().minus(service.bufferBefore());
    }

    /** Returns the end of the time that no other visit of the master may touch. */
    public Instant busyUntil() {
        return until().plus(service.bufferAfter());
    }
}
