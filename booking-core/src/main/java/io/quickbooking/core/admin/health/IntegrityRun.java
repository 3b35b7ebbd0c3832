package io.quickbooking.core.admin.health;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished audit.
 *
 * @param askedBy the user who requested it; null if it was scheduled
 * @param findings one of each kind
 */
public record IntegrityRun(
        Instant startedAt, Instant finishedAt, @Nullable String askedBy, List<Finding> findings) {
    public IntegrityRun {
        findings = List.copyOf(findings);
    }

    /**
     * A finding.
     *
     * @param found null if the query failed
     */
    public record Finding(IntegrityKind kind, @Nullable Long found) {
        public boolean isClean() {
            return found != null && found == 0;
        }
    }

    public boolean isClean() {
        return findings.stream().allMatch(Finding::isClean);
    }
}
