package io.quickbooking.core.admin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface CatalogDeskMapper {
    /**
     * Bounded by the salons' horizons; the limit is for bookings that somebody wrote by hand.
     *
     * @param salonIds UUIDs; MyBatis passes arrays of no such type
     */
    @Select("""
            SELECT b.salon_id, b.booking_code, b.master_id, b.service_id, m.name AS master_name, b.service,
                   b.customer_name, b.start_ts, b.end_ts
            FROM bookings b
            JOIN masters m ON m.id = b.master_id
            WHERE b.salon_id = ANY (CAST(#{salonIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
              AND b.realm = 'LIVE'
              AND b.status = 'CONFIRMED'
              AND b.start_ts > #{now}
            ORDER BY b.start_ts, b.booking_code
            LIMIT 100000
            """)
    List<FutureVisit> futureVisits(String[] salonIds, Instant now);

    record FutureVisit(
            UUID salonId,
            String bookingCode,
            UUID masterId,
            UUID serviceId,
            String masterName,
            String service,
            @Nullable String customerName,
            Instant startTs,
            Instant endTs) {}
}
