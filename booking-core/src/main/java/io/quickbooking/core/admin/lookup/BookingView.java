package io.quickbooking.core.admin.lookup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A booking with the names of everything it refers to.
 *
 * @param timeZone of the salon
 * @param price in minor units of {@code currency}
 */
public record BookingView(
        String bookingCode,
        String salonCode,
        String salonName,
        String timeZone,
        @Nullable String customerPhone,
        @Nullable String customerUserId,
        @Nullable String customerName,
        String masterCode,
        String masterName,
        String serviceCode,
        String service,
        Instant startTs,
        Instant endTs,
        String status,
        long price,
        String currency,
        Instant createdAt) {}
