package io.quickbooking.core.simulation;

import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.database.Mappers;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Removes the rows of simulated customers from the tables that real ones use, in the caller's transaction. */
final class SimulatedRows {
    private final SimulatedRowsMapper mapper;
    private final BookingWriter bookings;

    SimulatedRows(Mappers mappers, BookingWriter bookings) {
        this.mapper = mappers.get(SimulatedRowsMapper.class);
        this.bookings = bookings;
    }

    /**
     * Removes the rows of customers.
     *
     * @param userIds of the customers; real customers and their rows remain
     */
    void remove(UUID salonId, Collection<String> userIds) {
        String[] users = userIds.toArray(String[]::new);
        removeCustomers(salonId, mapper.lock(salonId, users));
        mapper.deleteInboundMessages(salonId, users);
    }

    void removeCustomers(UUID salonId, List<UUID> customerIds) {
        String[] ids = customerIds.stream().map(UUID::toString).toArray(String[]::new);
        mapper.deleteTapEvents(salonId, ids);
        mapper.deleteOutboundMessages(salonId, ids);
        bookings.removeSimulated(salonId, customerIds);
        mapper.deleteSessions(salonId, ids);
        mapper.deleteCustomers(salonId, ids);
    }

    /** Releases the slots that are held for a customer whose session ends. */
    void releaseHolds(Customer customer) {
        bookings.release(customer.salonId(), customer.id());
    }
}
