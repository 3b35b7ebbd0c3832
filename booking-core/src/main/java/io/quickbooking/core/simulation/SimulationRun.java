package io.quickbooking.core.simulation;

import io.quickbooking.core.customer.CustomerIdentity;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A simulated customer and their conversation.
 *
 * @param phone a fictional one, digits without {@code +}; null if known by user id alone
 * @param language BCP 47
 * @param faults faults of the messages to come
 * @param receipt the state that replies reach
 * @param usedAt when the run was last used; it is removed a day later
 */
public record SimulationRun(
        UUID id,
        UUID salonId,
        String startedBy,
        String name,
        @Nullable String phone,
        String userId,
        String language,
        UUID serviceId,
        Set<Fault> faults,
        MessageReceipt receipt,
        Instant startedAt,
        Instant usedAt) {
    public SimulationRun {
        faults = Set.copyOf(faults);
    }

    CustomerIdentity identity() {
        return new CustomerIdentity(phone, userId);
    }
}
