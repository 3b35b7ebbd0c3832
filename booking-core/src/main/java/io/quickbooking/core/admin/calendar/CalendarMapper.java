package io.quickbooking.core.admin.calendar;

import io.quickbooking.core.admin.calendar.SalonCalendar.Entry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface CalendarMapper {
    // A booking lasts at most 24 hours (bookings_length) and its buffers 4 hours each (bookings_busy), so bookings
    // that touch the days start at most that long before and after. The calendar shows them at the time that the
    // customer was notified of, see V002, which is at most 26 hours from the booked moment.
    @Select("""
            <script>
            SELECT b.status AS kind, b.master_id, b.customer_id, b.booking_code, CAST(NULL AS uuid) AS session_id,
                   b.customer_name, b.customer_phone, b.service, b.start_ts + t.shift AS start_ts, b.end_ts + t.shift AS end_ts,
                   b.busy_from + t.shift AS busy_from, b.busy_until + t.shift AS busy_until, b.held_until AS "until"
            FROM bookings b
            CROSS JOIN LATERAL (SELECT COALESCE(b.wall_ts, b.start_ts) - b.start_ts AS shift) t
            WHERE b.salon_id = #{salonId}
              AND b.realm = 'LIVE'
              AND b.status IN ('HELD', 'CONFIRMED', 'COMPLETED', 'NO_SHOW')
              AND (b.held_until IS NULL OR b.held_until > #{now})
            <if test="masterId != null">
              AND b.master_id = #{masterId}
            </if>
              AND b.start_ts > CAST(#{from} AS timestamptz) - INTERVAL '54 hours'
              AND CAST(#{until} AS timestamptz) + INTERVAL '30 hours' > b.start_ts
              AND b.busy_until + t.shift > #{from}
              AND #{until} > b.busy_from + t.shift
            ORDER BY start_ts, b.id
            </script>
            """)
    List<Entry> visits(UUID salonId, @Nullable UUID masterId, Instant from, Instant until, Instant now);

    // A card's visit lasts at most 24 hours, like the booking that it may become.
    @Select("""
            <script>
            SELECT 'CHOOSING' AS kind, s.master_id, s.customer_id, CAST(NULL AS varchar) AS booking_code,
                   s.id AS session_id, c.name AS customer_name, c.phone AS customer_phone, v.name AS service,
                   COALESCE(s.wall_ts, s.start_ts) AS start_ts,
                   COALESCE(s.wall_ts, s.start_ts) + (s.end_ts - s.start_ts) AS end_ts,
                   COALESCE(s.wall_ts, s.start_ts) - make_interval(mins => v.buffer_before_minutes) AS busy_from,
                   COALESCE(s.wall_ts, s.start_ts) + (s.end_ts - s.start_ts)
                     + make_interval(mins => v.buffer_after_minutes) AS busy_until,
                   s.expires_at AS "until"
            FROM sessions s
            JOIN customers c ON c.id = s.customer_id
            JOIN services v ON v.id = s.service_id
            WHERE s.salon_id = #{salonId}
              AND s.realm = 'LIVE'
              AND s.state = 'ACTIVE'
              AND s.step = 'CARD'
              AND s.expires_at > #{now}
            <if test="masterId != null">
              AND s.master_id = #{masterId}
            </if>
              AND s.start_ts > CAST(#{from} AS timestamptz) - INTERVAL '28 hours'
              AND CAST(#{until} AS timestamptz) + INTERVAL '4 hours' > s.start_ts
            ORDER BY s.start_ts, s.id
            </script>
            """)
    List<Entry> choosing(UUID salonId, @Nullable UUID masterId, Instant from, Instant until, Instant now);
}
