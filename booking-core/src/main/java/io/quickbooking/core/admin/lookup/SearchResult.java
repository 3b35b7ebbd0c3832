package io.quickbooking.core.admin.lookup;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a search.
 *
 * @param exact the booking whose code was typed; then the search looks for nothing else
 * @param similar bookings whose codes differ by one typing error; a user has to choose
 * @param more whether more customers match
 */
public record SearchResult(
        @Nullable FoundBooking exact, List<FoundBooking> similar, List<FoundCustomer> customers, boolean more) {
    static final SearchResult NOTHING = new SearchResult(null, List.of(), List.of(), false);

    public SearchResult {
        similar = List.copyOf(similar);
        customers = List.copyOf(customers);
    }

    public Optional<FoundBooking> booking() {
        return Optional.ofNullable(exact);
    }

    public int size() {
        return (exact == null ? 0 : 1) + similar.size() + customers.size();
    }
}
