package io.quickbooking.core.conversation;

import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.database.Transactions;
import java.util.function.Function;

/**
 * Searches free times to offer. It uses the replica only if that has everything the customer was told, so that a slot
 * the customer has just lost is not offered again.
 */
final class OfferSearch {
    private final AvailabilityService availability;
    private final Transactions transactions;
    private final Customers customers;

    OfferSearch(AvailabilityService availability, Transactions transactions, Customers customers) {
        this.availability = availability;
        this.transactions = transactions;
        this.customers = customers;
    }

    <T> T find(TapContext tap, Function<AvailabilityService, T> search) {
        return transactions.readIf(() -> customers.isAsLocked(tap.customer()), () -> search.apply(availability));
    }
}
