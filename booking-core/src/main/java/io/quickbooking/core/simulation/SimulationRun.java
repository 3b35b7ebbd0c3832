package io.quickbooking.core.simulation;

import io.quickbooking.core.customer.CustomerIdentity;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer who is played by somebody.
 *
 * @param phone a fictional one, digits without {@code +}; null: known by user id alone
 * @param language BCP 47
 * @param faults what goes wrong with the messages to come
 * @param receipt how far replies get
 * @param usedAt when something was last done in it; a day later it is removed
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
