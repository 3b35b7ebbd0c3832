package io.quickbooking.core.booking;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
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
                   service, start_ts, end_ts, status, price, currency, session_token, created_at, version
            FROM bookings
            """;

    /**
     * Locks the master's row against every change of the facts that a booking relies on, not against other bookings.
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
     * Without a conflict target, so that the code, the token and the overlap all mean "no row". For the simulation, real
     * bookings are in the way too; the constraint keeps the realms apart.
     *
     * @return the new id; empty when something stands in the way
     */
    @Select("""
            INSERT INTO bookings (
              booking_code, salon_id, realm, customer_id, customer_phone, customer_name, master_id, service_id, service,
              start_ts, end_ts, busy_from, busy_until, price, currency, session_token, made_by, created_at, updated_at)
            SELECT
              #{code}, #{b.salonId}, #{b.realm}, #{b.customerId}, #{b.customerPhone}, #{b.customerName}, #{b.masterId},
              #{b.serviceId}, #{b.service}, #{b.startTs}, #{b.endTs}, #{busyFrom}, #{busyUntil}, #{b.price},
              #{b.currency}, #{b.sessionToken}, #{b.madeBy}, #{b.createdAt}, #{b.createdAt}
            WHERE #{b.realm} = 'LIVE'
               OR NOT EXISTS (
                 SELECT 1
                 FROM bookings o
                 WHERE o.salon_id = #{b.salonId}
                   AND o.master_id = #{b.masterId}
                   AND o.realm = 'LIVE'
                   AND (o.status IN ('CONFIRMED', 'COMPLETED')
                     OR (o.status = 'HELD' AND o.held_until > #{b.createdAt}))
                   AND tstzrange(o.busy_from, o.busy_until, '[)') && tstzrange(#{busyFrom}, #{busyUntil}, '[)'))
            ON CONFLICT DO NOTHING
            RETURNING id
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    Optional<UUID> insert(Coded booking);

    /** One parameter, so that its types are known beforehand, of nulls too. */
    record Coded(String code, NewBooking b, Instant busyFrom, Instant busyUntil) {}

    /**
     * What kept a booking from being written: another one, a hold that can be removed (it has ended, or is the customer's
     * own), or, as far as time goes, nothing.
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
              AND tstzrange(o.busy_from, o.busy_until, '[)') && tstzrange(#{busyFrom}, #{busyUntil}, '[)')
            """)
    Obstacle inTheWay(
            UUID salonId,
            UUID masterId,
            Realm realm,
            UUID customerId,
            Instant busyFrom,
            Instant busyUntil,
            Instant now);

    record Occupant(UUID id, @Nullable String bookingCode) {}

    enum Obstacle {
        TAKEN,
        REMOVABLE,
        NOTHING
    }

    /** A hold on the way to a booking that has no code yet; no row: something stands in the way. */
    @Insert("""
            INSERT INTO bookings (
              status, held_until, salon_id, realm, customer_id, customer_phone, customer_name, master_id, service_id,
              service, start_ts, end_ts, busy_from, busy_until, price, currency, session_token, created_at, updated_at)
            SELECT
              'HELD', #{heldUntil}, #{salonId}, #{realm}, #{customerId}, #{customerPhone}, #{customerName}, #{masterId},
              #{serviceId}, #{service}, #{startTs}, #{endTs}, #{busyFrom}, #{busyUntil}, #{price}, #{currency},
              #{sessionToken}, #{createdAt}, #{createdAt}
            WHERE #{realm} = 'LIVE'
               OR NOT EXISTS (
                 SELECT 1
                 FROM bookings o
                 WHERE o.salon_id = #{salonId}
                   AND o.master_id = #{masterId}
                   AND o.realm = 'LIVE'
                   AND (o.status IN ('CONFIRMED', 'COMPLETED') OR (o.status = 'HELD' AND o.held_until > #{createdAt}))
                   AND tstzrange(o.busy_from, o.busy_until, '[)') && tstzrange(#{busyFrom}, #{busyUntil}, '[)'))
            ON CONFLICT DO NOTHING
            """)
    int insertHold(Hold hold);

    String RETURNING_HOLD = """
            RETURNING salon_id, realm, customer_id, customer_phone, customer_name, master_id, service_id, service,
                      start_ts, end_ts, busy_from, busy_until, price, currency, session_token, created_at, held_until
            """;

    /** Takes the holds away that have ended, and the customer's own, where they overlap. */
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

    /** Takes a hold away that has not ended. */
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

    // Whoever has locked a hold is about to do something about it; to wait for them could be to wait for each other.
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
              AND tstzrange(busy_from, busy_until, '[)') && (
                SELECT tstzrange(
                  own.busy_from + (CAST(#{start} AS timestamptz) - own.start_ts),
                  own.busy_until + (CAST(#{start} AS timestamptz) - own.start_ts),
                  '[)')
                FROM bookings own
                WHERE own.id = #{except})
            ORDER BY status = 'HELD', start_ts
            LIMIT 1
            """)
    Optional<Occupant> occupant(UUID salonId, UUID masterId, Instant start, UUID except);

    /** Of a master's real times around a start, those that were held and are not any more. */
    @Delete("""
            DELETE FROM bookings
            WHERE salon_id = #{salonId}
              AND master_id = #{masterId}
              AND realm = 'LIVE'
              AND status = 'HELD'
              AND held_until <= #{now}
            """)
    int removeEndedHoldsOf(UUID salonId, UUID masterId, Instant now);

    /** The buffers go along, see the trigger bookings_fill_busy. */
    @Update("""
            UPDATE bookings
            SET master_id = #{masterId},
                end_ts = CAST(#{start} AS timestamptz) + (end_ts - start_ts),
                start_ts = #{start},
                updated_at = #{now}
            WHERE salon_id = #{salonId}
              AND id = #{id}
              AND realm = 'LIVE'
            """)
    int move(UUID salonId, UUID id, UUID masterId, Instant start, Instant now);

    @Select(COLUMNS + """
            WHERE session_token = #{token}
              AND salon_id = #{salonId}
              AND realm = 'LIVE'
              AND status <> 'HELD'
            """)
    Optional<Booking> madeByStaff(UUID salonId, String token);

    /** Lets others with the same text wait until the transaction ends. */
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
              AND start_ts > #{now}
            ORDER BY start_ts, id
            LIMIT #{limit}
            """)
    List<Booking> upcoming(UUID salonId, UUID customerId, Instant now, int limit);

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
