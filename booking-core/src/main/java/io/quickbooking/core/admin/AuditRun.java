package io.quickbooking.core.admin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An audit that came to its end.
 *
 * @param askedBy who wanted it; null: it was time
 * @param findings one of each kind
 */
public record AuditRun(
        Instant startedAt, Instant finishedAt, @Nullable String askedBy, List<Finding> findings) {
    public AuditRun {
        findings = List.copyOf(findings);
    }

    /** @param found null: there was no answer */
    public record Finding(AuditKind kind, @Nullable Long found) {
        public boolean isClean() {
            return found != null && found == 0;
        }
    }

    public boolean isClean() {
        return findings.stream().allMatch(Finding::isClean);
    }
}
