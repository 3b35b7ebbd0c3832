package io.quickbooking.core.inbox;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.customer.CustomerIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

interface InboxMapper {
    String STORED = """
            SELECT id, salon_id, realm, message_id, phone, user_id, name, language, kind, button_id, payload, attempts,
                   next_attempt_at, sent_at, received_at, trace
            FROM inbound_messages
            """;

    /**
     * Inserts a message and names the constraint: a conflict with any other key is no redelivery and fails, so that no
     * sender is told that a message was received that has no row.
     *
     * @return empty for a redelivery; PENDING where older messages of the sender wait, which go first
     */
    @Select("""
            INSERT INTO inbound_messages (
              salon_id, realm, message_id, phone, user_id, name, language, kind, button_id, payload,
              state, attempts, next_attempt_at, sent_at, received_at, handled_at, trace)
            SELECT
              #{m.salonId}, #{m.realm}, #{m.messageId}, #{m.phone}, #{m.userId}, #{m.name}, #{m.language},
              #{m.kind}, #{m.buttonId}, #{m.payload},
              CASE WHEN waiting.older THEN 'PENDING' ELSE 'DONE' END,
              CASE WHEN waiting.older THEN 0 ELSE 1 END,
              CASE WHEN waiting.older THEN CAST(#{now} AS timestamptz) END,
              #{m.sentAt}, #{m.receivedAt},
              CASE WHEN waiting.older THEN NULL ELSE CAST(#{now} AS timestamptz) END,
              #{m.trace}
            FROM (
              SELECT EXISTS (
                SELECT 1
                FROM inbound_messages o
                WHERE o.salon_id = #{m.salonId}
                  AND (o.phone = ANY (phone_spellings(#{customer.phone})) OR o.user_id = #{customer.userId})
                  AND o.realm = #{m.realm}
                  AND o.state = 'PENDING') AS older
            ) waiting
            ON CONFLICT ON CONSTRAINT inbound_messages_once DO NOTHING
            RETURNING id, state
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    Optional<Admitted> admit(Arriving message);

    /** Bundles the values in one parameter, so that their types are known in advance, also of nulls. */
    record Arriving(NewInbound m, Customer customer, Instant now) {}

    @Insert("""
            <script>
            INSERT INTO inbound_messages (
              salon_id, realm, message_id, phone, user_id, name, language, kind, button_id, payload,
              state, next_attempt_at, last_error, sent_at, received_at, handled_at, trace)
            VALUES
            <foreach item="m" collection="messages" separator=",">
              (#{m.salonId}, #{m.realm}, #{m.messageId}, #{m.phone}, #{m.userId}, #{m.name}, #{m.language},
               #{m.kind}, #{m.buttonId}, #{m.payload},
               #{m.state}, CASE WHEN #{m.state} = 'PENDING' THEN CAST(#{nextAttemptAt} AS timestamptz) END, #{error},
               #{m.sentAt}, #{m.receivedAt},
               CASE WHEN #{m.state} = 'PENDING' THEN NULL ELSE CAST(#{nextAttemptAt} AS timestamptz) END, #{m.trace})
            </foreach>
            ON CONFLICT ON CONSTRAINT inbound_messages_once DO NOTHING
            </script>
            """)
    int insert(List<NewInbound> messages, Instant nextAttemptAt, @Nullable String error);

    @Select("SELECT id FROM inbound_messages WHERE salon_id = #{salonId} AND message_id = #{messageId}")
    Optional<Long> idOf(UUID salonId, String messageId);

    @Select("""
            SELECT salon_id, realm, phone, user_id
            FROM (
              SELECT DISTINCT ON (salon_id, realm, phone, user_id) salon_id, realm, phone, user_id, id, next_attempt_at
              FROM inbound_messages
              WHERE state = 'PENDING'
              ORDER BY salon_id, realm, phone, user_id, id
            ) oldest
            WHERE next_attempt_at <= #{now}
            ORDER BY id
            LIMIT #{limit}
            """)
    List<WaitingSender> waitingSenders(Instant now, int limit);

    @Select(STORED + """
            WHERE salon_id = #{salonId}
              AND realm = #{realm}
              AND (phone = ANY (phone_spellings(#{phone})) OR user_id = #{userId})
              AND state = 'PENDING'
            ORDER BY id
            LIMIT 1
            FOR UPDATE
            """)
    Optional<PendingTap> oldestPending(Customer customer);

    @Update("""
            UPDATE inbound_messages
            SET phone = COALESCE(#{after.phone}, phone),
                user_id = COALESCE(#{after.userId}, user_id)
            WHERE salon_id = #{salonId}
              AND realm = #{realm}
              AND (phone = ANY (phone_spellings(#{before.phone})) OR user_id = #{before.userId})
              AND state IN ('PENDING', 'FAILED')
              AND sent_at <= #{at}
            """)
    int rename(
            @Param("salonId") UUID salonId,
            @Param("realm") Realm realm,
            @Param("before") CustomerIdentity before,
            @Param("after") CustomerIdentity after,
            @Param("at") Instant at);

    @Select("""
            SELECT EXISTS (
              SELECT 1
              FROM inbound_messages
              WHERE salon_id = #{salonId}
                AND realm = #{realm}
                AND (phone = ANY (phone_spellings(#{phone})) OR user_id = #{userId})
                AND state = 'PENDING')
            """)
    boolean holdsFor(WaitingSender sender);

    @Update("""
            UPDATE inbound_messages
            SET state = #{state},
                attempts = attempts + 1,
                handled_at = #{now},
                next_attempt_at = NULL
            WHERE id = #{id}
            """)
    int close(long id, InboxState state, Instant now);

    @Update("""
            UPDATE inbound_messages
            SET attempts = attempts + 1,
                next_attempt_at = #{nextAttemptAt},
                last_error = #{error}
            WHERE id = #{id}
              AND state = 'PENDING'
            """)
    int postpone(long id, Instant nextAttemptAt, String error);

    @Update("""
            UPDATE inbound_messages
            SET state = 'PENDING',
                attempts = 0,
                next_attempt_at = #{now},
                handled_at = NULL
            WHERE id = #{id}
              AND state = 'FAILED'
              AND realm = 'LIVE'
            """)
    int tryAgain(long id, Instant now);

    @Update("""
            UPDATE inbound_messages
            SET next_attempt_at = #{until},
                last_error = #{reason}
            WHERE salon_id = #{salonId}
              AND state = 'PENDING'
              AND next_attempt_at <= #{now}
            """)
    int setAside(UUID salonId, Instant now, Instant until, String reason);

    record Admitted(long id, InboxState state) {}

    /** A message to be written. */
    record NewInbound(
            UUID salonId,
            Realm realm,
            String messageId,
            @Nullable String phone,
            @Nullable String userId,
            @Nullable String name,
            @Nullable String language,
            String kind,
            @Nullable String buttonId,
            String payload,
            InboxState state,
            Instant sentAt,
            Instant receivedAt,
            @Nullable String trace) {}
}
