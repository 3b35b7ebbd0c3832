package io.quickbooking.core.admin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the attempts at one act would have come to. When a connection breaks during COMMIT, nobody hears whether it took effect,
 * and the next attempt meets what its own act has changed: it would be refused as somebody else's.
 */
final class Trace<T> {
    private final Map<Long, T> outcomes = new HashMap<>();

    /** @param auditLine written in the same transaction */
    void left(long auditLine, T outcome) {
        outcomes.put(auditLine, outcome);
    }

    /** What the attempt came to that took effect after all; empty: none has. */
    Optional<T> found(AuditLog audit) {
        return outcomes.entrySet().stream()
                .filter(outcome -> audit.isWritten(outcome.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
