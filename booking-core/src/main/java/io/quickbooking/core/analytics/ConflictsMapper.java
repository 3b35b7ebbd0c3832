package io.quickbooking.core.analytics;

import io.quickbooking.core.catalog.WallOffset;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface ConflictsMapper {
    /**
     * Selects taps that found their slot booked, each with the booking that had it. A loser reads the clock before it
     * waits for the winner's commit, so the winner may look a little younger; a cancelled booking counts if it was
     * valid at that moment. A tap on the customer's own booking loses nothing.
     */
    String LOST_TO_SOMEBODY_ELSE = """
            FROM tap_events e
            JOIN services v ON v.id = e.service_id
            LEFT JOIN LATERAL (
              SELECT b.booking_code, b.customer_id, b.customer_name, b.created_at
              FROM bookings b
              WHERE b.salon_id = e.salon_id
                AND b.realm = 'LIVE'
                AND b.status <> 'HELD'
                AND b.master_id = e.master_id
                AND b.start_ts > e.slot_start - INTERVAL '24 hours'
                AND b.start_ts < e.slot_start + v.minutes * INTERVAL '1 minute'
                AND b.end_ts > e.slot_start
                AND b.created_at < e.decided_at + INTERVAL '10 seconds'
                AND (b.status IN ('CONFIRMED', 'COMPLETED') OR b.updated_at > e.decided_at)
              ORDER BY b.created_at <= e.decided_at DESC, b.created_at DESC
              LIMIT 1) w ON TRUE
            WHERE e.realm = 'LIVE'
              AND e.reason = 'booked'
              AND e.outcome IN ('slot_unavailable', 'slot_taken')
              AND w.customer_id IS DISTINCT FROM e.customer_id
            """;

    // The salon's clock follows Java's time zone data, as everywhere else: the database has data of its own.
    String CLOCK = """
            WITH clock AS MATERIALIZED (
              SELECT *
              FROM jsonb_to_recordset(CAST(#{offsets} AS jsonb)) AS stretch (""" + WallOffset.COLUMNS + """
              ))
            """;

    String LOCAL = """
            (e.slot_start AT TIME ZONE 'UTC') + make_interval(secs => COALESCE((
              SELECT seconds
              FROM clock
              WHERE e.slot_start >= at_from
                AND e.slot_start < at_until), 0))
            """;

    @Select(CLOCK + """
            SELECT lost.id, lost.decided_at, lost.outcome = 'slot_taken' AS at_confirmation,
                   lost.slot_start, lost.service, m.name AS master, c.id AS loser_id, c.name AS loser_name,
                   c.phone AS loser_phone,
                   coalesce(lost.session_id, onward.session_id) AS session_id,
                   lost.winner_code, lost.winner_name, lost.won_at, holder.session_id AS held_in,
                   (SELECT count(DISTINCT t.customer_id)
                    FROM tap_events t
                    WHERE t.realm = 'LIVE'
                      AND t.reason = 'booked'
                      AND t.master_id = lost.master_id
                      AND t.slot_start = lost.slot_start) AS losers,
                   (SELECT string_agg(button #>> '{reply,title}', chr(10) ORDER BY position)
                    FROM outbound_messages o,
                         jsonb_array_elements(o.payload #> '{interactive,action,buttons}')
                           WITH ORDINALITY AS buttons (button, position)
                    WHERE o.id = lost.outbound_id) AS alternatives,
                   (SELECT b.booking_code
                    FROM tap_events t
                    JOIN bookings b ON b.id = t.booking_id
                    WHERE t.customer_id = lost.customer_id
                      AND t.id > lost.id
                      AND t.outcome = 'booked'
                      AND t.decided_at < lost.decided_at + INTERVAL '1 day'
                    ORDER BY t.id
                    LIMIT 1) AS next_code,
                   lost.decided_at > #{choosingSince} OR EXISTS (
                     SELECT 1
                     FROM sessions s
                     WHERE s.customer_id = lost.customer_id
                       AND s.state = 'ACTIVE'
                       AND s.expires_at > #{now}) AS choosing
            FROM (
              SELECT e.id, e.decided_at, e.outcome, e.slot_start, e.session_id, e.customer_id, e.master_id,
                     e.outbound_id, v.name AS service, v.minutes, w.booking_code AS winner_code,
                     w.customer_name AS winner_name, w.created_at AS won_at
            """ + LOST_TO_SOMEBODY_ELSE + """
                AND e.salon_id = #{q.salonId}
                AND e.decided_at >= #{q.period.from}
                AND e.decided_at < #{q.period.until}
                AND (CAST(#{q.masterId} AS uuid) IS NULL OR e.master_id = #{q.masterId})
                AND (CAST(#{q.weekday} AS int) IS NULL
                     OR extract(ISODOW FROM """ + LOCAL + """
                     ) = #{q.weekday})
                AND (CAST(#{q.hour} AS int) IS NULL
                     OR extract(HOUR FROM """ + LOCAL + """
                     ) = #{q.hour})
                AND (CAST(#{q.olderThan.id} AS bigint) IS NULL
                     OR (e.decided_at, e.id) < (#{q.olderThan.decidedAt}, #{q.olderThan.id}))
              ORDER BY e.decided_at DESC, e.id DESC
              LIMIT #{limit}) lost
            JOIN masters m ON m.id = lost.master_id
            JOIN customers c ON c.id = lost.customer_id
            LEFT JOIN LATERAL (
              SELECT t.session_id
              FROM tap_events t
              WHERE t.customer_id = lost.customer_id
                AND t.id > lost.id
                AND t.session_id IS NOT NULL
                AND t.decided_at < lost.decided_at + INTERVAL '1 day'
              ORDER BY t.id
              LIMIT 1) onward ON TRUE
            LEFT JOIN LATERAL (
              SELECT t.session_id
              FROM tap_events t
              JOIN salons s ON s.id = t.salon_id
              JOIN services v ON v.id = t.service_id
              WHERE lost.winner_code IS NULL
                AND t.salon_id = #{q.salonId}
                AND t.realm = 'LIVE'
                AND t.outcome = 'card_shown'
                AND t.master_id = lost.master_id
                AND t.customer_id <> lost.customer_id
                AND t.decided_at > lost.decided_at - s.hold_minutes * INTERVAL '1 minute'
                AND t.decided_at < lost.decided_at + INTERVAL '10 seconds'
                AND s.hold_minutes > 0
                AND t.slot_start < lost.slot_start + lost.minutes * INTERVAL '1 minute'
                AND t.slot_start + v.minutes * INTERVAL '1 minute' > lost.slot_start
              ORDER BY t.decided_at DESC, t.id DESC
              LIMIT 1) holder ON TRUE
            ORDER BY lost.decided_at DESC, lost.id DESC
            """)
    List<Row> list(
            @Param("q") ConflictsQuery query,
            @Param("offsets") String offsets,
            @Param("limit") int limit,
            @Param("now") Instant now,
            @Param("choosingSince") Instant choosingSince);

    /**
     * @param heldIn the session whose card held the time, where no booking had it
     * @param alternatives a line each; null: none were offered
     */
    record Row(
            long id,
            Instant decidedAt,
            boolean atConfirmation,
            Instant slotStart,
            String service,
            String master,
            UUID loserId,
            @Nullable String loserName,
            @Nullable String loserPhone,
            @Nullable UUID sessionId,
            @Nullable String winnerCode,
            @Nullable String winnerName,
            @Nullable Instant wonAt,
            @Nullable UUID heldIn,
            int losers,
            @Nullable String alternatives,
            @Nullable String nextCode,
            boolean choosing) {}
}
