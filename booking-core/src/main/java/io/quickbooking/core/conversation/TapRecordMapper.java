package io.quickbooking.core.conversation;

import java.util.Optional;
import org.apache.ibatis.annotations.Select;

interface TapRecordMapper {
    /**
     * Writes all rows in one statement: one round trip instead of six. The salon's counter comes last, because all
     * bookings of the salon pass through that row.
     *
     * @return the reply; empty: there is none
     */
    @Select(affectData = true, value = """
            WITH reply AS (
              INSERT INTO outbound_messages (
                salon_id, realm, customer_id, inbound_id, session_id, booking_id, kind, payload,
                state, attempts, next_attempt_at, created_at, trace)
              SELECT
                #{reply.salonId}, #{reply.realm}, #{reply.customerId}, #{reply.inboundId}, #{reply.sessionId},
                #{reply.bookingId}, #{reply.kind}, CAST(#{payload} AS jsonb),
                CASE WHEN #{reply.realm} = 'SIMULATED' THEN 'SIMULATED' ELSE 'PENDING' END,
                CASE WHEN leased THEN 1 ELSE 0 END,
                CASE WHEN leased THEN CAST(#{leasedUntil} AS timestamptz) ELSE #{reply.createdAt} END,
                #{reply.createdAt}, #{trace}
              FROM (
                SELECT CAST(#{leasedUntil} AS timestamptz) IS NOT NULL
                   AND NOT EXISTS (
                     SELECT 1
                     FROM outbound_messages older
                     WHERE older.customer_id = #{reply.customerId}
                       AND older.state = 'PENDING') AS leased
              ) AS relay
              WHERE CAST(#{payload} AS text) IS NOT NULL
              RETURNING id, attempts
            ),
            kept AS (
              INSERT INTO sessions (
                id, salon_id, realm, customer_id, selection, step, day, master_id, service_id, start_ts, end_ts,
                wall_start, wall_zone, price, shown_selection, shown_service, shown_master, shown_currency, language, reply_id, started_at, selected_at, expires_at)
              SELECT
                #{session.id}, #{session.salonId}, #{session.realm}, #{session.customerId}, #{session.selection},
                #{session.step}, #{session.choice.day}, #{session.choice.masterId}, #{session.choice.serviceId},
                #{session.selectedSlot.start}, #{slotEnd}, #{slotWallTime}, #{slotZone}, #{session.selectedSlot.price},
                CASE WHEN CAST(#{session.selectedSlot.currency} AS text) IS NOT NULL
                  THEN CAST(#{session.selection} AS int) END,
                #{session.selectedSlot.serviceName}, #{session.selectedSlot.masterName},
                #{session.selectedSlot.currency}, #{session.language},
                (SELECT id FROM reply), #{session.startedAt}, #{session.timestamp}, #{session.expiresAt}
              WHERE CAST(#{session.id} AS uuid) IS NOT NULL
              ON CONFLICT (id) DO UPDATE
              SET selection = EXCLUDED.selection,
                  step = EXCLUDED.step,
                  day = EXCLUDED.day,
                  master_id = EXCLUDED.master_id,
                  service_id = EXCLUDED.service_id,
                  start_ts = EXCLUDED.start_ts,
                  end_ts = EXCLUDED.end_ts,
                  wall_start = EXCLUDED.wall_start,
                  wall_zone = EXCLUDED.wall_zone,
                  price = EXCLUDED.price,
                  shown_selection = EXCLUDED.shown_selection,
                  shown_service = EXCLUDED.shown_service,
                  shown_master = EXCLUDED.shown_master,
                  shown_currency = EXCLUDED.shown_currency,
                  language = EXCLUDED.language,
                  reply_id = EXCLUDED.reply_id,
                  selected_at = EXCLUDED.selected_at,
                  expires_at = EXCLUDED.expires_at,
                  state = 'ACTIVE',
                  ended_at = NULL
            ),
            ended AS (
              UPDATE sessions
              SET state = #{end},
                  ended_at = #{event.decidedAt}
              WHERE id = #{endedSession}
            ),
            customer AS (
              UPDATE customers
              SET phone = #{customer.phone},
                  user_id = #{customer.userId},
                  name = #{customer.name},
                  language = #{customer.language},
                  session_id = #{customer.sessionId},
                  selection = #{customer.selection},
                  offered_at = #{customer.offeredAt},
                  opted_out_at = #{customer.optedOutAt},
                  tap_bucket = #{customer.tapBucket},
                  limited_at = #{customer.limitedAt},
                  last_inbound_at = GREATEST(last_inbound_at, #{event.tappedAt}),
                  updated_at = #{event.decidedAt}
              WHERE id = #{customer.id}
            ),
            event AS (
              INSERT INTO tap_events (
                salon_id, realm, kind, button_id, customer_id, session_id, master_id, service_id, slot_start,
                outcome, reason, booking_id, inbound_id, outbound_id, attempts, tapped_at, received_at, decided_at)
              VALUES (
                #{event.salonId}, #{event.realm}, #{event.kind}, #{event.buttonId}, #{event.customerId},
                #{event.sessionId}, #{event.masterId}, #{event.serviceId}, #{event.slotStart}, #{event.outcome},
                #{event.reason}, #{event.bookingId}, #{event.inboundId}, (SELECT id FROM reply), #{event.attempts},
                #{event.tappedAt}, #{event.receivedAt}, #{event.decidedAt})
            ),
            counted AS (
              UPDATE salons
              SET usage_current_bookings = usage_current_bookings + 1
              WHERE id = #{countedSalon}
            )
            SELECT id, attempts = 1 AS leased
            FROM reply
            """)
    Optional<WrittenReply> write(TapRecord tap);

    /** @param leased whether only this node may send it for now */
    record WrittenReply(long id, boolean leased) {}
}
