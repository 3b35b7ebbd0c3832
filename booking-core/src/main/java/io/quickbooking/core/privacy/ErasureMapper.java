package io.quickbooking.core.privacy;

import io.quickbooking.core.customer.Customer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

interface ErasureMapper {
    /** By salon, so that each finds its index. */
    @Select("""
            SELECT c.id
            FROM salons s
            JOIN customers c ON c.salon_id = s.id
            WHERE c.realm = 'LIVE'
              AND (c.phone = #{phone} OR c.user_id = #{userId})
            ORDER BY s.name, c.created_at, c.id
            """)
    List<UUID> find(@Nullable String phone, @Nullable String userId);

    /** The customer and whoever has the same phone or user id at other salons, locked also against new bookings. */
    @Select("""
            SELECT c.id, c.salon_id, c.realm, c.phone, c.user_id, c.name, c.language, c.session_id, c.selection,
                   c.offered_at, c.opted_out_at
            FROM customers known
            CROSS JOIN salons s
            JOIN customers c ON c.salon_id = s.id
            WHERE known.id = #{id}
              AND known.realm = 'LIVE'
              AND known.erased_at IS NULL
              AND c.realm = 'LIVE'
              AND (c.id = known.id OR c.phone = known.phone OR c.user_id = known.user_id)
            ORDER BY c.id
            FOR UPDATE OF c
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    List<Customer> lockPerson(UUID id);

    /** That no time was lost by it: a session that is cut short has not run out. */
    @Update("""
            UPDATE sessions
            SET state = 'LOST',
                ended_at = #{now}
            WHERE customer_id = #{id}
              AND state = 'ACTIVE'
            """)
    int endSessions(UUID id, Instant now);

    /**
     * Whatever they sent: taps and texts by their events, under whichever number they came, and the rest by the number.
     * Among it is WhatsApp's word that somebody has this number now.
     */
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
            WHERE message_id NOT LIKE 'emptied:%'
              AND id IN (
                SELECT e.inbound_id
                FROM tap_events e
                WHERE e.customer_id = #{c.id}
                UNION
                SELECT i.id
                FROM inbound_messages i
                WHERE i.salon_id = #{c.salonId}
                  AND i.realm = 'LIVE'
                  AND i.state = 'PENDING'
                  AND (i.phone = #{c.phone} OR i.user_id = #{c.userId})
                UNION
                SELECT i.id
                FROM inbound_messages i
                WHERE i.salon_id = #{c.salonId}
                  AND i.realm = 'LIVE'
                  AND i.kind <> 'tap'
                  AND (i.phone = #{c.phone}
                    OR i.user_id = #{c.userId}
                    OR i.kind = 'system' AND (
                      strpos(i.payload, CAST(#{c.phone} AS text)) > 0
                      OR strpos(i.payload, CAST(#{c.userId} AS text)) > 0)
                    OR i.phone = ANY (CAST(#{formerPhones} AS text[]))))
            """)
    int emptyReceived(Customer c, String formerPhones, Instant now);

    /** Numbers under which they wrote before, which nobody has now; as PostgreSQL writes an array. */
    @Select("""
            SELECT CAST(COALESCE(array_agg(DISTINCT i.phone), '{}') AS text)
            FROM inbound_messages i
            WHERE i.id IN (SELECT e.inbound_id FROM tap_events e WHERE e.customer_id = #{id})
              AND i.phone IS NOT NULL
              AND NOT EXISTS (
                SELECT 1
                FROM customers c
                WHERE c.salon_id = i.salon_id
                  AND c.realm = i.realm
                  AND c.phone = i.phone)
            """)
    String formerPhones(UUID id);

    /** Where others wrote the number down: their message stays, without it. */
    @Update("""
            UPDATE inbound_messages
            SET payload = replace(payload, #{identifier}, '…')
            WHERE salon_id = #{salonId}
              AND kind <> 'tap'
              AND strpos(payload, #{identifier}) > 0
            """)
    int blotOut(UUID salonId, String identifier);

