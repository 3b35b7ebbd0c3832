package io.quickbooking.core.admin.sessions;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface SessionListMapper {
    /** A session that has expired but has not been swept yet counts as expired. */
    String WANTED = """
            WHERE s.salon_id = #{w.salonId}
              AND s.realm = 'LIVE'
            <choose>
              <when test="w.shown.name() == 'LIVE'">
              AND s.state = 'ACTIVE'
              AND s.expires_at > #{w.now}
              </when>
              <when test="w.shown.name() == 'EXPIRED'">
              AND ((s.state = 'ACTIVE' AND #{w.now} >= s.expires_at)
                OR (s.state = 'EXPIRED' AND s.ended_at > #{w.endedAfter}))
              </when>
              <when test="w.shown.name() == 'BOOKED' or w.shown.name() == 'LOST'">
              AND s.state = #{w.shown}
              AND s.ended_at > #{w.endedAfter}
              </when>
              <otherwise>
              AND (s.state = 'ACTIVE' OR s.ended_at > #{w.endedAfter})
              </otherwise>
            </choose>
            <if test="w.language != null">
              AND s.language = #{w.language}
            </if>
            <if test="w.names != null">
              AND (c.name ILIKE ANY (#{w.names, typeHandler=org.apache.ibatis.type.ArrayTypeHandler})
              <if test="w.phone != null">
                OR c.phone LIKE #{w.phone}
              </if>
              <if test="w.bookingCode != null">
                OR CAST(s.id AS text) = (
                  SELECT split_part(named.session_token, '.', 1)
                  FROM bookings named
                  WHERE named.booking_code = #{w.bookingCode}
                    AND named.salon_id = #{w.salonId}
                    AND named.realm = 'LIVE')
              </if>
              )
            </if>
            """;

    /** The last tap is the customer's last before the session ended, including one that found another time taken. */
    @Select("""
            <script>
            WITH page AS MATERIALIZED (
              SELECT s.id, COALESCE(tap.id, 0) AS last_tap_id, tap.kind, tap.outcome, tap.tapped_at
              FROM sessions s
              JOIN customers c ON c.id = s.customer_id
              LEFT JOIN LATERAL (
                SELECT e.id, e.kind, e.outcome, e.tapped_at
                FROM tap_events e
                WHERE e.customer_id = s.customer_id
                  AND COALESCE(s.ended_at, 'infinity') >= e.received_at
                ORDER BY e.received_at DESC, e.id DESC
                LIMIT 1
              ) tap ON TRUE
            """ + WANTED + """
            <if test="after != null">
              AND (CAST(#{after.lastTapId} AS bigint), CAST(#{after.sessionId} AS uuid)) > (COALESCE(tap.id, 0), s.id)
            </if>
              ORDER BY last_tap_id DESC, s.id DESC
              LIMIT #{limit}
            )
            SELECT s.id,
                   CASE
                     WHEN s.state = 'ACTIVE' AND #{w.now} >= s.expires_at THEN 'EXPIRED'
                     ELSE s.state
                   END AS state,
                   s.customer_id, c.phone, c.name, s.language, s.step, s.day, v.name AS service_name, m.name AS master_name,
                   COALESCE(s.wall_ts, s.start_ts) AS "start", s.started_at, s.expires_at, s.ended_at,
                   page.last_tap_id, page.kind AS last_tap_kind, page.outcome AS last_tap_outcome,
                   page.tapped_at AS last_tapped_at, b.booking_code
            FROM page
            JOIN sessions s ON s.id = page.id
            JOIN customers c ON c.id = s.customer_id
            LEFT JOIN services v ON v.id = s.service_id
            LEFT JOIN masters m ON m.id = s.master_id
            LEFT JOIN bookings b
              ON b.session_token = s.id || '.' || s.selection
             AND b.salon_id = s.salon_id
             AND s.state = 'BOOKED'
            ORDER BY page.last_tap_id DESC, s.id DESC
            </script>
            """)
    List<SessionRow> find(Wanted w, SessionPage.@Nullable Place after, int limit);

    @Select("""
            <script>
            SELECT count(*)
            FROM (
              SELECT 1
              FROM sessions s
              JOIN customers c ON c.id = s.customer_id
            """ + WANTED + """
              LIMIT #{most}
            ) counted
            </script>
            """)
    int count(Wanted w, int most);

    /**
     * Conditions of a list.
     *
     * @param names patterns for ILIKE; null for any
     * @param phone a pattern for LIKE; null if no phone is meant
     */
    record Wanted(
            UUID salonId,
            SessionFilter.Shown shown,
            @Nullable String language,
            String @Nullable [] names,
            @Nullable String phone,
            @Nullable String bookingCode,
            Instant endedAfter,
            Instant now) {}
}
