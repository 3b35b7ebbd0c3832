package io.quickbooking.core.analytics;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/**
 * point is a place in the series, from 1, and 0 for the period before. starts are the points' beginnings as an array's
 * text: finding a place among them is far cheaper than cutting each moment to its local day, if they are read as an array
 * once and not for each row, which the SELECT around them is for.
 */
interface MetricsMapper {
    String IN_EITHER_PERIOD = """
              AND e.decided_at >= #{q.before.from}
              AND e.decided_at < #{q.period.until}
              AND (e.decided_at < #{q.before.until} OR e.decided_at >= #{q.period.from})
              AND (CAST(#{q.masterId} AS uuid) IS NULL OR e.master_id = #{q.masterId})
            """;

    /**
     * A confirmation after the end of its session counts once: a repeated tap within the lifetime of a session repeats
     * the one before, which found nothing to book either.
     */
    String CONFIRMATIONS = """
                   count(*) FILTER (
                     WHERE e.kind = 'booking_confirmation'
                       AND e.outcome NOT IN ('repeated', 'old_card', 'rate_limited')
                       AND (e.outcome <> 'session_expired' OR NOT EXISTS (
                         SELECT 1
                         FROM tap_events earlier
                         WHERE earlier.customer_id = e.customer_id
                           AND earlier.kind = 'booking_confirmation'
                           AND earlier.outcome IN ('slot_taken', 'session_expired')
                           AND (earlier.decided_at, earlier.id) < (e.decided_at, e.id)
                           AND earlier.decided_at > e.decided_at - #{lifetime} * INTERVAL '1 second'))) AS confirmations,
            """;

    @Select("""
            SELECT width_bucket(e.decided_at, (SELECT CAST(#{starts} AS timestamptz[]))) AS point,
                   count(*) FILTER (WHERE e.kind = 'slot_selection' AND e.outcome <> 'rate_limited') AS selections,
                   count(*) FILTER (WHERE e.kind = 'slot_selection' AND e.outcome = 'card_shown') AS cards,
            """ + CONFIRMATIONS + """
                   count(*) FILTER (WHERE e.kind = 'booking_confirmation' AND e.outcome = 'booked') AS booked
            FROM tap_events e
            WHERE e.salon_id = #{q.salonId}
              AND e.realm = 'LIVE'
            """ + IN_EITHER_PERIOD + """
            GROUP BY point
            """)
    List<TapRow> taps(
            @Param("q") MetricsQuery query, @Param("starts") String starts, @Param("lifetime") long lifetimeSeconds);

    @Select(ConflictsMapper.CLOCK + """
            SELECT width_bucket(lost.decided_at, (SELECT CAST(#{starts} AS timestamptz[]))) AS point,
                   CAST(extract(ISODOW FROM lost.local) AS int) AS weekday,
                   CAST(extract(HOUR FROM lost.local) AS int) AS hour,
                   count(*) AS conflicts
            FROM (
              SELECT e.decided_at,
            """ + ConflictsMapper.LOCAL + " AS local\n" + ConflictsMapper.LOST_TO_SOMEBODY_ELSE
            + """
                AND e.salon_id = #{q.salonId}
            """ + IN_EITHER_PERIOD + """
            ) lost
            GROUP BY point, weekday, hour
            """)
    List<ConflictRow> conflicts(
            @Param("q") MetricsQuery query, @Param("starts") String starts, @Param("offsets") String offsets);

    @Select("""
            SELECT s.point,
                   count(*) AS sessions,
                   count(*) FILTER (WHERE s.state = 'EXPIRED' OR s.state = 'ACTIVE' AND s.expires_at <= #{now}) AS expired,
                   count(*) FILTER (WHERE s.state = 'BOOKED') AS booked,
                   CAST(1000 * extract(EPOCH FROM coalesce(
                     sum(s.ended_at - s.selected_at) FILTER (WHERE s.state = 'BOOKED'), '0')) AS bigint) AS millis
            FROM (
              SELECT width_bucket(e.started_at, (SELECT CAST(#{starts} AS timestamptz[]))) AS point,
                     e.state, e.expires_at, e.selected_at, e.ended_at
              FROM sessions e
              WHERE e.salon_id = #{q.salonId}
                AND e.realm = 'LIVE'
                AND e.selection > 0
                AND e.started_at >= #{q.before.from}
                AND e.started_at < #{q.period.until}
                AND (e.started_at < #{q.before.until} OR e.started_at >= #{q.period.from})
                AND (CAST(#{q.masterId} AS uuid) IS NULL OR e.master_id = #{q.masterId})) s
            GROUP BY s.point
            """)
    List<SessionRow> sessions(
            @Param("q") MetricsQuery query, @Param("starts") String starts, @Param("now") Instant now);

