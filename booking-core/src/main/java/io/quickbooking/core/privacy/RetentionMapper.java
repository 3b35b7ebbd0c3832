package io.quickbooking.core.privacy;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

interface RetentionMapper {
    /** Locks a mark; empty if another node is processing it. */
    @Select("SELECT upto FROM retention_marks WHERE what = #{what} FOR UPDATE SKIP LOCKED")
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    Optional<Long> lockMark(String what);

    @Update("UPDATE retention_marks SET upto = #{upto} WHERE what = #{what}")
    int mark(String what, long upto);

    /**
     * Returns the id among the next rows up to which all are older than the limit. It is below the mark if the next row is not,
     * and null if there is no next row.
     */
    @Select("""
            SELECT COALESCE(min(id) FILTER (WHERE received_at >= #{before}) - 1, max(id))
            FROM (
              SELECT id, received_at
              FROM inbound_messages
              WHERE id > #{after}
              ORDER BY id
              LIMIT #{batch}
            ) next
            """)
    @Nullable
    Long inboundUpTo(long after, Instant before, int batch);

    /** Empties received messages; one that still waits after this time can no longer be answered. */
    @Update("""
            UPDATE inbound_messages
            SET message_id = emptied_message_id(message_id),
                phone = NULL,
                user_id = NULL,
                name = NULL,
                payload = '{}',
                button_id = CASE WHEN kind = 'tap' THEN '' END,
                last_error = NULL,
                state = CASE WHEN state = 'DONE' THEN 'DONE' ELSE 'IGNORED' END,
                next_attempt_at = NULL,
                handled_at = COALESCE(handled_at, #{now})
            WHERE id > #{after}
              AND id <= #{upto}
              AND realm = 'LIVE'
              AND message_id NOT LIKE 'emptied:%'
            """)
    int emptyInbound(long after, long upto, Instant now);

    @Delete("""
            DELETE FROM unhandled_events
            WHERE id IN (
              SELECT id
              FROM unhandled_events
              WHERE received_at < #{before}
              ORDER BY received_at
              LIMIT #{batch})
            """)
    int removeUnhandled(Instant before, int batch);

    @Select("""
            SELECT COALESCE(min(id) FILTER (WHERE created_at >= #{before}) - 1, max(id))
            FROM (
              SELECT id, created_at
              FROM outbound_messages
              WHERE id > #{after}
              ORDER BY id
              LIMIT #{batch}
            ) next
            """)
    @Nullable
    Long outboundUpTo(long after, Instant before, int batch);

    @Update("""
            UPDATE outbound_messages
            SET payload = '{}',
                wamid = NULL,
                error = NULL,
                error_code = CASE WHEN state = 'PENDING' THEN -2 ELSE error_code END,
                failed_at = CASE WHEN state = 'PENDING' THEN CAST(#{now} AS timestamptz) ELSE failed_at END,
                state = CASE WHEN state = 'PENDING' THEN 'FAILED' ELSE state END,
                emptied_at = #{now}
            WHERE id > #{after}
              AND id <= #{upto}
              AND realm = 'LIVE'
              AND emptied_at IS NULL
            """)
    int emptyOutbound(long after, long upto, Instant now);

    @Select("""
            SELECT COALESCE(min(id) FILTER (WHERE decided_at >= #{before}) - 1, max(id))
            FROM (
              SELECT id, decided_at
              FROM tap_events
              WHERE id > #{after}
              ORDER BY id
              LIMIT #{batch}
            ) next
            """)
    @Nullable
    Long tapsUpTo(long after, Instant before, int batch);

    /** Empties the text of taps; metrics count their kind, time and outcome. */
    @Update("""
            UPDATE tap_events
            SET button_id = ''
            WHERE id > #{after}
              AND id <= #{upto}
              AND realm = 'LIVE'
              AND button_id <> ''
            """)
    int emptyTaps(long after, long upto);

    /** Removes sessions that count in no metric, see docs/metrics.md. */
    @Delete("""
            DELETE FROM sessions
            WHERE id IN (
              SELECT id
              FROM sessions
              WHERE selection = 0
                AND ended_at IS NOT NULL
                AND ended_at < #{before}
                AND realm = 'LIVE'
              ORDER BY ended_at
              LIMIT #{batch})
            """)
    int removeSessions(Instant before, int batch);
}
