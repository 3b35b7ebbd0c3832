package io.quickbooking.core.admin.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A booking that lacks a master, a time or a service after an edit of the catalogue. */
public record StrandedVisit(
        String bookingCode,
        Instant start,
        Instant end,
        String masterName,
        String service,
        @Nullable String customerName,
        Reason reason) {

    /** The reason why it is affected. */
    public enum Reason {
        SALON_INACTIVE,
        MASTER_INACTIVE,
        SERVICE_INACTIVE,
        SERVICE_NOT_PERFORMED,
        OUTSIDE_HOURS
    }
}