    @Update("""
            UPDATE unhandled_events
            SET payload = '{}'
            WHERE strpos(payload, #{identifier}) > 0
            """)
    int emptyUnhandled(String identifier);

    @Update("""
            UPDATE outbound_messages
            SET payload = '{}',
                wamid = NULL,
                error = NULL,
                error_code = CASE WHEN state = 'PENDING' THEN -2 ELSE error_code END,
                failed_at = CASE WHEN state = 'PENDING' THEN CAST(#{now} AS timestamptz) ELSE failed_at END,
                state = CASE WHEN state = 'PENDING' THEN 'FAILED' ELSE state END,
                emptied_at = #{now}
            WHERE customer_id = #{id}
              AND emptied_at IS NULL
            """)
    int emptySent(UUID id, Instant now);

    /** Of buttons that are ours the ids name a time and a card; what else was tapped may be anything. */
    @Update("""
            UPDATE tap_events
            SET button_id = ''
            WHERE customer_id = #{id}
              AND button_id <> ''
            """)
    int emptyTaps(UUID id);

    @Update("""
            UPDATE customers
            SET phone = NULL,
                user_id = NULL,
                name = NULL,
                notes = '',
                language = NULL,
                session_id = NULL,
                selection = NULL,
                erased_at = #{now},
                updated_at = #{now}
            WHERE id = #{id}
            """)
    int erase(UUID id, Instant now);

    /** Everything about one customer, column by column, so that what is added later is in it too. */
    @Select("""
            SELECT jsonb_build_object(
              'salon', s.name,
              'customer', to_jsonb(c),
              'bookings', (
                SELECT COALESCE(jsonb_agg(to_jsonb(b) - 'made_by' ORDER BY b.start_ts), '[]')
                FROM bookings b
                WHERE b.customer_id = c.id),
              'sessions', (
                SELECT COALESCE(jsonb_agg(to_jsonb(t) ORDER BY t.started_at), '[]')
                FROM sessions t
                WHERE t.customer_id = c.id),
              'taps', (
                SELECT COALESCE(jsonb_agg(to_jsonb(e) ORDER BY e.id), '[]')
                FROM tap_events e
                WHERE e.customer_id = c.id),
              'received', (
                SELECT COALESCE(jsonb_agg(to_jsonb(i) ORDER BY i.id), '[]')
                FROM inbound_messages i
                WHERE i.id IN (
                  SELECT e.inbound_id
                  FROM tap_events e
                  WHERE e.customer_id = c.id
                  UNION
                  SELECT o.id
                  FROM inbound_messages o
                  WHERE o.salon_id = c.salon_id
                    AND o.realm = c.realm
                    AND (o.kind <> 'tap' OR o.state = 'PENDING')
                    AND (o.phone = c.phone OR o.user_id = c.user_id))),
              'sent', (
                SELECT COALESCE(jsonb_agg(to_jsonb(o) ORDER BY o.id), '[]')
                FROM outbound_messages o
                WHERE o.customer_id = c.id),
              'staffActs', (
                SELECT COALESCE(jsonb_agg(jsonb_build_object('at', a.at, 'act', a.act) ORDER BY a.id), '[]')
                FROM audit_log a
                WHERE a.salon_id = c.salon_id
                  AND a.subject = CAST(c.id AS text)))
            FROM customers known
            CROSS JOIN salons s
            JOIN customers c ON c.salon_id = s.id
            WHERE known.id = #{id}
              AND known.realm = 'LIVE'
              AND c.realm = 'LIVE'
              AND (c.id = known.id OR c.phone = known.phone OR c.user_id = known.user_id)
            ORDER BY c.id = known.id DESC, s.name
            """)
    List<String> export(UUID id);

    @Select("SELECT salon_id FROM customers WHERE id = #{id} AND realm = 'LIVE'")
    Optional<UUID> salonOf(UUID id);
}
