package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Describes the free slots to search.
 *
 * @param from the earliest start
 * @param customerId the customer who asks; slots held by others come last. Null: no particular customer
 * @param limit how many at most
 */
public record SlotQuery(
        Salon salon,
        Service service,
        Instant from,
        @Nullable UUID customerId,
        Realm realm,
        int limit,
        Instant now) {
    public SlotQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, is " + limit);
        }
    }

    SlotQuery withLimit(int newLimit) {
        return new SlotQuery(salon, service, from, customerId, realm, newLimit, now);
    }
}
