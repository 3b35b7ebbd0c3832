package io.quickbooking.core.admin.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface CatalogDeskMapper {
    /**
     * Finds future visits. The salons' horizons bound them; the limit is for bookings that were written by hand.
     *
     * @param salonIds UUIDs as text; MyBatis passes no arrays of UUIDs
     */
    @Select("""
            SELECT b.salon_id, b.booking_code, b.master_id, b.service_id, m.name AS master_name, b.service,
                   b.customer_name, COALESCE(b.wall_ts, b.start_ts) AS start_ts,
                   b.end_ts + (COALESCE(b.wall_ts, b.start_ts) - b.start_ts) AS end_ts
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

    /** Returns those of the salons that have a future visit or hold, or one that has just begun. */
    @Select("""
            SELECT s.id
            FROM salons s
            WHERE s.id = ANY (CAST(#{salonIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
              AND EXISTS (
                SELECT 1
                FROM bookings b
                WHERE b.salon_id = s.id
                  AND b.start_ts > CAST(#{now} AS timestamptz) - INTERVAL '24 hours')
            ORDER BY s.name, s.code
            """)
    List<UUID> withVisits(String[] salonIds, Instant now);

    /** Returns those future bookings whose customers can be written to and have not opted out. */
    @Select("""
            SELECT b.id, b.booking_code, b.customer_id, b.service, m.name AS master_name, b.start_ts, b.end_ts, b.price,
                   b.currency, c.language, c.last_inbound_at
            FROM bookings b
            JOIN masters m ON m.id = b.master_id
            JOIN customers c ON c.id = b.customer_id
            WHERE b.salon_id = #{salonId}
              AND b.id = ANY (CAST(#{ids, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
              AND b.realm = 'LIVE'
              AND b.status = 'CONFIRMED'
              AND b.start_ts > #{now}
              AND (c.phone IS NOT NULL OR c.user_id IS NOT NULL)
              AND c.opted_out_at IS NULL
              AND c.last_inbound_at IS NOT NULL
            ORDER BY b.start_ts, b.id
            """)
    List<VisitToTell> toTell(UUID salonId, String[] ids, Instant now);

    record VisitToTell(
            UUID id,
            String bookingCode,
            UUID customerId,
            String service,
            String masterName,
            Instant startTs,
            Instant endTs,
            long price,
            String currency,
            @Nullable String language,
            Instant lastInboundAt) {
        Duration duration() {
            return Duration.between(startTs, endTs);
        }
    }

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
