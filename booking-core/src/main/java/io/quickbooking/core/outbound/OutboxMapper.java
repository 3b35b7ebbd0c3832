package io.quickbooking.core.outbound;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code outbound_messages}. */
interface OutboxMapper {
    @Select(affectData = true, value = """
            INSERT INTO outbound_messages (
                salon_id, realm, customer_id, inbound_id, session_id, booking_id,
                kind, payload, state, next_attempt_at, created_at, trace)
            VALUES (
                #{message.salonId}, #{message.realm}, #{message.customerId}, #{message.inboundId},
                #{message.sessionId}, #{message.bookingId}, #{message.kind}, CAST(#{payload} AS jsonb),
                CASE WHEN #{message.realm} = 'SIMULATED' THEN 'SIMULATED' ELSE 'PENDING' END,
                #{message.createdAt}, #{message.createdAt}, #{trace})
            RETURNING id
            """)
    long insert(
            @Param("message") OutboundMessage message,
            @Param("payload") String payload,
            @Param("trace") @Nullable String trace);

    /** @param rows a JSON array */
    @Insert("""
            INSERT INTO outbound_messages (
                salon_id, realm, customer_id, booking_id, kind, payload, state, next_attempt_at, created_at, trace)
            SELECT row.salon_id, row.realm, row.customer_id, row.booking_id, row.kind, CAST(row.payload AS jsonb),
                   CASE WHEN row.realm = 'SIMULATED' THEN 'SIMULATED' ELSE 'PENDING' END, row.created_at, row.created_at,
                   #{trace}
            FROM jsonb_to_recordset(CAST(#{rows} AS jsonb)) AS row (
                salon_id UUID, realm TEXT, customer_id UUID, booking_id UUID, kind TEXT, payload TEXT,
                created_at TIMESTAMPTZ)
            """)
    int insertAll(@Param("rows") String rows, @Param("trace") @Nullable String trace);

    @Select("""
            SELECT payload
            FROM outbound_messages
            WHERE inbound_id = #{inboundId}
            ORDER BY id DESC
            LIMIT 1
            """)
    Optional<String> payloadOfReplyTo(long inboundId);

    @Update("""
            UPDATE outbound_messages
            SET state = 'PENDING',
                attempts = 0,
                next_attempt_at = #{now},
                wamid = NULL,
                error_code = NULL,
                error = NULL,
                sent_at = NULL,
                failed_at = NULL
            WHERE id = #{id}
              AND state = 'FAILED'
              AND realm = 'LIVE'
            """)
    int sendAgain(@Param("id") long id, @Param("now") Instant now);

    @Update("""
            UPDATE outbound_messages
            SET state = 'FAILED',
                error_code = #{code},
                error = NULL,
                failed_at = #{now}
            WHERE id = #{id}
              AND state = 'PENDING'
              AND realm = 'LIVE'
            """)
    int giveUp(@Param("id") long id, @Param("code") int code, @Param("now") Instant now);

    /**
     * Leases due messages: for each customer only the oldest waiting one, which keeps one customer's messages in order.
     *
     * <p>The commit does not wait for the disk: a lease lost in a crash of the database is one that has ended early.
     *
     * @param closed phone number ids that may not send now
     */
    @Select(affectData = true, value = """
            WITH commit AS MATERIALIZED (
                SELECT set_config('synchronous_commit', 'off', TRUE) AS synchronous
            ),
            due AS (
                SELECT message.id
                FROM outbound_messages message
                WHERE message.state = 'PENDING'
                  AND message.realm = 'LIVE'
                  AND message.next_attempt_at <= #{now}
                  AND message.salon_id NOT IN (
                      SELECT id
                      FROM salons
                      WHERE phone_number_id = ANY (#{closed, typeHandler=org.apache.ibatis.type.ArrayTypeHandler}))
                  AND NOT EXISTS (
                      SELECT
                      FROM outbound_messages older
                      WHERE older.state = 'PENDING'
                        AND older.customer_id = message.customer_id
                        AND older.id < message.id)
                ORDER BY message.next_attempt_at, message.id
                LIMIT #{limit}
                FOR UPDATE OF message SKIP LOCKED
            )
            UPDATE outbound_messages message
            SET attempts = message.attempts + 1,
                next_attempt_at = #{leaseEnd}
            FROM commit, due, customers customer, salons salon
            WHERE message.id = due.id
              AND customer.id = message.customer_id
              AND salon.id = message.salon_id
            RETURNING message.id, message.salon_id, salon.phone_number_id, customer.phone, customer.user_id,
                      customer.last_inbound_at, message.payload, message.attempts, message.error_code, message.created_at,
                      message.kind, message.trace,
                      (SELECT received_at
                       FROM inbound_messages
                       WHERE id = message.inbound_id) AS asked_at
            """)
    List<ClaimedMessage> claim(
            @Param("now") Instant now,
            @Param("leaseEnd") Instant leaseEnd,
            @Param("closed") String[] closed,
            @Param("limit") int limit);

