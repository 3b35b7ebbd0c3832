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
    /** Searches salon by salon, so that each search uses the salon's index. */
    @Select("""
            SELECT c.id
            FROM salons s
            JOIN customers c ON c.salon_id = s.id
            WHERE c.realm = 'LIVE'
              AND (c.phone_key = phone_key(#{phone}) OR c.user_id = #{userId})
            ORDER BY s.name, c.created_at, c.id
            """)
    List<UUID> find(@Nullable String phone, @Nullable String userId);

    /** Locks the customer and those with the same phone or user id at other salons; the lock also prevents new bookings. */
    @Select("""
            SELECT c.id, c.salon_id, c.realm, c.phone, c.user_id, c.name, c.language, c.session_id, c.selection,
                   c.offered_at, c.opted_out_at, c.tap_bucket, c.limited_at,
                   CAST(CAST(c.xmin AS text) AS bigint) AS version
            FROM customers known
            CROSS JOIN salons s
            JOIN customers c ON c.salon_id = s.id
            WHERE known.id = #{id}
              AND known.realm = 'LIVE'
              AND known.erased_at IS NULL
              AND c.realm = 'LIVE'
              AND (c.id = known.id OR c.phone_key = known.phone_key OR c.user_id = known.user_id)
            ORDER BY c.id
            FOR UPDATE OF c
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    List<Customer> lockPerson(UUID id);

    /** Ends the active session; an erased session counts neither as lost nor as expired. */
    @Update("""
            UPDATE sessions
            SET state = 'ERASED',
                ended_at = #{now}
            WHERE customer_id = #{id}
              AND state = 'ACTIVE'
            """)
    int endSessions(UUID id, Instant now);

    String EMPTY_RECEIVED = """
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
            """;

    /** Empties taps and texts of the customer that were answered, from any number. */
    @Update(EMPTY_RECEIVED + """
              AND id IN (
                SELECT e.inbound_id
                FROM tap_events e
                WHERE e.customer_id = #{id})
            """)
    int emptyAnswered(UUID id, Instant now);

    /**
     * Empties everything else from a phone number or user id: waiting messages, pictures, also at salons where they were never
     * answered. This includes WhatsApp's notice that the number has a new owner. Rows up to the retention mark are empty
     * already.
     */
    @Update(EMPTY_RECEIVED + """
              AND realm = 'LIVE'
              AND id > (SELECT upto FROM retention_marks WHERE what = 'inbound')
              AND (phone = #{identifier}
                OR user_id = #{identifier}
                OR kind = 'system' AND strpos(payload, #{identifier}) > 0 AND payload ~ #{pattern})
            """)
    int emptyReceived(String identifier, String pattern, Instant now);

    /** Finds former numbers of the customer that no customer has now. */
    @Select("""
            SELECT DISTINCT i.phone
            FROM tap_events e
            JOIN inbound_messages i ON i.id = e.inbound_id
            WHERE e.customer_id = #{id}
              AND i.phone IS NOT NULL
              AND NOT EXISTS (
                SELECT 1
                FROM salons s
                JOIN customers c ON c.salon_id = s.id
                WHERE c.realm = 'LIVE'
                  AND c.phone_key = phone_key(i.phone))
            """)
    List<String> formerPhones(UUID id);

    /** Returns a number in all its spellings; a user id only as itself. */
    @Select("SELECT unnest(phone_spellings(#{identifier}))")
    List<String> spellings(String identifier);

    /** Removes the identifier from messages of other customers, which otherwise remain. */
    @Update("""
            UPDATE inbound_messages
            SET payload = regexp_replace(payload, #{pattern}, '…', 'g')
            WHERE id > (SELECT upto FROM retention_marks WHERE what = 'inbound')
              AND realm = 'LIVE'
              AND strpos(payload, #{identifier}) > 0
              AND payload ~ #{pattern}
            """)
    int redactMessages(String identifier, String pattern);

    @Update("""
            UPDATE customers
            SET notes = regexp_replace(notes, #{pattern}, '…', 'g')
            WHERE realm = 'LIVE'
              AND notes <> ''
              AND strpos(notes, #{identifier}) > 0
              AND notes ~ #{pattern}
            """)
    int redactNotes(String identifier, String pattern);

    /**
     * Empties unhandled events with the identifier.
     *
     * @param inMessageIds the identifier as encoded in WhatsApp's message ids
     */
    @Update("""
            UPDATE unhandled_events
            SET payload = '{}'
            WHERE strpos(payload, #{identifier}) > 0
               OR strpos(payload, #{inMessageIds}) > 0
            """)
    int emptyUnhandled(String identifier, String inMessageIds);

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

    /** Empties button ids: those of our buttons name a slot and a card, and any other tap may contain anything. */
    @Update("""
            UPDATE tap_events
            SET button_id = ''
            WHERE customer_id = #{id}
              AND button_id <> ''
            """)
    int emptyTaps(UUID id);

    /** Deletes fingerprints, because a number could be guessed from them. */
    @Update("""
            UPDATE request_keys
            SET fingerprint = NULL
            WHERE booking_id IN (
                SELECT id
                FROM bookings
                WHERE customer_id = #{id})
            """)
    int emptyRequests(UUID id);

    @Update("""
            UPDATE customers
            SET phone = NULL,
                user_id = NULL,
                name = NULL,
                notes = '',
                language = NULL,
                session_id = NULL,
                selection = NULL,
                tap_bucket = NULL,
                limited_at = NULL,
                erased_at = #{now},
                updated_at = #{now}
            WHERE id = #{id}
            """)
    int erase(UUID id, Instant now);

    /**
     * Returns all data about one customer by whole rows, so that columns added later are included. Messages to salons where
     * they are not a customer are part of the first result.
     */
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
                  WHERE o.realm = 'LIVE'
                    AND (o.salon_id = c.salon_id
                      OR c.id = known.id
                      AND NOT EXISTS (
                        SELECT 1
                        FROM customers there
                        WHERE there.salon_id = o.salon_id
                          AND there.realm = 'LIVE'
                          AND (there.phone_key = c.phone_key OR there.user_id = c.user_id)))
                    AND o.id > (SELECT upto FROM retention_marks WHERE what = 'inbound')
                    AND (o.phone = ANY (phone_spellings(c.phone)) OR o.user_id = c.user_id)
                    AND NOT EXISTS (SELECT 1 FROM tap_events answered WHERE answered.inbound_id = o.id))),
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
              AND (c.id = known.id OR c.phone_key = known.phone_key OR c.user_id = known.user_id)
            ORDER BY c.id = known.id DESC, s.name
            """)
    List<String> export(UUID id);

    @Select("SELECT salon_id FROM customers WHERE id = #{id} AND realm = 'LIVE'")
    Optional<UUID> salonOf(UUID id);
}
