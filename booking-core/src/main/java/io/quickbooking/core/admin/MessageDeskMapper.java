package io.quickbooking.core.admin;

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

    // The conditions stand one by one, so that each list reads its own index.
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
                    AND (found.name ILIKE #{name} OR found.phone LIKE CAST(#{phone} AS text)))
            </if>
            ORDER BY message.id DESC
            LIMIT #{query.limit}
            </script>
            """)
    List<SentMessage> sent(
            @Param("query") MessageQuery query,
            @Param("name") @Nullable String name,
            @Param("phone") @Nullable String phone);

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
            SELECT id, salon_id, phone, name, kind, button_id, attempts, last_error, received_at, handled_at
            FROM inbound_messages
            WHERE id = #{id}
              AND realm = 'LIVE'
            """)
    Optional<ReceivedMessage> receivedById(long id);
}
