package io.quickbooking.core.admin.lookup;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param exact the booking whose code was typed; then nothing else is looked for
 * @param similar bookings whose codes are one typing slip away; it takes a person to say which was meant
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
