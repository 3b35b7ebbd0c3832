package io.quickbooking.core.watch;

import java.time.Instant;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface WatchMapper {
    /** Reads all values at once; each part reads little more than the rows that it counts. */
    @Select("""
            SELECT
              (SELECT count(*)
               FROM (
                   SELECT
                   FROM sessions
                   WHERE salon_id IN (SELECT id FROM salons)
                     AND realm = 'LIVE'
                     AND state = 'ACTIVE'
                     AND expires_at > #{now}
                   LIMIT #{most}) counted) AS live_sessions,
              (SELECT count(*)
               FROM (
                   SELECT
                   FROM outbound_messages
                   WHERE salon_id IN (SELECT id FROM salons)
                     AND realm = 'LIVE'
                     AND state = 'PENDING'
                   LIMIT #{most}) counted) AS outbox_waiting,
              (SELECT min(first.created_at)
               FROM salons salon
               CROSS JOIN LATERAL (
                   SELECT created_at
                   FROM outbound_messages
                   WHERE salon_id = salon.id
                     AND realm = 'LIVE'
                     AND state = 'PENDING'
                   ORDER BY id
                   LIMIT 1) first) AS outbox_oldest,
              (SELECT count(*)
               FROM (
                   SELECT
                   FROM inbound_messages
                   WHERE salon_id IN (SELECT id FROM salons)
                     AND realm = 'LIVE'
                     AND state = 'PENDING'
                   LIMIT #{most}) counted) AS inbox_waiting,
              (SELECT min(first.received_at)
               FROM salons salon
               CROSS JOIN LATERAL (
                   SELECT received_at
                   FROM inbound_messages
                   WHERE salon_id = salon.id
                     AND realm = 'LIVE'
                     AND state = 'PENDING'
                   ORDER BY id
                   LIMIT 1) first) AS inbox_oldest,
              (SELECT count(*)
               FROM audit_findings
               WHERE run_id = (SELECT max(id) FROM audit_runs WHERE finished_at IS NOT NULL)
                 AND found IS DISTINCT FROM 0) AS audit_findings,
              clock_timestamp() AS database_now
            """)
    Row readings(@Param("now") Instant now, @Param("most") int most);

    record Row(
            long liveSessions,
            long outboxWaiting,
            @Nullable Instant outboxOldest,
            long inboxWaiting,
            @Nullable Instant inboxOldest,
            long auditFindings,
            Instant databaseNow) {}
}