    @Update("""
            UPDATE outbound_messages
            SET attempts = 0,
                next_attempt_at = #{now}
            WHERE inbound_id = #{inboundId}
              AND state = 'PENDING'
              AND attempts = 1
              AND error_code IS NULL
            """)
    int releaseReplyTo(@Param("inboundId") long inboundId, @Param("now") Instant now);

    @Select("""
            SELECT message.id, booking.booking_code, inbound.message_id
            FROM outbound_messages message
            LEFT JOIN bookings booking ON booking.id = message.booking_id
            LEFT JOIN inbound_messages inbound ON inbound.id = message.inbound_id
            WHERE message.id = ANY (#{ids, typeHandler=org.apache.ibatis.type.ArrayTypeHandler})
            """)
    List<DeliveryLog.About> about(@Param("ids") Long[] ids);

    /** Returns claimed messages as if they had not been claimed. */
    @Update("""
            UPDATE outbound_messages
            SET attempts = attempts - 1,
                next_attempt_at = #{now}
            WHERE id = ANY (#{ids, typeHandler=org.apache.ibatis.type.ArrayTypeHandler})
              AND state = 'PENDING'
            """)
    int putBack(@Param("ids") Long[] ids, @Param("now") Instant now);

    /**
     * Records the outcomes of claimed messages. A sent message is always recorded, even when a status or another relay
     * was faster, or an operator gave up a message in flight; all other outcomes are recorded only for the last claim
     * of a message that still waits.
     *
     * <p>Rows are locked in the order of their ids, here and in {@link #applyStatuses}, so that two batches cannot
     * deadlock.
     *
     * @param outcomes {@link Outcome}s by {@link JsonRows}
     */
    @Update("""
            WITH outcome AS (
                SELECT *
                FROM jsonb_to_recordset(CAST(#{outcomes} AS jsonb)) AS columns (
                    id BIGINT, attempt INT, state TEXT, next_attempt_at TIMESTAMPTZ,
                    wamid TEXT, error_code INT, error TEXT, at TIMESTAMPTZ)
            ),
            locked AS MATERIALIZED (
                SELECT message.id,
                       message.state = 'PENDING'
                         OR (message.state = 'FAILED'
                           AND message.error_code = -2
                           AND outcome.state = 'SENT') AS open
                FROM outbound_messages message
                JOIN outcome ON outcome.id = message.id
                WHERE outcome.state = 'SENT'
                   OR (message.state = 'PENDING' AND message.attempts = outcome.attempt)
                ORDER BY message.id
                FOR NO KEY UPDATE OF message
            )
            UPDATE outbound_messages message
            SET state = CASE WHEN locked.open THEN outcome.state ELSE message.state END,
                next_attempt_at = COALESCE(outcome.next_attempt_at, message.next_attempt_at),
                wamid = COALESCE(outcome.wamid, message.wamid),
                error_code = CASE WHEN locked.open THEN outcome.error_code ELSE message.error_code END,
                error = CASE WHEN locked.open THEN outcome.error ELSE message.error END,
                sent_at = CASE WHEN outcome.state = 'SENT' THEN outcome.at ELSE message.sent_at END,
                failed_at = CASE
                    WHEN outcome.state = 'FAILED' THEN outcome.at
                    WHEN locked.open THEN NULL
                    ELSE message.failed_at
                END
            FROM outcome, locked
            WHERE message.id = outcome.id
              AND message.id = locked.id
            """)
    int record(@Param("outcomes") String outcomes);

