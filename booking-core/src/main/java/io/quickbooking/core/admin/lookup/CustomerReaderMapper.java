package io.quickbooking.core.admin.lookup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

interface CustomerReaderMapper {
    @Select("""
            SELECT c.id, c.salon_id, c.name, c.phone, c.user_id, c.language, c.notes,
                   (SELECT string_agg(had.service, chr(10) ORDER BY had.last DESC)
                    FROM (
                      SELECT v.service, max(v.start_ts) AS last
                      FROM bookings v
                      WHERE v.customer_id = c.id
                        AND v.status IN ('CONFIRMED', 'COMPLETED')
                      GROUP BY v.service
                      ORDER BY last DESC
                      LIMIT 3) had) AS last_services,
                   c.opted_out_at IS NOT NULL AS opted_out,
                   c.erased_at IS NOT NULL AS erased,
                   c.created_at AS first_contact_at,
                   c.last_inbound_at AS last_contact_at,
                   count(*) FILTER (WHERE b.status = 'CONFIRMED' AND b.end_ts > #{now}) AS confirmed,
                   count(*) FILTER (WHERE b.status = 'CONFIRMED' AND b.end_ts <= #{now}) AS unsettled,
                   count(*) FILTER (WHERE b.status = 'COMPLETED') AS completed,
                   count(*) FILTER (WHERE b.status = 'CANCELLED') AS cancelled,
                   count(*) FILTER (WHERE b.status = 'NO_SHOW') AS no_shows
            FROM customers c
            LEFT JOIN bookings b ON b.customer_id = c.id AND b.realm = 'LIVE'
            WHERE c.id = #{id}
              AND c.realm = 'LIVE'
            GROUP BY c.id
            """)
    Optional<CustomerProfile> byId(UUID id, Instant now);

    @Update("""
            UPDATE customers
            SET notes = #{notes},
                updated_at = #{now}
            WHERE id = #{id}
              AND salon_id = #{salonId}
              AND realm = 'LIVE'
              AND notes = #{seen}
              AND erased_at IS NULL
            """)
    int note(UUID salonId, UUID id, String seen, String notes, Instant now);

    @Select("""
            SELECT s.id, s.state, s.started_at, s.step, v.name AS service, m.name AS master_name, s.day,
                   COALESCE(s.wall_ts, s.start_ts) AS start_ts
            FROM sessions s
            LEFT JOIN services v ON v.id = s.service_id
            LEFT JOIN masters m ON m.id = s.master_id
            WHERE s.customer_id = #{customerId}
              AND s.salon_id = #{salonId}
              AND s.realm = 'LIVE'
            ORDER BY s.started_at DESC
            LIMIT #{limit}
            """)
    List<CustomerSession> sessions(UUID salonId, UUID customerId, int limit);

    @Select("""
            SELECT id, name
            FROM customers
            WHERE id = ANY (CAST(#{ids, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
              AND realm = 'LIVE'
              AND name IS NOT NULL
            """)
    List<NameRow> names(@Param("ids") String[] ids);

    record NameRow(UUID id, String name) {}
}
