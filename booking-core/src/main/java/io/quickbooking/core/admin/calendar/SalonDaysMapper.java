package io.quickbooking.core.admin.calendar;

import io.quickbooking.core.admin.calendar.SalonDay.LiveSession;
import io.quickbooking.core.admin.calendar.SalonDay.Messages;
import io.quickbooking.core.admin.calendar.SalonDay.Visit;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;

interface SalonDaysMapper {
    // A visit lasts at most 24 hours (bookings_length), so those in progress began at most that long before. They are
    // shown at the time that the customer was notified of, see V002, which is at most 26 hours from the booked
    // moment.
    String VISITS_LEFT = """
            FROM bookings b
            JOIN masters m ON m.id = b.master_id
            WHERE b.salon_id = #{salonId}
              AND b.realm = 'LIVE'
              AND b.status = 'CONFIRMED'
              AND b.start_ts > CAST(#{now} AS timestamptz) - INTERVAL '50 hours'
              AND b.start_ts < CAST(#{until} AS timestamptz) + INTERVAL '26 hours'
              AND COALESCE(b.wall_ts, b.start_ts) < #{until}
              AND b.end_ts + (COALESCE(b.wall_ts, b.start_ts) - b.start_ts) > #{now}
            """;

    String UNSETTLED = """
            FROM bookings b
            JOIN masters m ON m.id = b.master_id
            WHERE b.salon_id = #{salonId}
              AND b.realm = 'LIVE'
              AND b.status = 'CONFIRMED'
              AND b.start_ts < #{now}
              AND b.end_ts <= #{now}
            """;

    @Select("SELECT count(*) FROM (SELECT 1\n" + UNSETTLED + "LIMIT #{most}) counted")
    long countUnsettled(UUID salonId, Instant now, int most);

    @Select("""
            SELECT b.booking_code, b.start_ts, b.end_ts, b.customer_name, b.customer_phone, b.service,
                   m.name AS master
            """ + UNSETTLED + """
            ORDER BY b.start_ts DESC, b.id
            LIMIT #{limit}
            """)
    List<Visit> unsettled(UUID salonId, Instant now, int limit);

    @Select("SELECT count(*)\n" + VISITS_LEFT)
    long countVisits(UUID salonId, Instant now, Instant until);

    @Select("""
            SELECT b.booking_code, COALESCE(b.wall_ts, b.start_ts) AS start_ts,
                   b.end_ts + (COALESCE(b.wall_ts, b.start_ts) - b.start_ts) AS end_ts, b.customer_name, b.customer_phone, b.service,
                   m.name AS master
            """ + VISITS_LEFT + """
            ORDER BY COALESCE(b.wall_ts, b.start_ts), m.position, b.id
            LIMIT #{limit}
            """)
    List<Visit> visits(UUID salonId, Instant now, Instant until, int limit);

    @Select("""
            SELECT count(*)
            FROM sessions s
            WHERE s.salon_id = #{salonId}
              AND s.realm = 'LIVE'
              AND s.state = 'ACTIVE'
              AND s.expires_at > #{now}
            """)
    long countSessions(UUID salonId, Instant now);

    @Select("""
            SELECT s.id, c.name AS customer_name, c.phone AS customer_phone, v.name AS service, m.name AS master,
                   s.step, s.day, COALESCE(s.wall_ts, s.start_ts) AS start_ts, s.expires_at
            FROM sessions s
            JOIN customers c ON c.id = s.customer_id
            LEFT JOIN masters m ON m.id = s.master_id
            LEFT JOIN services v ON v.id = s.service_id
            WHERE s.salon_id = #{salonId}
              AND s.realm = 'LIVE'
              AND s.state = 'ACTIVE'
              AND s.expires_at > #{now}
            ORDER BY s.selected_at DESC, s.id
            LIMIT #{limit}
            """)
    List<LiveSession> sessions(UUID salonId, Instant now, int limit);

    @Select("""
            SELECT (SELECT count(*)
                    FROM (SELECT 1
                          FROM outbound_messages
                          WHERE salon_id = #{salonId}
                            AND realm = 'LIVE'
                            AND state = 'PENDING'
                          LIMIT #{most} + 1) w) AS waiting,
                   (SELECT created_at
                    FROM outbound_messages
                    WHERE salon_id = #{salonId}
                      AND realm = 'LIVE'
                      AND state = 'PENDING'
                    ORDER BY id
                    LIMIT 1) AS waiting_since,
                   (SELECT count(*)
                    FROM (SELECT 1
                          FROM outbound_messages
                          WHERE salon_id = #{salonId}
                            AND realm = 'LIVE'
                            AND state = 'FAILED'
                            AND failed_at > #{failedSince}
                          LIMIT #{most} + 1) f) AS failed
            """)
    Messages messages(UUID salonId, Instant failedSince, int most);
}
