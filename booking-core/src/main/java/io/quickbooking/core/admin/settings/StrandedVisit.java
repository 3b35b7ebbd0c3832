package io.quickbooking.core.admin.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A booking that an edit of the catalogue would leave without somebody, some time or some service to honour it. */
public record StrandedVisit(
        String bookingCode,
        Instant start,
        Instant end,
        String masterName,
        String service,
        @Nullable String customerName,
        Reason reason) {

    /** What would be missing. */
    public enum Reason {
        SALON_INACTIVE,
        MASTER_INACTIVE,
        SERVICE_INACTIVE,
        SERVICE_NOT_PERFORMED,
        OUTSIDE_HOURS
    }
}
