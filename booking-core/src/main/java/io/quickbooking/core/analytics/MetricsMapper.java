package io.quickbooking.core.analytics;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface MetricsMapper {
    String IN_EITHER_PERIOD = """
              AND e.decided_at >= #{q.before.from}
              AND e.decided_at < #{q.period.until}
              AND (e.decided_at < #{q.before.until} OR e.decided_at >= #{q.period.from})
              AND (CAST(#{q.masterId} AS uuid) IS NULL OR e.master_id = #{q.masterId})
            """;

    /**
     * bucket is null for the period before. A confirmation after the session is gone counts once: tapped again within the
     * life of a session it repeats the one before, which found nothing to book either.
     */
    @Select("""
            SELECT CASE WHEN e.decided_at >= #{q.period.from}
                        THEN date_trunc(#{step}, e.decided_at, #{zone}) END AS bucket,
                   count(*) FILTER (WHERE e.kind = 'slot_selection') AS selections,
                   count(*) FILTER (WHERE e.kind = 'slot_selection' AND e.outcome = 'card_shown') AS cards,
                   count(*) FILTER (
                     WHERE e.kind = 'booking_confirmation'
                       AND e.outcome NOT IN ('repeated', 'old_card')
                       AND (e.outcome <> 'session_expired' OR NOT EXISTS (
                         SELECT 1
                         FROM tap_events earlier
                         WHERE earlier.customer_id = e.customer_id
                           AND earlier.kind = 'booking_confirmation'
                           AND earlier.outcome IN ('slot_taken', 'session_expired')
                           AND (earlier.decided_at, earlier.id) < (e.decided_at, e.id)
                           AND earlier.decided_at > e.decided_at - #{lifetime} * INTERVAL '1 second'))) AS confirmations,
                   count(*) FILTER (WHERE e.kind = 'booking_confirmation' AND e.outcome = 'booked') AS booked
            FROM tap_events e
            WHERE e.salon_id = #{q.salonId}
              AND e.realm = 'LIVE'
            """ + IN_EITHER_PERIOD + """
            GROUP BY 1
            """)
    List<TapRow> taps(
            @Param("q") MetricsQuery query,
            @Param("step") String step,
            @Param("zone") String zone,
            @Param("lifetime") long lifetimeSeconds);

    @Select("""
            SELECT CASE WHEN e.decided_at >= #{q.period.from}
                        THEN date_trunc(#{step}, e.decided_at, #{zone}) END AS bucket,
                   CAST(extract(ISODOW FROM e.slot_start AT TIME ZONE #{zone}) AS int) AS weekday,
                   CAST(extract(HOUR FROM e.slot_start AT TIME ZONE #{zone}) AS int) AS hour,
                   count(*) AS conflicts
            """ + ConflictsMapper.LOST_TO_SOMEBODY_ELSE + """
              AND e.salon_id = #{q.salonId}
            """ + IN_EITHER_PERIOD + """
            GROUP BY 1, 2, 3
            """)
    List<ConflictRow> conflicts(@Param("q") MetricsQuery query, @Param("step") String step, @Param("zone") String zone);

    /** One row for each point of the series and, as total, one for each of the two periods. */
    @Select("""
            SELECT s.current, s.bucket, grouping(s.bucket) = 1 AS total,
                   count(*) AS sessions,
                   count(*) FILTER (WHERE s.expired) AS expired,
                   count(s.seconds) AS samples,
                   CAST(1000 * avg(s.seconds) AS bigint) AS average,
                   CAST(1000 * percentile_cont(0.5) WITHIN GROUP (ORDER BY s.seconds) AS bigint) AS p50,
                   CAST(1000 * percentile_cont(0.95) WITHIN GROUP (ORDER BY s.seconds) AS bigint) AS p95
            FROM (
              SELECT e.started_at >= #{q.period.from} AS current,
                     CASE WHEN e.started_at >= #{q.period.from}
                          THEN date_trunc(#{step}, e.started_at, #{zone}) END AS bucket,
                     e.state = 'EXPIRED' OR e.state = 'ACTIVE' AND e.expires_at <= #{now} AS expired,
                     CASE WHEN e.state = 'BOOKED'
                          THEN CAST(extract(EPOCH FROM e.ended_at - e.selected_at) AS float8) END AS seconds
              FROM sessions e
              WHERE e.salon_id = #{q.salonId}
                AND e.realm = 'LIVE'
                AND e.started_at >= #{q.before.from}
                AND e.started_at < #{q.period.until}
                AND (e.started_at < #{q.before.until} OR e.started_at >= #{q.period.from})
                AND (CAST(#{q.masterId} AS uuid) IS NULL OR e.master_id = #{q.masterId})) s
            GROUP BY GROUPING SETS ((s.current), (s.current, s.bucket))
            """)
    List<SessionRow> sessions(
            @Param("q") MetricsQuery query,
            @Param("step") String step,
            @Param("zone") String zone,
            @Param("now") Instant now);

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

    record TapRow(@Nullable Instant bucket, long selections, long cards, long confirmations, long booked) {}

    record ConflictRow(@Nullable Instant bucket, int weekday, int hour, long conflicts) {}

    /** The times are in milliseconds, null without samples. */
    record SessionRow(
            boolean current,
            @Nullable Instant bucket,
            boolean total,
            long sessions,
            long expired,
            long samples,
            @Nullable Long average,
            @Nullable Long p50,
            @Nullable Long p95) {}

    /** In milliseconds, null without samples. */
    record LatencyRow(
            long sent,
            @Nullable Long average,
            @Nullable Long p50,
            @Nullable Long p95,
            @Nullable Long p99) {}

    record AttemptRow(int attempts, long taps, long givenUp) {}
}
