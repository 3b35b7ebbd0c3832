package io.quickbooking.core.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A filter for lines of the audit log; null matches any value. Times are {@code [from, until)}. */
public record AuditFilter(
        @Nullable String username,
        @Nullable AuditedAct act,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant until) {
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);

    @Nullable
    String actCode() {
        return act == null ? null : act.code();
    }
}
