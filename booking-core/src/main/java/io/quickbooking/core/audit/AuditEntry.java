package io.quickbooking.core.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing somebody did.
 *
 * @param salonId null: it concerns no single salon
 * @param subject what it was done to: a booking's code, a customer's id, a user's name
 * @param details what else is worth knowing; never a phone number or a message
 */
public record AuditEntry(
        long id,
        Instant at,
        String username,
        AuditedAct act,
        @Nullable UUID salonId,
        @Nullable String subject,
        Map<String, String> details) {
    public AuditEntry {
        details = Map.copyOf(details);
    }
}
