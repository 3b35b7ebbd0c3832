package io.quickbooking.core.admin.health;

import io.quickbooking.core.database.Identities;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Queries across all salons, for live customers only. */
interface IntegrityCheckMapper {
    @Select("""
            SELECT EXISTS (
              SELECT 1
              FROM audit_runs
              WHERE night = #{night}
                AND finished_at IS NOT NULL)
            """)
    boolean ranFor(LocalDate night);

    @Delete("""
            DELETE FROM audit_runs
            WHERE finished_at IS NULL
              AND COALESCE(alive_at + make_interval(secs => #{silent}), started_at + INTERVAL '1 hour') < #{now}
            """)
    int giveUp(Instant now, long silent);

    @Update("""
            UPDATE audit_runs
            SET alive_at = #{now}
            WHERE id = #{run}
            """)
    int alive(long run, Instant now);

    /**
     * Starts a run.
     *
     * @return empty if one is running, or has run for this night
     */
    @Select("""
            INSERT INTO audit_runs (night, asked_by, started_at, alive_at)
            SELECT CAST(#{night} AS date), #{username}, #{now}, #{now}
            WHERE NOT EXISTS (SELECT FROM audit_runs WHERE night = #{night})
            ON CONFLICT ((TRUE)) WHERE finished_at IS NULL DO NOTHING
            RETURNING id
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    Optional<Long> begin(@Nullable LocalDate night, @Nullable String username, Instant now);

    @Select("""
            SELECT started_at
            FROM audit_runs
            WHERE finished_at IS NULL
              AND COALESCE(alive_at + make_interval(secs => #{silent}), started_at + INTERVAL '1 hour') >= #{now}
            """)
    Optional<Instant> runningSince(Instant now, long silent);

    /**
     * Stores findings.
     *
     * @param findings {@code [{"kind": .., "found": ..}]}
     */
    @Insert("""
            INSERT INTO audit_findings (run_id, kind, found)
            SELECT run.id, f.kind, f.found
            FROM audit_runs run
            CROSS JOIN jsonb_to_recordset(CAST(#{findings} AS jsonb)) AS f (kind text, found bigint)
            WHERE run.id = #{run}
            """)
    int add(long run, String findings);

    @Update("""
            UPDATE audit_runs
            SET finished_at = #{now}
            WHERE id = #{run}
            """)
    int finish(long run, Instant now);

    @Delete("""
            DELETE FROM audit_runs
            WHERE started_at < #{before}
            """)
    int forget(Instant before);

    @Select("""
            SELECT run.started_at, run.finished_at, run.asked_by, f.kind, f.found
            FROM (
              SELECT *
              FROM audit_runs
              WHERE finished_at IS NOT NULL
              ORDER BY id DESC
              LIMIT 1) run
            JOIN audit_findings f ON f.run_id = run.id
            """)
    List<Row> last();

    /** Sets the statement timeout until the end of the transaction. */
    @Select("SELECT set_config('statement_timeout', '300000', TRUE)")
    String setStatementTimeout();

    /** Disables index scans until the end of the transaction, because the check looks for rows that an index lacks. */
    @Select("""
            SELECT set_config('enable_indexscan', 'off', TRUE)
                || set_config('enable_indexonlyscan', 'off', TRUE)
                || set_config('enable_bitmapscan', 'off', TRUE)
            """)
    String disableIndexScans();

    @Select("""
            SELECT count(*)
            FROM (
              SELECT busy_from < max(busy_until) OVER (
                         PARTITION BY salon_id, master_id
                         ORDER BY busy_from, id
                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS overlapping
              FROM bookings
              WHERE realm = 'LIVE'
                AND status IN ('HELD', 'CONFIRMED', 'COMPLETED')) audited
            WHERE overlapping
            """)
    long overlaps();

    @Select("""
            SELECT COALESCE(sum(abs(salon.usage_current_bookings - COALESCE(counted.bookings, 0))), 0)
            FROM salons salon
            LEFT JOIN (
              SELECT salon_id, count(*) AS bookings
              FROM bookings
              WHERE realm = 'LIVE'
                AND status <> 'HELD'
              GROUP BY salon_id) counted ON counted.salon_id = salon.id
            """)
    long counterDrift();

    /** Counts messages with an expired claim; next_attempt_at is the end of the claim. */
    @Select("""
            SELECT count(*)
            FROM outbound_messages
            WHERE realm = 'LIVE'
              AND state = 'PENDING'
              AND attempts > 0
              AND error_code IS NULL
              AND next_attempt_at < #{before}
            """)
    long messagesClaimed(Instant before);

    /** Counts waiting messages without claimed ones, which have their own count. */
    @Select("""
            SELECT count(*)
            FROM outbound_messages
            WHERE realm = 'LIVE'
              AND state = 'PENDING'
              AND (attempts = 0 OR error_code IS NOT NULL)
              AND (next_attempt_at < #{dueBefore} OR created_at < #{writtenBefore})
            """)
    long messagesWaiting(Instant dueBefore, Instant writtenBefore);

    @Select("""
            SELECT count(*)
            FROM inbound_messages
            WHERE realm = 'LIVE'
              AND state = 'PENDING'
              AND received_at < #{before}
            """)
    long tapsWaiting(Instant before);

    @Select("""
            SELECT count(*)
            FROM bookings
            WHERE realm = 'LIVE'
              AND status = 'HELD'
              AND held_until < #{before}
            """)
    long holdsLeft(Instant before);

    /**
     * Counts bookings of customers without exactly one tap that made them, taps that made a booking that does not exist, and
     * handled messages without an outcome. Bookings of staff have no tap.
     */
    @Select("""
            SELECT
              (SELECT count(*)
               FROM bookings b
               LEFT JOIN (
                 SELECT booking_id, count(*) AS taps
                 FROM tap_events
                 WHERE realm = 'LIVE'
                   AND outcome = 'booked'
                   AND decided_at >= #{since}
                 GROUP BY booking_id) told ON told.booking_id = b.id
               WHERE b.realm = 'LIVE'
                 AND b.status <> 'HELD'
                 AND b.made_by IS NULL
                 AND b.created_at >= #{since}
                 AND told.taps IS DISTINCT FROM 1)
              + (SELECT count(*)
                 FROM tap_events e
                 WHERE e.realm = 'LIVE'
                   AND e.outcome = 'booked'
                   AND e.decided_at >= #{since}
                   AND NOT EXISTS (
                     SELECT 1
                     FROM bookings b
                     WHERE b.id = e.booking_id
                       AND b.realm = 'LIVE'
                       AND b.status <> 'HELD'))
              + (SELECT count(*)
                 FROM inbound_messages i
                 WHERE i.realm = 'LIVE'
                   AND i.state IN ('DONE', 'FAILED')
                   AND i.received_at >= #{since}
                   AND NOT EXISTS (SELECT 1 FROM tap_events e WHERE e.inbound_id = i.id))
            """)
    long ledger(Instant since);

    @Select("SELECT count(*) FROM (" + Identities.BEHIND + ") behind")
    long identitiesBehind();

    record Row(
            Instant startedAt,
            Instant finishedAt,
            @Nullable String askedBy,
            String kind,
            @Nullable Long found) {}
}
