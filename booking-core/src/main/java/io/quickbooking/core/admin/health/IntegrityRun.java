package io.quickbooking.core.admin.health;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An audit that came to its end.
 *
 * @param askedBy who wanted it; null: it was time
 * @param findings one of each kind
 */
public record IntegrityRun(
        Instant startedAt, Instant finishedAt, @Nullable String askedBy, List<Finding> findings) {
    public IntegrityRun {
        findings = List.copyOf(findings);
    }

    /** @param found null: there was no answer */
    public record Finding(IntegrityKind kind, @Nullable Long found) {
        public boolean isClean() {
            return found != null && found == 0;
        }
    }

    public boolean isClean() {
        return findings.stream().allMatch(Finding::isClean);
    }
}
