package io.quickbooking.core.conversation;

import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import java.util.OptionalLong;
import java.util.UUID;

/** Reads the facts that a promise relies on: the current catalogue of one master, locked until the transaction ends. */
final class LockedFacts {
    private final Catalog catalog;
    private final BookingWriter bookings;

    LockedFacts(Catalog catalog, BookingWriter bookings) {
        this.catalog = catalog;
        this.bookings = bookings;
    }

    /** @param cached the salon as the catalogue cache holds it; it is read again only if the master has changed since */
    Salon of(UUID masterId, Salon cached) {
        OptionalLong locked = bookings.lockMaster(cached.id(), masterId);
        boolean unchanged = locked.isPresent()
                && cached.masters().stream()
                        .anyMatch(master -> master.id().equals(masterId) && master.version() == locked.getAsLong());
        return unchanged ? cached : catalog.fresh(cached.id());
    }
}