    /**
     * Applies a batch of statuses, several for one message too, in any order and any number of times.
     *
     * <p>A status with this product's id counts for a message without a wamid (it was faster than the relay) or with
     * the same one; another wamid belongs to an attempt before the message was sent again by an operator.
     * {@code FAILED} with a wamid is WhatsApp's own status and final; without one only the relay gave up, and
     * WhatsApp's status overrides it.
     *
     * @param statuses {@link StatusRow}s by {@link JsonRows}
     * @return how many messages changed
     */
    @Update("""
            WITH status AS (
                SELECT salon.id AS salon_id, columns.*
                FROM jsonb_to_recordset(CAST(#{statuses} AS jsonb)) AS columns (
                    phone_number_id TEXT, message_id BIGINT, wamid TEXT,
                    status TEXT, at TIMESTAMPTZ, error_code INT, error TEXT)
                JOIN salons salon ON salon.phone_number_id = columns.phone_number_id
            ),
            matched AS (
                SELECT message.id, status.*
                FROM status
                JOIN outbound_messages message
                  ON message.id = status.message_id
                 AND message.salon_id = status.salon_id
                WHERE message.attempts > 0
                  AND (message.wamid IS NULL OR message.wamid = status.wamid)
                UNION ALL
                SELECT message.id, status.*
                FROM status
                JOIN outbound_messages message
                  ON message.wamid = status.wamid
                 AND message.salon_id = status.salon_id
                WHERE status.message_id IS NULL
            ),
            told AS (
                SELECT id,
                       max(wamid) AS wamid,
                       min(at) FILTER (WHERE status = 'SENT') AS sent_at,
                       min(at) FILTER (WHERE status = 'DELIVERED') AS delivered_at,
                       min(at) FILTER (WHERE status = 'READ') AS read_at,
                       min(at) FILTER (WHERE status = 'FAILED') AS failed_at,
                       max(error_code) FILTER (WHERE status = 'FAILED') AS error_code,
                       max(error) FILTER (WHERE status = 'FAILED') AS error
                FROM matched
                GROUP BY id
            ),
            locked AS MATERIALIZED (
                SELECT message.id, message.state
                FROM outbound_messages message
                JOIN told ON told.id = message.id
                WHERE message.realm = 'LIVE'
                  AND (message.state <> 'FAILED' OR message.wamid IS NULL)
                ORDER BY message.id
                FOR NO KEY UPDATE OF message
            ),
            reached AS (
                SELECT told.*,
                       CASE
                           WHEN locked.state = 'READ' OR told.read_at IS NOT NULL THEN 'READ'
                           WHEN locked.state = 'DELIVERED' OR told.delivered_at IS NOT NULL THEN 'DELIVERED'
                           WHEN told.failed_at IS NOT NULL THEN 'FAILED'
                           ELSE 'SENT'
                       END AS state
                FROM told
                JOIN locked ON locked.id = told.id
            )
            UPDATE outbound_messages message
            SET state = reached.state,
                wamid = COALESCE(message.wamid, reached.wamid),
                error_code = CASE WHEN reached.state = 'FAILED' THEN reached.error_code END,
                error = CASE WHEN reached.state = 'FAILED' THEN reached.error END,
                sent_at = COALESCE(message.sent_at, reached.sent_at),
                delivered_at = COALESCE(message.delivered_at, reached.delivered_at),
                read_at = COALESCE(message.read_at, reached.read_at),
                failed_at = CASE WHEN reached.state = 'FAILED' THEN reached.failed_at END
            FROM reached
            WHERE message.id = reached.id
              AND (message.state <> reached.state
                OR (message.sent_at IS NULL AND reached.sent_at IS NOT NULL)
                OR (message.delivered_at IS NULL AND reached.delivered_at IS NOT NULL))
            """)
    int applyStatuses(@Param("statuses") String statuses);
}
