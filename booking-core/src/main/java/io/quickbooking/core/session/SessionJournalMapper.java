package io.quickbooking.core.session;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.WallOffset;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

interface SessionJournalMapper {
    String ACTIVE_SESSIONS = """
            SELECT s.id, s.selection, s.step, s.day, s.salon_id, s.realm, s.customer_id, s.start_ts, s.wall_start,
                   s.master_id,
                   CASE WHEN s.shown_selection = s.selection THEN s.shown_master ELSE m.name END AS master_name,
                   s.service_id,
                   CASE WHEN s.shown_selection = s.selection THEN s.shown_service ELSE v.name END AS service_name,
                   s.end_ts, s.price,
                   CASE WHEN s.shown_selection = s.selection THEN s.shown_currency ELSE l.currency END AS currency,
                   c.phone, c.name, s.language, s.started_at, s.selected_at, s.expires_at
            FROM sessions s
            JOIN salons l ON l.id = s.salon_id
            JOIN customers c ON c.id = s.customer_id
            LEFT JOIN masters m ON m.id = s.master_id
            LEFT JOIN services v ON v.id = s.service_id
            WHERE s.state = 'ACTIVE'
            """;

    @Select(ACTIVE_SESSIONS + "  AND s.id = #{id}")
    Optional<JournalRow> active(UUID id);

    /** Returns sessions that expire later than this one, the next first. */
    @Select(ACTIVE_SESSIONS + """
              AND (s.expires_at, s.id) > (#{expiresAt}, #{id})
            ORDER BY s.expires_at, s.id
            LIMIT #{limit}
            """)
    List<JournalRow> activeAfter(Instant expiresAt, UUID id, int limit);

    @Select(affectData = true, value = """
            WITH expired AS (
                UPDATE sessions
                SET state = 'EXPIRED',
                    ended_at = expires_at
                WHERE state = 'ACTIVE'
                  AND expires_at <= #{now}
                RETURNING salon_id, realm, selection
            )
            SELECT salon_id, realm, CAST(count(*) AS INT) AS sessions,
                   CAST(count(*) FILTER (WHERE selection > 0) AS INT) AS with_card
            FROM expired
            GROUP BY salon_id, realm
            """)
    List<ExpiredRow> expire(Instant now);

    @Update("""
            UPDATE sessions
            SET state = 'EXPIRED',
                ended_at = expires_at
            WHERE id = #{id}
              AND state = 'ACTIVE'
            """)
    int expireOne(UUID id);

    @Update("""
            UPDATE sessions
            SET started_at = started_at - (expires_at - CAST(#{now} AS timestamptz)),
                selected_at = selected_at - (expires_at - CAST(#{now} AS timestamptz)),
                expires_at = #{now},
                state = 'EXPIRED',
                ended_at = #{now}
            WHERE customer_id = #{customerId}
              AND realm = 'SIMULATED'
              AND state = 'ACTIVE'
              AND expires_at > #{now}
            """)
    int runOut(UUID customerId, Instant now);

    @Select("""
            SELECT EXISTS (
              SELECT 1
              FROM sessions
              WHERE id = #{id}
                AND customer_id = #{customerId}
                AND selection >= #{selection})
            """)
    boolean knows(UUID id, UUID customerId, int selection);

    /**
     * Stores for live cards the instant when the clock shows their wall time, where that differs from their start; see
     * V002.
     */
    @Update("""
            WITH clock AS (
              SELECT *
              FROM jsonb_to_recordset(CAST(#{offsets} AS jsonb)) AS stretch (""" + WallOffset.COLUMNS + """
              )),
            told AS (
              SELECT s.id, s.start_ts, s.wall_start,
                     CASE
                       WHEN s.wall_zone <> 'Z'
                         AND (s.start_ts AT TIME ZONE 'UTC') + make_interval(secs => moment.seconds) <> s.wall_start
                       THEN NULLIF((s.wall_start - make_interval(secs => meant.seconds)) AT TIME ZONE 'UTC', s.start_ts)
                     END AS wall_ts
              FROM sessions s
              JOIN salons l ON l.id = s.salon_id
              JOIN clock moment
                ON moment.zone = l.time_zone
               AND s.start_ts >= moment.at_from
               AND s.start_ts < moment.at_until
              JOIN clock meant
                ON meant.zone = l.time_zone
               AND s.wall_start >= meant.wall_from
               AND s.wall_start < meant.wall_until
              WHERE s.state = 'ACTIVE'
            )
            UPDATE sessions s
            SET wall_ts = told.wall_ts
            FROM told
            WHERE s.id = told.id
              AND s.start_ts = told.start_ts
              AND s.wall_start = told.wall_start
              AND s.wall_ts IS DISTINCT FROM told.wall_ts
            """)
    int noteWallTs(String offsets);

    record ExpiredRow(UUID salonId, Realm realm, int sessions, int withCard) {}

    record JournalRow(
            UUID id,
            int selection,
            Step step,
            @Nullable LocalDate day,
            UUID salonId,
            Realm realm,
            UUID customerId,
            @Nullable Instant startTs,
            @Nullable LocalDateTime wallStart,
            @Nullable UUID masterId,
            @Nullable String masterName,
            @Nullable UUID serviceId,
            @Nullable String serviceName,
            @Nullable Instant endTs,
            @Nullable Long price,
            String currency,
            @Nullable String phone,
            @Nullable String name,
            String language,
            Instant startedAt,
            Instant selectedAt,
            Instant expiresAt) {}
}
