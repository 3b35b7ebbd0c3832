package io.quickbooking.core.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which lines of the audit log are meant; null: any. Times are {@code [from, until)}. */
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
