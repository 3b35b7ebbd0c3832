package io.quickbooking.core.admin.lookup;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface BookingReaderMapper {
    /** Contains only the conditions that are wanted, so that each combination gets its own plan. */
    String FILTER = """
            WHERE b.salon_id = #{filter.salonId}
              AND b.realm = 'LIVE'
              <if test="filter.from != null">
              AND b.start_ts >= #{filter.from}
              </if>
              <if test="filter.until != null">
              AND b.start_ts &lt; #{filter.until}
              </if>
              <if test="filter.endedBy != null">
              AND b.start_ts &lt; #{filter.endedBy}
              AND b.end_ts &lt;= #{filter.endedBy}
              </if>
              <if test="filter.masterId != null">
              AND b.master_id = #{filter.masterId}
              </if>
              <if test="filter.status != null">
              AND b.status = #{filter.status}
              </if>
              <if test="filter.status == null">
              AND b.status &lt;> 'HELD'
              </if>
              <if test="customers != null">
              AND b.customer_id = ANY (CAST(#{customers, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
              </if>
            """;

    @Select("""
            <script>
            SELECT b.booking_code, COALESCE(b.wall_ts, b.start_ts) AS start_ts,
                   b.end_ts + (COALESCE(b.wall_ts, b.start_ts) - b.start_ts) AS end_ts, b.status, b.service,
                   m.name AS master_name, b.customer_id, b.customer_name, b.customer_phone, b.price, b.currency,
                   b.created_at, b.start_ts AS booked_ts
            FROM bookings b
            JOIN masters m ON m.id = b.master_id
            """ + FILTER + """
            <choose>
              <when test="filter.newestFirst">
                <if test="after != null">
                AND (b.start_ts, b.booking_code) &lt; (#{after.start}, #{after.code})
                </if>
                ORDER BY b.start_ts DESC, b.booking_code DESC
              </when>
              <otherwise>
                <if test="after != null">
                AND (b.start_ts, b.booking_code) > (#{after.start}, #{after.code})
                </if>
                ORDER BY b.start_ts, b.booking_code
              </otherwise>
            </choose>
            LIMIT #{limit}
            </script>
            """)
    List<BookingRow> page(
            @Param("filter") BookingFilter filter,
            @Param("customers") String @Nullable [] customers,
            @Param("after") @Nullable BookingCursor after,
            @Param("limit") int limit);

    @Select("""
            <script>
            SELECT count(*)
            FROM (
              SELECT 1
              FROM bookings b
            """ + FILTER + """
              LIMIT #{limit}
            ) counted
            </script>
            """)
    long count(
            @Param("filter") BookingFilter filter,
            @Param("customers") String @Nullable [] customers,
            @Param("limit") int limit);

    @Select("""
            SELECT b.id, b.booking_code, b.salon_id, b.version, b.status, COALESCE(b.wall_ts, b.start_ts) AS start_ts,
                   b.end_ts + (COALESCE(b.wall_ts, b.start_ts) - b.start_ts) AS end_ts, b.service_id, b.service,
                   b.master_id, m.name AS master_name, b.price, b.currency, b.customer_id,
                   COALESCE(b.customer_name, c.name) AS customer_name, c.phone AS customer_phone,
                   c.user_id AS customer_user_id, c.language AS customer_language, c.last_inbound_at,
                   c.opted_out_at IS NOT NULL AS customer_opted_out, b.session_token, b.made_by, b.created_at,
                   b.wall_ts IS NOT NULL AS disagreeing
            FROM bookings b
            JOIN customers c ON c.id = b.customer_id
            JOIN masters m ON m.id = b.master_id
            WHERE b.booking_code = #{code}
              AND b.realm = 'LIVE'
            """)
    Optional<BookingDetails> byCode(String code);

    @Select("""
            SELECT at, kind, what, who, state, note
            FROM (
              SELECT o.created_at AS at, 'MESSAGE' AS kind, o.kind AS what, CAST(NULL AS text) AS who, o.state,
                     o.error AS note, o.id AS position
              FROM outbound_messages o
              WHERE o.booking_id = #{bookingId}
                AND o.salon_id = #{salonId}
                AND o.realm = 'LIVE'
              UNION ALL
              SELECT a.at, 'ACT', a.act, a.username, a.details ->> 'customer', a.details ->> 'note', a.id
              FROM audit_log a
              WHERE a.subject = #{code}
                AND a.salon_id = #{salonId}
            ) history
            ORDER BY at, kind, position
            LIMIT 200
            """)
    List<HistoryEntry> history(UUID salonId, UUID bookingId, String code);
}
