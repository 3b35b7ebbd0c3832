package io.quickbooking.core.admin.health;

import io.quickbooking.core.admin.health.SystemHealth.ErrorCount;
import io.quickbooking.core.database.Identities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Salons are passed as UUIDs in text form: MyBatis passes no other arrays of them. */
interface SystemHealthMapper {
    /** Sets the statement timeout until the end of the transaction. */
    @Select("SELECT set_config('statement_timeout', '2000', TRUE)")
    String setStatementTimeout();

    @Select("SELECT 1")
    int answer();

    @Select("""
            SELECT current_setting('server_version') AS version,
                   pg_database_size(current_database()) AS size_bytes,
                   clock_timestamp() AS now
            """)
    DatabaseRow database();

    @Select("""
            SELECT pg_is_in_recovery() AS standby,
                   current_setting('transaction_read_only') = 'on' AS read_only
            """)
    WritesRow writes();

    @Select(Identities.BEHIND)
    List<String> identitiesBehind();

    @Select(Identities.SUBSCRIPTIONS)
    List<String> subscriptions();

    record WritesRow(boolean standby, boolean readOnly) {}

    @Select("""
            SELECT max(version)
            FROM ${table}
            WHERE success
            """)
    String migration(@Param("table") String table);

    @Select("""
            SELECT count(*)
            FROM (
                SELECT
                FROM sessions
                WHERE salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
                  AND realm = 'LIVE'
                  AND state = 'ACTIVE'
                  AND expires_at > #{now}
                LIMIT #{most}) counted
            """)
    int liveSessions(@Param("salons") String[] salons, @Param("now") Instant now, @Param("most") int most);

    @Select("""
            SELECT
              (SELECT count(*)
               FROM (
                   SELECT
                   FROM inbound_messages
                   WHERE salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
                     AND realm = 'LIVE'
                     AND state = 'PENDING'
                   LIMIT #{most}) counted) AS waiting,
              (SELECT min(first.received_at)
               FROM unnest(CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[])) AS salon (id)
               CROSS JOIN LATERAL (
                   SELECT received_at
                   FROM inbound_messages
                   WHERE salon_id = salon.id
                     AND realm = 'LIVE'
                     AND state = 'PENDING'
                   ORDER BY id
                   LIMIT 1) first) AS oldest
            """)
    QueueRow inbox(@Param("salons") String[] salons, @Param("most") int most);

    @Select("""
            SELECT
              (SELECT count(*)
               FROM (
                   SELECT
                   FROM outbound_messages
                   WHERE salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
                     AND realm = 'LIVE'
                     AND state = 'PENDING'
                   LIMIT #{most}) counted) AS waiting,
              (SELECT min(first.created_at)
               FROM unnest(CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[])) AS salon (id)
               CROSS JOIN LATERAL (
                   SELECT created_at
                   FROM outbound_messages
                   WHERE salon_id = salon.id
                     AND realm = 'LIVE'
                     AND state = 'PENDING'
                   ORDER BY id
                   LIMIT 1) first) AS oldest
            """)
    QueueRow outbox(@Param("salons") String[] salons, @Param("most") int most);

    @Select("""
            SELECT error_code AS code, waiting, count(*) AS count
            FROM (
                SELECT error_code, FALSE AS waiting
                FROM outbound_messages
                WHERE salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
                  AND realm = 'LIVE'
                  AND failed_at >= #{since}
                  AND state = 'FAILED'
                UNION ALL
                SELECT error_code, TRUE
                FROM outbound_messages
                WHERE salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
                  AND realm = 'LIVE'
                  AND state = 'PENDING'
                  AND error_code IS NOT NULL) errors
            GROUP BY error_code, waiting
            ORDER BY count(*) DESC, error_code, waiting
            LIMIT 50
            """)
    List<ErrorCount> errors(@Param("salons") String[] salons, @Param("since") Instant since);

    @Select("""
            SELECT count(*)
            FROM (
                SELECT
                FROM tap_events
                WHERE salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
                  AND realm = 'LIVE'
                  AND outcome = 'rate_limited'
                  AND decided_at >= #{since}
                LIMIT #{most}) counted
            """)
    int limited(@Param("salons") String[] salons, @Param("since") Instant since, @Param("most") int most);

    @Select("""
            SELECT count(*)
            FROM (
                SELECT start_ts < max(end_ts) OVER (
                           PARTITION BY salon_id, master_id
                           ORDER BY start_ts, id
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS overlapping
                FROM bookings
                WHERE salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
                  AND realm = 'LIVE'
                  AND status IN ('CONFIRMED', 'COMPLETED')
                  AND start_ts >= #{since}) audited
            WHERE overlapping
            """)
    long overlaps(@Param("salons") String[] salons, @Param("since") Instant since);

    @Select("""
            SELECT COALESCE(sum(abs(salon.usage_current_bookings - counted.bookings)), 0)
            FROM salons salon
            CROSS JOIN LATERAL (
                SELECT count(*) AS bookings
                FROM bookings
                WHERE salon_id = salon.id
                  AND realm = 'LIVE'
                  AND status <> 'HELD') counted
            WHERE salon.id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
            """)
    long counterDrift(@Param("salons") String[] salons);

    /** Counts future visits booked at another time than their customers were notified of, by the present clock. */
    @Select("""
            SELECT count(*)
            FROM bookings
            WHERE salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
              AND wall_ts IS NOT NULL
              AND realm = 'LIVE'
              AND status = 'CONFIRMED'
              AND start_ts > #{since}
            """)
    long disagreeing(@Param("salons") String[] salons, @Param("since") Instant since);

    @Select("""
            SELECT DISTINCT time_zone
            FROM salons
            WHERE id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
            ORDER BY time_zone
            """)
    List<String> zones(@Param("salons") String[] salons);

    /** Returns zones that the database knows differently from Java, or not at all, and since when. */
    @Select("""
            WITH moments AS (
              SELECT zone, moment, seconds
              FROM jsonb_to_recordset(CAST(#{moments} AS jsonb)) AS given (zone TEXT, moment TIMESTAMPTZ, seconds INT)
            )
            SELECT m.zone, min(m.moment) AS since, z.known <> 'Z' AS known
            FROM moments m
            JOIN (SELECT zone, zone_of_database(zone) AS known FROM (SELECT DISTINCT zone FROM moments) zones) z
              ON z.zone = m.zone
            WHERE z.known = 'Z'
               OR extract(EPOCH FROM (m.moment AT TIME ZONE z.known) - (m.moment AT TIME ZONE 'UTC')) <> m.seconds
            GROUP BY m.zone, z.known
            ORDER BY m.zone
            """)
    List<SystemHealth.ZoneDifference> differing(@Param("moments") String moments);

    @Select("SELECT id, time_zone FROM salons")
    List<SalonZone> salonZones();

    record SalonZone(UUID id, String timeZone) {}

    record Moment(String zone, String moment, int seconds) {}

    record DatabaseRow(String version, long sizeBytes, Instant now) {}

    record QueueRow(int waiting, @Nullable Instant oldest) {
        SystemHealth.Queue asOf(Instant now) {
            return new SystemHealth.Queue(waiting, oldest, oldest == null ? null : Duration.between(oldest, now));
        }
    }
}
