package io.quickbooking.core.admin.messages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface MessageDeskMapper {
    String SENT = """
            SELECT message.id, message.salon_id, message.customer_id, customer.phone AS customer_phone,
                   customer.name AS customer_name, message.session_id, booking.booking_code, message.kind,
                   CASE
                       WHEN message.state = 'PENDING' AND message.error_code = -1 THEN 'IN_DOUBT'
                       WHEN message.state = 'PENDING' THEN 'WAITING'
                       ELSE message.state
                   END AS state,
                   message.payload, message.attempts, message.error_code, message.error, message.wamid,
                   message.created_at, message.next_attempt_at, message.sent_at, message.delivered_at,
                   message.read_at, message.failed_at
            FROM outbound_messages message
            JOIN customers customer ON customer.id = message.customer_id
            LEFT JOIN bookings booking ON booking.id = message.booking_id
            """;

    /**
     * Conditions of a list.
     *
     * @param phone a part of the number as it is stored
     * @param keys of the complete numbers that the text may mean
     */
    // The conditions are separate, so that each list uses its own index.
    @Select("<script>" + SENT + """
            WHERE message.salon_id = #{query.salonId}
              AND message.realm = 'LIVE'
            <if test="query.before != null">
              AND message.id &lt; #{query.before}
            </if>
            <if test="query.state != null">
              <choose>
                <when test="query.state.name() == 'IN_DOUBT'">
                  AND message.state = 'PENDING'
                  AND message.error_code = -1
                </when>
                <when test="query.state.name() == 'WAITING'">
                  AND message.state = 'PENDING'
                  AND message.error_code IS DISTINCT FROM -1
                </when>
                <otherwise>
                  AND message.state = #{query.state}
                </otherwise>
              </choose>
            </if>
            <if test="name != null">
              AND message.customer_id IN (
                  SELECT found.id
                  FROM customers found
                  WHERE found.salon_id = #{query.salonId}
                    AND found.realm = 'LIVE'
                    AND (found.name ILIKE #{name}
                      OR found.phone LIKE CAST(#{phone} AS text)
                      OR found.phone_key = ANY (#{keys, typeHandler=org.apache.ibatis.type.ArrayTypeHandler})))
            </if>
            ORDER BY message.id DESC
            LIMIT #{query.limit}
            </script>
            """)
    List<SentMessage> sent(
            @Param("query") MessageQuery query,
            @Param("name") @Nullable String name,
            @Param("phone") @Nullable String phone,
            @Param("keys") String[] keys);

    @Select(SENT + """
            WHERE message.id = #{id}
              AND message.realm = 'LIVE'
            """)
    Optional<SentMessage> byId(long id);

    @Select("""
            SELECT customer_id, error_code, next_attempt_at
            FROM outbound_messages
            WHERE salon_id = #{salonId}
              AND realm = 'LIVE'
              AND state = 'PENDING'
            ORDER BY id
            LIMIT #{limit}
            """)
    List<Sending.Waiting> oldestWaiting(UUID salonId, int limit);

    @Select("""
            SELECT
              (SELECT count(*) FROM (
                 SELECT FROM outbound_messages
                 WHERE salon_id = #{salonId} AND realm = 'LIVE'
                 LIMIT #{most}) counted) AS total,
              (SELECT count(*) FROM (
                 SELECT FROM outbound_messages
                 WHERE salon_id = #{salonId} AND realm = 'LIVE' AND state = 'PENDING'
                   AND error_code IS DISTINCT FROM -1
                 LIMIT #{most}) counted) AS waiting,
              (SELECT count(*) FROM (
                 SELECT FROM outbound_messages
                 WHERE salon_id = #{salonId} AND realm = 'LIVE' AND state = 'PENDING' AND error_code = -1
                 LIMIT #{most}) counted) AS in_doubt,
              (SELECT count(*) FROM (
                 SELECT FROM outbound_messages
                 WHERE salon_id = #{salonId} AND realm = 'LIVE' AND state = 'SENT'
                 LIMIT #{most}) counted) AS sent,
              (SELECT count(*) FROM (
                 SELECT FROM outbound_messages
                 WHERE salon_id = #{salonId} AND realm = 'LIVE' AND state = 'DELIVERED'
                 LIMIT #{most}) counted) AS delivered,
              (SELECT count(*) FROM (
                 SELECT FROM outbound_messages
                 WHERE salon_id = #{salonId} AND realm = 'LIVE' AND state = 'READ'
                 LIMIT #{most}) counted) AS read,
              (SELECT count(*) FROM (
                 SELECT FROM outbound_messages
                 WHERE salon_id = #{salonId} AND realm = 'LIVE' AND state = 'FAILED'
                 LIMIT #{most}) counted) AS failed,
              (SELECT count(*) FROM (
                 SELECT FROM inbound_messages
                 WHERE salon_id = #{salonId} AND realm = 'LIVE' AND state = 'FAILED'
                 LIMIT #{most}) counted) AS not_handled
            """)
    MessageCounts counts(@Param("salonId") UUID salonId, @Param("most") int most);

    @Select("""
            <script>
            SELECT id, salon_id, phone, name, kind, button_id, attempts, last_error, received_at, handled_at
            FROM inbound_messages
            WHERE salon_id = #{salonId}
              AND realm = 'LIVE'
              AND state = 'FAILED'
            <if test="before != null">
              AND id &lt; #{before}
            </if>
            ORDER BY id DESC
            LIMIT #{limit}
            </script>
            """)
    List<ReceivedMessage> notHandled(MessageQuery query);

    @Select("""
            SELECT id
            FROM customers
            WHERE id = (SELECT customer_id FROM outbound_messages WHERE id = #{messageId})
            FOR SHARE
            """)
    Optional<UUID> lockCustomer(long messageId);

    @Select("""
            SELECT id
            FROM bookings
            WHERE id = (SELECT booking_id FROM outbound_messages WHERE id = #{messageId})
            FOR SHARE
            """)
    Optional<UUID> lockBooking(long messageId);

    /**
     * Returns why a message is outdated. A message about a booking is valid while the booking is unchanged; a card is valid
     * while it is the one that a tap on it would book.
     */
    @Select("""
            SELECT CASE
                WHEN message.inbound_id IS NULL AND customer.opted_out_at IS NOT NULL THEN 'OPTED_OUT'
                WHEN message.kind IN ('booked', 'repeated', 'cancel_asked', 'booking_kept',
                                      'booking_made', 'booking_restored', 'booking_moved') THEN
                    CASE
                        WHEN booking.status = 'CANCELLED' THEN 'BOOKING_CANCELLED'
                        WHEN booking.status <> 'CONFIRMED' OR COALESCE(booking.wall_ts, booking.start_ts) <= #{now}
                            THEN 'VISIT_OVER'
                        WHEN booking.updated_at > message.created_at THEN 'BOOKING_CHANGED'
                    END
                WHEN message.kind IN ('cancelled', 'booking_cancelled', 'not_cancellable') THEN
                    CASE
                        WHEN booking.status <> 'CANCELLED' THEN 'BOOKING_STANDS'
                    END
                WHEN message.kind IN ('card_shown', 'old_card') THEN
                    CASE
                        WHEN session.id IS NULL OR session.state <> 'ACTIVE' OR session.expires_at <= #{now}
                            THEN 'SESSION_OVER'
                        WHEN message.payload #>> '{interactive,action,buttons,0,reply,id}'
                             <> 'confirm_booking_' || session.id || '.' || session.selection
                            THEN 'ANOTHER_CARD'
                        WHEN session.start_ts <= #{now} THEN 'TIME_GONE'
                        WHEN EXISTS (
                            SELECT
                            FROM bookings other
                            WHERE other.salon_id = session.salon_id
                              AND other.master_id = session.master_id
                              AND other.realm = 'LIVE'
                              AND (other.status IN ('CONFIRMED', 'COMPLETED')
                                OR (other.status = 'HELD'
                                  AND other.held_until > #{now}
                                  AND other.customer_id <> session.customer_id))
                              AND (tstzrange(other.busy_from, other.busy_until, '[)') && wanted.stretch
                                OR (other.wall_ts IS NOT NULL
                                  AND tstzrange(other.busy_from + (other.wall_ts - other.start_ts),
                                                other.busy_until + (other.wall_ts - other.start_ts), '[)')
                                      && wanted.stretch)))
                            THEN 'TIME_GONE'
                        WHEN salon.hold_minutes > 0 AND NOT EXISTS (
                            SELECT
                            FROM bookings held
                            WHERE held.session_token = session.id || '.' || session.selection
                              AND held.status = 'HELD'
                              AND held.held_until > #{now})
                            THEN 'TIME_GONE'
                    END
                WHEN message.kind IN ('slot_unavailable', 'slot_taken', 'times_offered', 'days_listed', 'times_listed',
                                      'nothing_free') THEN 'TIMES_OF_THEN'
                WHEN message.kind IN ('services_listed', 'masters_listed') THEN
                    CASE
                        WHEN session.id IS NULL OR session.state <> 'ACTIVE' OR session.expires_at <= #{now}
                            THEN 'SESSION_OVER'
                    END
                WHEN message.kind IN ('bookings_listed', 'no_bookings') THEN
                    CASE
                        WHEN EXISTS (
                            SELECT
                            FROM bookings own
                            WHERE own.customer_id = message.customer_id
                              AND own.status <> 'HELD'
                              AND (own.updated_at > message.created_at
                                OR (COALESCE(own.wall_ts, own.start_ts) > message.created_at
                                  AND COALESCE(own.wall_ts, own.start_ts) <= #{now})))
                            THEN 'BOOKING_CHANGED'
                    END
                WHEN message.kind = 'opted_out' AND customer.opted_out_at IS NULL THEN 'OPTED_IN'
                WHEN message.kind = 'rate_limited' AND message.created_at <= CAST(#{now} AS timestamptz) - INTERVAL '1 minute'
                    THEN 'WAIT_OVER'
                WHEN message.kind = 'salon_closed' AND salon.active THEN 'SALON_OPEN'
            END
            FROM outbound_messages message
            JOIN customers customer ON customer.id = message.customer_id
            JOIN salons salon ON salon.id = message.salon_id
            LEFT JOIN bookings booking ON booking.id = message.booking_id
            LEFT JOIN sessions session ON session.id = message.session_id
            LEFT JOIN services service ON service.id = session.service_id
            CROSS JOIN LATERAL (
                SELECT tstzrange(
                    session.start_ts - make_interval(mins => service.buffer_before_minutes),
                    session.end_ts + make_interval(mins => service.buffer_after_minutes), '[)') AS stretch) wanted
            WHERE message.id = #{messageId}
            """)
    Optional<Outdated> outdated(long messageId, Instant now);

    @Select("""
            SELECT id, salon_id, phone, name, kind, button_id, attempts, last_error, received_at, handled_at
            FROM inbound_messages
            WHERE id = #{id}
              AND realm = 'LIVE'
            """)
    Optional<ReceivedMessage> receivedById(long id);
}
