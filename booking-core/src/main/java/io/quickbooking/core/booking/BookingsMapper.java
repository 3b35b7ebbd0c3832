package io.quickbooking.core.booking;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.WallOffset;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

interface BookingsMapper {
    String COLUMNS = """
            SELECT id, booking_code, salon_id, realm, customer_id, customer_phone, customer_name, master_id, service_id,
                   service, start_ts, end_ts, COALESCE(wall_ts, start_ts) AS told_ts, status, price, currency,
                   session_token, created_at, version
            FROM bookings
            """;

    // A visit may be told at one time and booked at another after a clock change, see V002: no other customer gets
    // either.
    String NOT_TOLD_TO_OTHERS = """
              NOT EXISTS (
                 SELECT 1
                 FROM bookings t
                 WHERE t.wall_ts IS NOT NULL
                   AND t.salon_id = #{salonId}
                   AND t.master_id = #{masterId}
                   AND t.realm IN ('LIVE', #{realm})
                   AND (t.status IN ('CONFIRMED', 'COMPLETED')
                     OR (t.status = 'HELD' AND t.held_until > #{createdAt} AND t.customer_id <> #{customerId}))
                   AND tstzrange(t.busy_from + (t.wall_ts - t.start_ts), t.busy_until + (t.wall_ts - t.start_ts), '[)')
                       && tstzrange(#{busyFrom}, #{busyUntil}, '[)'))
            """;

    /**
     * Locks the master's row against every change of the facts that a booking relies on, but not against other
     * bookings.
     *
     * @return the row's version
     */
    @Select("""
            SELECT version
            FROM masters
            WHERE salon_id = #{salonId}
              AND id = #{masterId}
            FOR SHARE
            """)
    Optional<Long> lockMaster(UUID salonId, UUID masterId);

