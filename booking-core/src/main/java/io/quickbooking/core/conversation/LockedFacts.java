package io.quickbooking.core.conversation;

import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import java.util.OptionalLong;
import java.util.UUID;

/** What a promise is made on: the catalogue as it stands, and stays until the transaction ends, as far as it concerns a master. */
final class LockedFacts {
    private final Catalog catalog;
    private final BookingWriter bookings;

    LockedFacts(Catalog catalog, BookingWriter bookings) {
        this.catalog = catalog;
        this.bookings = bookings;
    }

    /** @param kept the salon as the catalogue keeps it, which is read anew only where the master has changed since */
    Salon of(UUID masterId, Salon kept) {
        OptionalLong locked = bookings.lockMaster(kept.id(), masterId);
        boolean unchanged = locked.isPresent()
                && kept.masters().stream()
                        .anyMatch(master -> master.id().equals(masterId) && master.version() == locked.getAsLong());
        return unchanged ? kept : catalog.fresh(kept.id());
    }
}
