package io.quickbooking.core.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's act, as a line of the audit log.
 *
 * @param salonId null if it concerns no single salon
 * @param subject the affected object: a booking's code, a customer's id, a user's name
 * @param details further facts; never a phone number or a message
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