    /**
     * Inserts without a conflict target, so that the code, the token and the overlap all mean "no row";
     * {@link BookingWriter} finds out which it was. No fourth key can conflict: the id is random. For the simulation,
     * real bookings conflict too; the constraint separates the realms.
     *
     * @return the new id; empty on a conflict
     */
    @Select("""
            INSERT INTO bookings (
              booking_code, salon_id, realm, customer_id, customer_phone, customer_name, master_id, service_id, service,
              start_ts, end_ts, wall_start, wall_zone, busy_from, busy_until, price, currency, session_token, made_by,
              created_at, updated_at)
            SELECT
              #{code}, #{b.salonId}, #{b.realm}, #{b.customerId}, #{b.customerPhone}, #{b.customerName}, #{b.masterId},
              #{b.serviceId}, #{b.service}, #{b.startTs}, #{b.endTs}, #{b.wallStart}, #{b.wallZone}, #{busyFrom},
              #{busyUntil}, #{b.price}, #{b.currency}, #{b.sessionToken}, #{b.madeBy}, #{b.createdAt}, #{b.createdAt}
            WHERE (#{b.realm} = 'LIVE'
               OR NOT EXISTS (
                 SELECT 1
                 FROM bookings o
                 WHERE o.salon_id = #{b.salonId}
                   AND o.master_id = #{b.masterId}
                   AND o.realm = 'LIVE'
                   AND (o.status IN ('CONFIRMED', 'COMPLETED')
                     OR (o.status = 'HELD' AND o.held_until > #{b.createdAt}))
                   AND tstzrange(o.busy_from, o.busy_until, '[)') && tstzrange(#{busyFrom}, #{busyUntil}, '[)')))
              AND NOT EXISTS (
                 SELECT 1
                 FROM bookings t
                 WHERE t.wall_ts IS NOT NULL
                   AND t.salon_id = #{b.salonId}
                   AND t.master_id = #{b.masterId}
                   AND t.realm IN ('LIVE', #{b.realm})
                   AND (t.status IN ('CONFIRMED', 'COMPLETED')
                     OR (t.status = 'HELD' AND t.held_until > #{b.createdAt} AND t.customer_id <> #{b.customerId}))
                   AND tstzrange(t.busy_from + (t.wall_ts - t.start_ts), t.busy_until + (t.wall_ts - t.start_ts), '[)')
                       && tstzrange(#{busyFrom}, #{busyUntil}, '[)'))
            ON CONFLICT DO NOTHING
            RETURNING id
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    Optional<UUID> insert(Coded booking);

    /** Bundles the values in one parameter, so that their types are known in advance, also of nulls. */
    record Coded(String code, NewBooking b, Instant busyFrom, Instant busyUntil) {}

    @Select("""
            SELECT EXISTS (SELECT 1 FROM bookings WHERE booking_code = #{code})
                OR EXISTS (SELECT 1 FROM bookings WHERE session_token = #{token})
            """)
    boolean isTaken(String code, @Nullable String token);

    /**
     * Returns the conflict that prevented a booking: another booking, a removable hold (expired, or the customer's
     * own), or no conflict in time.
     */
    @Select("""
            SELECT CASE
                     WHEN bool_or(o.status <> 'HELD' OR (o.held_until > #{now} AND o.customer_id <> #{customerId}))
                       THEN 'TAKEN'
                     WHEN bool_or(o.realm = #{realm}) THEN 'REMOVABLE'
                     ELSE 'NOTHING'
                   END
            FROM bookings o
            WHERE o.salon_id = #{salonId}
              AND o.master_id = #{masterId}
              AND o.realm IN ('LIVE', #{realm})
              AND o.status IN ('HELD', 'CONFIRMED', 'COMPLETED')
              AND (tstzrange(o.busy_from, o.busy_until, '[)') && tstzrange(#{busyFrom}, #{busyUntil}, '[)')
                OR (o.wall_ts IS NOT NULL
                  AND tstzrange(o.busy_from + (o.wall_ts - o.start_ts), o.busy_until + (o.wall_ts - o.start_ts), '[)')
                      && tstzrange(#{busyFrom}, #{busyUntil}, '[)')))
            """)
    Obstacle obstacle(
            UUID salonId,
            UUID masterId,
            Realm realm,
            UUID customerId,
            Instant busyFrom,
            Instant busyUntil,
            Instant now);

    String WANTED = """
                (SELECT tstzrange(
                  own.busy_from + (CAST(#{start} AS timestamptz) - own.start_ts),
                  own.busy_until + (CAST(#{start} AS timestamptz) - own.start_ts),
                  '[)')
                FROM bookings own
                WHERE own.id = #{except})
            """;

    record Occupant(UUID id, @Nullable String bookingCode) {}

    enum Obstacle {
        TAKEN,
        REMOVABLE,
        NOTHING
    }

    /** Inserts a hold, which is a booking without a code; no row: there is a conflict. */
    @Insert("""
            INSERT INTO bookings (
              status, held_until, salon_id, realm, customer_id, customer_phone, customer_name, master_id, service_id,
              service, start_ts, end_ts, wall_start, wall_zone, busy_from, busy_until, price, currency, session_token,
              created_at, updated_at)
            SELECT
              'HELD', #{heldUntil}, #{salonId}, #{realm}, #{customerId}, #{customerPhone}, #{customerName}, #{masterId},
              #{serviceId}, #{service}, #{startTs}, #{endTs}, #{wallStart}, #{wallZone}, #{busyFrom}, #{busyUntil},
              #{price}, #{currency}, #{sessionToken}, #{createdAt}, #{createdAt}
            WHERE (#{realm} = 'LIVE'
               OR NOT EXISTS (
                 SELECT 1
                 FROM bookings o
                 WHERE o.salon_id = #{salonId}
                   AND o.master_id = #{masterId}
                   AND o.realm = 'LIVE'
                   AND (o.status IN ('CONFIRMED', 'COMPLETED') OR (o.status = 'HELD' AND o.held_until > #{createdAt}))
                   AND tstzrange(o.busy_from, o.busy_until, '[)') && tstzrange(#{busyFrom}, #{busyUntil}, '[)')))
              AND """ + NOT_TOLD_TO_OTHERS + """
            ON CONFLICT DO NOTHING
            """)
    int insertHold(Hold hold);

    String RETURNING_HOLD = """
            RETURNING salon_id, realm, customer_id, customer_phone, customer_name, master_id, service_id, service,
                      start_ts, end_ts, wall_start, wall_zone, busy_from, busy_until, price, currency, session_token,
                      created_at, held_until
            """;

    /** Removes expired holds and the customer's own where they overlap. */
    @Select(affectData = true, value = """
            DELETE FROM bookings
            WHERE salon_id = #{salonId}
              AND master_id = #{masterId}
              AND realm = #{realm}
              AND status = 'HELD'
              AND (held_until <= #{now} OR customer_id = #{customerId})
              AND tstzrange(busy_from, busy_until, '[)') && tstzrange(#{busyFrom}, #{busyUntil}, '[)')
            """ + RETURNING_HOLD)
    List<Hold> removeHolds(
            UUID salonId,
            UUID masterId,
            Realm realm,
            UUID customerId,
            Instant busyFrom,
            Instant busyUntil,
            Instant now);

    /** Removes and returns a hold that has not expired. */
    @Select(affectData = true, value = """
            DELETE FROM bookings
            WHERE session_token = #{token}
              AND salon_id = #{salonId}
              AND customer_id = #{customerId}
              AND status = 'HELD'
              AND held_until > #{now}
            """ + RETURNING_HOLD)
    Optional<Hold> takeHold(UUID salonId, UUID customerId, String token, Instant now);

    @Select("""
            SELECT held_until
            FROM bookings
            WHERE session_token = #{token}
              AND salon_id = #{salonId}
              AND customer_id = #{customerId}
              AND status = 'HELD'
              AND held_until > #{now}
            """)
    Optional<Instant> heldUntil(UUID salonId, UUID customerId, String token, Instant now);

    /** @param but the selection whose hold stays; null: none */
    @Delete("""
            DELETE FROM bookings
            WHERE customer_id = #{customerId}
              AND salon_id = #{salonId}
              AND status = 'HELD'
              AND session_token IS DISTINCT FROM #{but}
            """)
    int releaseHolds(UUID salonId, UUID customerId, @Nullable String but);

    // A transaction that has locked a hold is about to change it; waiting for it could be a deadlock.
    @Select(affectData = true, value = """
            WITH ended AS (
              DELETE FROM bookings
              WHERE id IN (
                SELECT id
                FROM bookings
                WHERE status = 'HELD'
                  AND held_until <= #{now}
                FOR UPDATE SKIP LOCKED)
              RETURNING salon_id, realm
            )
            SELECT DISTINCT salon_id, realm
            FROM ended
            """)
    List<BookingWriter.EndedHolds> removeEndedHolds(Instant now);

    @Select(COLUMNS + """
            WHERE salon_id = #{salonId}
              AND customer_id = #{customerId}
              AND session_token = #{token}
              AND status <> 'HELD'
            """)
    Optional<Booking> byToken(UUID salonId, UUID customerId, String token);

    /** Locks the master's row against confirmations too. */
    @Select("""
            SELECT version
            FROM masters
            WHERE salon_id = #{salonId}
              AND id = #{masterId}
            FOR NO KEY UPDATE
            """)
    Optional<Long> lockMasterAlone(UUID salonId, UUID masterId);

    @Select(COLUMNS
            + "WHERE salon_id = #{salonId} AND id = #{id} AND realm = 'LIVE' AND status <> 'HELD' FOR NO KEY UPDATE")
    Optional<Booking> lock(UUID salonId, UUID id);

    @Select("""
            SELECT id, booking_code
            FROM bookings
            WHERE salon_id = #{salonId}
              AND master_id = #{masterId}
              AND realm = 'LIVE'
              AND id <> #{except}
              AND status IN ('HELD', 'CONFIRMED', 'COMPLETED')
              AND (tstzrange(busy_from, busy_until, '[)') && """ + WANTED + """
                OR (wall_ts IS NOT NULL
                  AND tstzrange(busy_from + (wall_ts - start_ts), busy_until + (wall_ts - start_ts), '[)') && """ + WANTED + """
                ))
            ORDER BY status = 'HELD', start_ts
            LIMIT 1
            """)
    Optional<Occupant> occupant(UUID salonId, UUID masterId, Instant start, UUID except);

    /** Removes expired holds of a master's real times around a start. */
    @Delete("""
            DELETE FROM bookings
            WHERE salon_id = #{salonId}
              AND master_id = #{masterId}
              AND realm = 'LIVE'
              AND status = 'HELD'
              AND held_until <= #{now}
            """)
    int removeEndedHoldsOf(UUID salonId, UUID masterId, Instant now);

    /** Moves a booking with its buffers, see the trigger bookings_fill_busy. */
    @Update("""
            UPDATE bookings
            SET master_id = #{masterId},
                end_ts = CAST(#{start} AS timestamptz) + (end_ts - start_ts),
                start_ts = #{start},
                wall_start = #{wallStart},
                wall_zone = #{wallZone},
                updated_at = #{now}
            WHERE salon_id = #{salonId}
              AND id = #{id}
              AND realm = 'LIVE'
            """)
    int move(
            UUID salonId, UUID id, UUID masterId, Instant start, LocalDateTime wallStart, String wallZone, Instant now);

    // Wall times follow Java's time zone data, passed to the statement, see WallOffset: the database has data of its
    // own.
    String TOLD = """
            WITH clock AS (
              SELECT *
              FROM jsonb_to_recordset(CAST(#{offsets} AS jsonb)) AS stretch (""" + WallOffset.COLUMNS + """
              )),
            told AS (
              SELECT b.id, s.zone, b.salon_id, b.booking_code, b.master_id, b.realm, b.status, b.service, b.customer_name,
                     b.wall_start, b.wall_zone, b.start_ts, b.busy_from, b.busy_until,
                     (b.start_ts AT TIME ZONE 'UTC') + make_interval(secs => moment.seconds) AS shown,
                     CASE
                       WHEN b.wall_zone <> 'Z'
                         AND (b.start_ts AT TIME ZONE 'UTC') + make_interval(secs => moment.seconds) <> b.wall_start
                       THEN NULLIF((b.wall_start - make_interval(secs => meant.seconds)) AT TIME ZONE 'UTC', b.start_ts)
                     END AS wall_ts
              FROM jsonb_to_recordset(CAST(#{salons} AS jsonb)) AS s (salon_id UUID, zone TEXT)
              JOIN bookings b
                ON b.salon_id = s.salon_id
               AND b.start_ts > #{since}
              JOIN clock moment
                ON moment.zone = s.zone
               AND b.start_ts >= moment.at_from
               AND b.start_ts < moment.at_until
              JOIN clock meant
                ON meant.zone = s.zone
               AND b.wall_start >= meant.wall_from
               AND b.wall_start < meant.wall_until
            )
            """;

    /** An UPDATE that waited sees the moved booking beside the values that were read before: it then skips the row. */
    String AS_TOLD = """
              AND b.start_ts = told.start_ts
              AND b.wall_start = told.wall_start
              AND b.wall_zone = told.wall_zone
            """;

    /** Returns, for masters with a visit that disagrees with its wall time, all visits that occupy time or disagree. */
    @Select(TOLD + """
            SELECT told.id, told.booking_code, told.master_id, m.name AS master_name, told.realm, told.status,
                   told.service, told.customer_name, told.wall_start, told.start_ts, told.busy_from, told.busy_until,
                   told.wall_ts
            FROM told
            JOIN masters m ON m.id = told.master_id
            WHERE told.master_id IN (SELECT master_id FROM told WHERE wall_ts IS NOT NULL)
              AND (told.wall_ts IS NOT NULL OR told.status IN ('HELD', 'CONFIRMED', 'COMPLETED'))
            """)
    List<Retiming.Row> told(String salons, String offsets, Instant since);

    /** Stores the instant when the clock shows the wall time, where that is not the booked instant. */
    @Update(TOLD + """
            UPDATE bookings b
            SET wall_ts = told.wall_ts
            FROM told
            WHERE b.id = told.id
              AND b.wall_ts IS DISTINCT FROM told.wall_ts
            """ + AS_TOLD)
    int noteWallTs(String salons, String offsets, Instant since);

    /** Fills in wall times that are missing because the database did not know the zone, by Java's time zone data. */
    @Update(TOLD + """
            UPDATE bookings b
            SET wall_start = told.shown,
                wall_zone = told.zone
            FROM told
            WHERE b.id = told.id
              AND b.wall_zone = 'Z'
            """ + AS_TOLD)
    int adoptMoments(String salons, String offsets, Instant since);

    /** Replaces the wall times by what the clock shows at the booked instants. */
    @Update(TOLD + """
            UPDATE bookings b
            SET wall_start = told.shown,
                wall_zone = told.zone,
                wall_ts = NULL
            FROM told
            WHERE b.id = told.id
              AND (b.wall_start <> told.shown OR b.wall_zone <> told.zone OR b.wall_ts IS NOT NULL)
            """ + AS_TOLD)
    int keepMoments(String salons, String offsets, Instant since);

    /** Changes the zone of the stored wall times. */
    @Update("""
            UPDATE bookings
            SET wall_zone = #{zone}
            WHERE salon_id = #{salonId}
              AND start_ts > #{since}
              AND wall_zone <> #{zone}
            """)
    int keepWallTimes(UUID salonId, String zone, Instant since);

    @Select("""
            SELECT id
            FROM masters
            WHERE salon_id = #{salonId}
            ORDER BY id
            FOR NO KEY UPDATE
            """)
    List<UUID> lockMastersAlone(UUID salonId);

    /** Locks the bookings, because customers and staff cancel and complete without locking the masters. */
    @Select("""
            SELECT id
            FROM bookings
            WHERE salon_id = #{salonId}
              AND start_ts > #{since}
              AND status <> 'HELD'
            ORDER BY id
            FOR NO KEY UPDATE
            """)
    List<UUID> lockVisits(UUID salonId, Instant since);

    /** Removes visits from the constraint within the transaction, so that they can pass each other. */
    @Update("""
            UPDATE bookings b
            SET status = 'CANCELLED'
            FROM jsonb_to_recordset(CAST(#{rows} AS jsonb)) AS row (id UUID)
            WHERE b.id = row.id
              AND b.salon_id = #{salonId}
            """)
    int setAside(UUID salonId, String rows);

    /**
     * Moves visits with their buffers, see the trigger bookings_fill_busy. For a cancelled visit, updated_at is the
     * time of cancellation.
     */
    @Update("""
            UPDATE bookings b
            SET start_ts = row.start_ts,
                end_ts = b.end_ts + (row.start_ts - b.start_ts),
                wall_start = b.wall_start,
                wall_ts = NULL,
                status = row.status,
                updated_at = CASE WHEN row.status = 'CANCELLED' THEN b.updated_at ELSE #{now} END
            FROM jsonb_to_recordset(CAST(#{rows} AS jsonb)) AS row (id UUID, start_ts TIMESTAMPTZ, status TEXT)
            WHERE b.id = row.id
              AND b.salon_id = #{salonId}
            """)
    int putAtWallTime(UUID salonId, String rows, Instant now);

    record Placed(UUID id, String startTs, String status) {}

    record SalonZone(UUID salonId, String zone) {}

    @Select(COLUMNS + """
            WHERE session_token = #{token}
              AND salon_id = #{salonId}
              AND realm = 'LIVE'
              AND status <> 'HELD'
            """)
    Optional<Booking> madeByStaff(UUID salonId, String token);

    /** Makes other transactions with the same text wait until the transaction ends. */
    @Select("SELECT CAST(pg_advisory_xact_lock(hashtextextended(#{text}, 0)) AS text)")
    String lockText(String text);

    @Update("""
            UPDATE bookings
            SET status = #{status},
                updated_at = #{now}
            WHERE salon_id = #{salonId}
              AND id = #{id}
              AND realm = 'LIVE'
            """)
    int changeStatus(UUID salonId, UUID id, Booking.Status status, Instant now);

    @Update("""
            UPDATE salons
            SET usage_current_bookings = usage_current_bookings + 1
            WHERE id = #{salonId}
            """)
    int countUp(UUID salonId);

    @Update("""
            UPDATE bookings
            SET customer_phone = NULL,
                customer_name = NULL,
                metadata = '{}',
                updated_at = #{now}
            WHERE salon_id = #{salonId}
              AND customer_id = #{customerId}
            """)
    int forget(UUID salonId, UUID customerId, Instant now);

    @Delete("""
            DELETE FROM bookings
            WHERE realm = 'SIMULATED'
              AND salon_id = #{salonId}
              AND customer_id = ANY (CAST(#{customerIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
            """)
    int removeSimulated(UUID salonId, String[] customerIds);

    @Select(COLUMNS + """
            WHERE salon_id = #{salonId}
              AND customer_id = #{customerId}
              AND status = 'CONFIRMED'
              AND start_ts > CAST(#{now} AS timestamptz) - INTERVAL '26 hours'
              AND COALESCE(wall_ts, start_ts) > #{now}
            ORDER BY COALESCE(wall_ts, start_ts), booking_code
            LIMIT #{limit}
            """)
    List<Booking> upcoming(UUID salonId, UUID customerId, Instant now, int limit);

    @Select(COLUMNS + """
            WHERE salon_id = #{salonId}
              AND customer_id = #{customerId}
              AND status = 'CONFIRMED'
              AND start_ts > CAST(#{now} AS timestamptz) - INTERVAL '26 hours'
              AND COALESCE(wall_ts, start_ts) > #{now}
              AND (COALESCE(wall_ts, start_ts), booking_code)
                  > (CAST(#{start} AS timestamptz), CAST(#{bookingCode} AS text))
            ORDER BY COALESCE(wall_ts, start_ts), booking_code
            LIMIT #{limit}
            """)
    List<Booking> upcomingAfter(
            UUID salonId, UUID customerId, Instant now, Instant start, String bookingCode, int limit);

    @Select(COLUMNS + """
            WHERE salon_id = #{salonId}
              AND customer_id = #{customerId}
              AND status = 'CONFIRMED'
              AND start_ts > CAST(#{start} AS timestamptz) - INTERVAL '26 hours'
              AND start_ts < CAST(#{end} AS timestamptz) + INTERVAL '2 hours'
              AND COALESCE(wall_ts, start_ts) < #{end}
              AND end_ts + (COALESCE(wall_ts, start_ts) - start_ts) > #{start}
            ORDER BY COALESCE(wall_ts, start_ts), booking_code
            LIMIT 1
            """)
    Optional<Booking> at(UUID salonId, UUID customerId, Instant start, Instant end);

    @Select(COLUMNS + """
            WHERE salon_id = #{salonId}
              AND customer_id = #{customerId}
              AND status IN ('CONFIRMED', 'COMPLETED')
            ORDER BY start_ts DESC, id
            LIMIT 1
            """)
    Optional<Booking> latest(UUID salonId, UUID customerId);

    @Select(COLUMNS + """
            WHERE salon_id = #{salonId}
              AND customer_id = #{customerId}
              AND booking_code = #{code}
              AND status <> 'HELD'
            FOR NO KEY UPDATE
            """)
    Optional<Booking> lockOwn(UUID salonId, UUID customerId, String code);

    @Update("""
            UPDATE bookings
            SET status = 'CANCELLED',
                updated_at = #{now}
            WHERE salon_id = #{salonId}
              AND customer_id = #{customerId}
              AND id = #{id}
              AND status = 'CONFIRMED'
            """)
    int cancelOwn(UUID salonId, UUID customerId, UUID id, Instant now);
}
