package io.quickbooking.core.admin.sessions;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface TimelinesMapper {
    String TAPS = """
            SELECT e.id, e.kind, e.button_id, e.session_id, e.outcome, e.reason, e.booking_id, e.inbound_id, e.attempts,
                   e.tapped_at, e.received_at, e.decided_at, e.slot_start,
                   m.name AS master_name, v.name AS service_name, b.booking_code,
                   i.message_id, i.payload
            FROM tap_events e
            LEFT JOIN inbound_messages i ON i.id = e.inbound_id
            LEFT JOIN masters m ON m.id = e.master_id
            LEFT JOIN services v ON v.id = e.service_id
            LEFT JOIN bookings b ON b.id = e.booking_id
            """;

    String MESSAGES = """
            SELECT id, message_id, kind, button_id, payload, state, sent_at, received_at
            FROM inbound_messages
            """;

    String SENT = """
            SELECT id, inbound_id, session_id, kind, payload, state, attempts, wamid, error_code, error,
                   created_at, sent_at, delivered_at, read_at, failed_at
            FROM outbound_messages
            """;

    /** A session that has expired but has not been swept yet counts as expired. */
    @Select("""
            SELECT s.id, s.salon_id, s.realm, s.customer_id, c.phone, c.user_id, c.name, s.language,
                   CASE WHEN s.state = 'ACTIVE' AND s.expires_at <= #{now} THEN 'EXPIRED' ELSE s.state END AS state,
                   s.step, v.name AS service_name, m.name AS master_name, s.day, COALESCE(s.wall_ts, s.start_ts) AS "start",
                   s.end_ts + (COALESCE(s.wall_ts, s.start_ts) - s.start_ts) AS "end",
                   s.price,
                   COALESCE(
                     b.currency,
                     CASE WHEN s.shown_selection = s.selection THEN s.shown_currency END,
                     l.currency) AS currency, s.started_at, s.expires_at,
                   CASE WHEN s.state = 'ACTIVE' AND s.expires_at <= #{now} THEN s.expires_at ELSE s.ended_at END
                     AS ended_at,
                   b.booking_code
            FROM sessions s
            JOIN salons l ON l.id = s.salon_id
            JOIN customers c ON c.id = s.customer_id
            LEFT JOIN services v ON v.id = s.service_id
            LEFT JOIN masters m ON m.id = s.master_id
            LEFT JOIN bookings b
              ON b.session_token = s.id || '.' || s.selection
             AND b.salon_id = s.salon_id
             AND s.state = 'BOOKED'
            WHERE s.id = #{id}
            """)
    Optional<Timeline.Session> session(UUID id, Instant now);

    @Select("""
            SELECT id
            FROM sessions
            WHERE customer_id = #{customerId}
              AND started_at < #{startedAt}
            ORDER BY started_at DESC
            LIMIT 1
            """)
    Optional<UUID> sessionBefore(Timeline.Session session);

    @Select("""
            SELECT id
            FROM sessions
            WHERE customer_id = #{customerId}
              AND started_at > #{startedAt}
            ORDER BY started_at
            LIMIT 1
            """)
    Optional<UUID> sessionAfter(Timeline.Session session);

    @Select("""
            SELECT id, salon_id, realm, phone, user_id
            FROM customers
            WHERE id = #{id}
            """)
    Optional<CustomerRow> customer(UUID id);

    @Select(TAPS + """
            WHERE e.id IN (
              SELECT id
              FROM tap_events
              WHERE session_id = #{sessionId}
              UNION ALL
              SELECT id
              FROM tap_events
              WHERE customer_id = #{customerId}
                AND received_at BETWEEN #{from} AND #{until}
                AND session_id IS NULL)
            ORDER BY e.received_at, e.id
            LIMIT #{most}
            """)
    List<TapRow> tapsOfSession(UUID sessionId, UUID customerId, Instant from, Instant until, int most);

    @Select(TAPS + """
            WHERE e.customer_id = #{customerId}
            ORDER BY e.received_at DESC, e.id DESC
            LIMIT #{most}
            """)
    List<TapRow> latestTaps(UUID customerId, int most);

    /** Finds messages without an event of their own. Phone and user id are separate conditions, so that each uses its index. */
    @Select("""
            SELECT *
            FROM (
            """ + MESSAGES + """
              WHERE salon_id = #{c.salonId}
                AND phone = ANY (phone_spellings(#{c.phone}))
                AND realm = #{c.realm}
                AND kind <> 'tap'
                AND received_at BETWEEN #{from} AND #{until}
                AND NOT EXISTS (SELECT 1 FROM tap_events e WHERE e.inbound_id = inbound_messages.id)
              UNION
            """ + MESSAGES + """
              WHERE salon_id = #{c.salonId}
                AND user_id = #{c.userId}
                AND realm = #{c.realm}
                AND kind <> 'tap'
                AND received_at BETWEEN #{from} AND #{until}
                AND NOT EXISTS (SELECT 1 FROM tap_events e WHERE e.inbound_id = inbound_messages.id)
              UNION
            """ + MESSAGES + """
              WHERE salon_id = #{c.salonId}
                AND phone = ANY (phone_spellings(#{c.phone}))
                AND realm = #{c.realm}
                AND state = 'PENDING'
                AND received_at BETWEEN #{from} AND #{until}
              UNION
            """ + MESSAGES + """
              WHERE salon_id = #{c.salonId}
                AND user_id = #{c.userId}
                AND realm = #{c.realm}
                AND state = 'PENDING'
                AND received_at BETWEEN #{from} AND #{until}
            ) told
            ORDER BY received_at DESC, id DESC
            LIMIT #{most}
            """)
    List<MessageRow> untapped(CustomerRow c, Instant from, Instant until, int most);

    @Select(SENT + """
            WHERE inbound_id = ANY (#{inboundIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler})
            ORDER BY id
            """)
    List<SentRow> answers(Long[] inboundIds);

    @Select(SENT + """
            WHERE customer_id = #{customerId}
              AND inbound_id IS NULL
              AND created_at BETWEEN #{from} AND #{until}
            ORDER BY created_at DESC, id DESC
            LIMIT #{most}
            """)
    List<SentRow> unasked(UUID customerId, Instant from, Instant until, int most);

    /**
     * Finds bookings that conflicted with refused slots at the time of the refusal. A transaction that waited for a faster one
     * took its own time before that one did; the ten seconds allow for this.
     */
    @Select("""
            SELECT e.id AS event_id, b.booking_code, b.realm, b.customer_name,
                   b.customer_id = e.customer_id AS same_customer, COALESCE(b.wall_ts, b.start_ts) AS "start",
                   b.end_ts + (COALESCE(b.wall_ts, b.start_ts) - b.start_ts) AS "end", b.status, b.created_at AS booked_at, b.session_token
            FROM tap_events e
            JOIN services v ON v.id = e.service_id
            CROSS JOIN LATERAL (
              SELECT *
              FROM bookings o
              WHERE o.salon_id = e.salon_id
                AND o.master_id = e.master_id
                AND o.realm IN ('LIVE', e.realm)
                AND o.start_ts > e.slot_start - INTERVAL '24 hours'
                AND o.start_ts < e.slot_start + make_interval(mins => v.minutes)
                AND o.end_ts > e.slot_start
                AND o.created_at <= e.decided_at + INTERVAL '10 seconds'
                AND o.status <> 'HELD'
                AND (o.status IN ('CONFIRMED', 'COMPLETED') OR o.updated_at > e.decided_at)
              ORDER BY o.start_ts, o.created_at DESC
              LIMIT 3
            ) b
            WHERE e.id = ANY (#{eventIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler})
            """)
    List<HolderRow> holders(Long[] eventIds);

    /** Finds sessions whose cards held the refused slots at that time, see the ten seconds above. */
    @Select("""
            SELECT e.id AS event_id, card.session_id
            FROM tap_events e
            JOIN salons s ON s.id = e.salon_id
            JOIN services v ON v.id = e.service_id
            CROSS JOIN LATERAL (
              SELECT t.session_id
              FROM tap_events t
              JOIN services w ON w.id = t.service_id
              WHERE t.salon_id = e.salon_id
                AND t.realm IN ('LIVE', e.realm)
                AND t.outcome = 'card_shown'
                AND t.session_id IS NOT NULL
                AND t.master_id = e.master_id
                AND t.customer_id <> e.customer_id
                AND t.decided_at > e.decided_at - make_interval(mins => s.hold_minutes)
                AND t.decided_at < e.decided_at + INTERVAL '10 seconds'
                AND t.slot_start < e.slot_start + make_interval(mins => v.minutes)
                AND t.slot_start + make_interval(mins => w.minutes) > e.slot_start
              ORDER BY t.decided_at DESC, t.id DESC
              LIMIT 1
            ) card
            WHERE e.id = ANY (#{eventIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler})
              AND s.hold_minutes > 0
            """)
    List<CardRow> cards(Long[] eventIds);

    record CustomerRow(
            UUID id,
            UUID salonId,
            Realm realm,
            @Nullable String phone,
            @Nullable String userId) {}

    record TapRow(
            long id,
            String kind,
            String buttonId,
            @Nullable UUID sessionId,
            String outcome,
            @Nullable String reason,
            @Nullable UUID bookingId,
            long inboundId,
            int attempts,
            Instant tappedAt,
            Instant receivedAt,
            Instant decidedAt,
            @Nullable Instant slotStart,
            @Nullable String masterName,
            @Nullable String serviceName,
            @Nullable String bookingCode,
            @Nullable String messageId,
            @Nullable String payload) {}

    record MessageRow(
            long id,
            String messageId,
            String kind,
            @Nullable String buttonId,
            String payload,
            String state,
            Instant sentAt,
            Instant receivedAt) {}

    record SentRow(
            long id,
            @Nullable Long inboundId,
            @Nullable UUID sessionId,
            String kind,
            String payload,
            String state,
            int attempts,
            @Nullable String wamid,
            @Nullable Integer errorCode,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant sentAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt,
            @Nullable Instant failedAt) {}

    record CardRow(long eventId, UUID sessionId) {}

    record HolderRow(
            long eventId,
            String bookingCode,
            Realm realm,
            @Nullable String customerName,
            boolean sameCustomer,
            Instant start,
            Instant end,
            String status,
            Instant bookedAt,
            @Nullable String sessionToken) {}
}
