package io.quickbooking.core.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out which attempt at a change has committed. When a connection breaks during COMMIT, its outcome is unknown, and the
 * retry would take the attempt's own change for another user's. Each attempt therefore registers the audit line that it wrote:
 * the line exists if and only if that attempt has committed.
 *
 * @param <T> the outcome of an attempt
 */
public final class CommitProbe<T> {
    private final Map<Long, T> outcomes = new HashMap<>();

    /** @param auditLine the id that {@link AuditLog#add} has returned in the same transaction */
    public void register(long auditLine, T outcome) {
        outcomes.put(auditLine, outcome);
    }

    /** Returns the outcome of the attempt that has committed; empty if none has. */
    public Optional<T> committed(AuditLog audit) {
        return outcomes.entrySet().stream()
                .filter(outcome -> audit.isWritten(outcome.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