    @Select("""
            SELECT count(*) AS samples,
                   CAST(1000 * percentile_cont(0.5) WITHIN GROUP (ORDER BY t.seconds) AS bigint) AS p50,
                   CAST(1000 * percentile_cont(0.95) WITHIN GROUP (ORDER BY t.seconds) AS bigint) AS p95
            FROM (
              SELECT CAST(extract(EPOCH FROM e.ended_at - e.selected_at) AS float8) AS seconds
              FROM sessions e
              WHERE e.salon_id = #{q.salonId}
                AND e.realm = 'LIVE'
                AND e.selection > 0
                AND e.state = 'BOOKED'
                AND e.started_at >= #{q.period.from}
                AND e.started_at < #{q.period.until}
                AND (CAST(#{q.masterId} AS uuid) IS NULL OR e.master_id = #{q.masterId})) t
            """)
    ConfirmTimesRow confirmTimes(@Param("q") MetricsQuery query);

    @Select("""
            SELECT count(*) AS sent,
                   CAST(1000 * avg(t.seconds) AS bigint) AS average,
                   CAST(1000 * percentile_cont(0.5) WITHIN GROUP (ORDER BY t.seconds) AS bigint) AS p50,
                   CAST(1000 * percentile_cont(0.95) WITHIN GROUP (ORDER BY t.seconds) AS bigint) AS p95,
                   CAST(1000 * percentile_cont(0.99) WITHIN GROUP (ORDER BY t.seconds) AS bigint) AS p99
            FROM (
              SELECT CAST(extract(EPOCH FROM o.sent_at - e.received_at) AS float8) AS seconds
              FROM tap_events e
              JOIN outbound_messages o ON o.id = e.outbound_id
              WHERE e.salon_id = #{salonId}
                AND e.realm = 'LIVE'
                AND e.decided_at >= #{period.from}
                AND e.decided_at < #{period.until}
                AND o.sent_at IS NOT NULL) t
            """)
    LatencyRow latency(UUID salonId, Period period);

    @Select("""
            SELECT e.attempts,
                   count(*) AS taps,
                   count(*) FILTER (WHERE e.outcome = 'failed') AS given_up
            FROM tap_events e
            WHERE e.salon_id = #{salonId}
              AND e.realm = 'LIVE'
              AND e.decided_at >= #{period.from}
              AND e.decided_at < #{period.until}
            GROUP BY e.attempts
            """)
    List<AttemptRow> attempts(UUID salonId, Period period);

    /** Sums each salon's part of a period, by ranges of the indexes that the salon's own page reads. */
    @Select("""
            SELECT coalesce(sum(taps.confirmations), 0) AS confirmations,
                   coalesce(sum(taps.booked), 0) AS booked,
                   coalesce(sum(taps.attempts), 0) AS attempts,
                   coalesce(sum(taps.failed), 0) AS failed_attempts,
                   coalesce(sum(taps.sent), 0) AS sent,
                   CAST(1000 * coalesce(sum(taps.seconds), 0) AS bigint) AS millis,
                   coalesce(sum(begun.sessions), 0) AS sessions,
                   coalesce(sum(begun.expired), 0) AS expired
            FROM salons salon
            CROSS JOIN LATERAL (
              SELECT
            """ + CONFIRMATIONS + """
                     count(*) FILTER (WHERE e.kind = 'booking_confirmation' AND e.outcome = 'booked') AS booked,
                     sum(e.attempts) AS attempts,
                     sum(e.attempts - CASE WHEN e.outcome = 'failed' THEN 0 ELSE 1 END) AS failed,
                     count(o.sent_at) AS sent,
                     sum(CAST(extract(EPOCH FROM o.sent_at - e.received_at) AS float8)) AS seconds
              FROM tap_events e
              LEFT JOIN outbound_messages o ON o.id = e.outbound_id
              WHERE e.salon_id = salon.id
                AND e.realm = 'LIVE'
                AND e.decided_at >= #{period.from}
                AND e.decided_at < #{period.until}) taps
            CROSS JOIN LATERAL (
              SELECT count(*) AS sessions,
                     count(*) FILTER (
                       WHERE s.state = 'EXPIRED' OR s.state = 'ACTIVE' AND s.expires_at <= #{period.until}) AS expired
              FROM sessions s
              WHERE s.salon_id = salon.id
                AND s.realm = 'LIVE'
                AND s.selection > 0
                AND s.started_at >= #{period.from}
                AND s.started_at < #{period.until}) begun
            """)
    SystemTotalsRow systemTotals(@Param("period") Period period, @Param("lifetime") long lifetimeSeconds);

    /** @param millis the total time of the answers */
    record SystemTotalsRow(
            long confirmations,
            long booked,
            long attempts,
            long failedAttempts,
            long sent,
            long millis,
            long sessions,
            long expired) {}

    record TapRow(int point, long selections, long cards, long confirmations, long booked) {}

    record ConflictRow(int point, int weekday, int hour, long conflicts) {}

    /** @param millis the total time of the booked sessions */
    record SessionRow(int point, long sessions, long expired, long booked, long millis) {}

    /** The values are in milliseconds, null without samples. */
    record ConfirmTimesRow(
            long samples, @Nullable Long p50, @Nullable Long p95) {}

    /** The values are in milliseconds, null without samples. */
    record LatencyRow(
            long sent,
            @Nullable Long average,
            @Nullable Long p50,
            @Nullable Long p95,
            @Nullable Long p99) {}

    record AttemptRow(int attempts, long taps, long givenUp) {}
}
