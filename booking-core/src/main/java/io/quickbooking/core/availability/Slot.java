package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Service;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * A stretch of a master's time for one service.
 *
 * @param start on the wall clock of the salon
 */
public record Slot(Master master, Service service, ZonedDateTime start) {
    public Instant from() {
        return start.toInstant();
    }

    /** When the service ends; its length does not change with the clock. */
    public Instant until() {
        return from().plus(service.duration());
    }

    /** From when on no other visit of the master may be, see {@link Service#bufferBefore()}. */
    public Instant busyFrom() {
        return from().minus(service.bufferBefore());
    }

    /** Until when no other visit of the master may be. */
    public Instant busyUntil() {
        return until().plus(service.bufferAfter());
    }
}
