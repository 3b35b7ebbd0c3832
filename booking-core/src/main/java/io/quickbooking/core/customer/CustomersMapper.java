package io.quickbooking.core.customer;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

interface CustomersMapper {
    String COLUMNS = """
            id, salon_id, realm, phone, user_id, name, language, session_id, selection, offered_at,
            opted_out_at, tap_bucket, limited_at, CAST(CAST(xmin AS text) AS bigint) AS version
            """;

    // This uses the index inbound_messages_untapped_of_phone.
    String NUMBER_CHANGES = """
            FROM (
              SELECT coalesce(
                       CAST(payload AS json) #>> '{message,system,wa_id}',
                       CAST(payload AS json) #>> '{message,system,new_wa_id}') AS number,
                     sent_at AS at
              FROM inbound_messages
              WHERE salon_id = #{salonId}
                AND phone = ANY (phone_spellings(#{phone}))
                AND realm = #{realm}
                AND kind = 'system'
                AND CAST(payload AS json) #>> '{message,system,type}' LIKE 'user_changed_%'
                AND sent_at >= #{sentAt}) change
            WHERE phone_key(number) <> phone_key(#{phone})
            """;

    @Select("SELECT " + COLUMNS + """
            FROM customers
            WHERE salon_id = #{salonId}
              AND realm = #{realm}
              AND (phone_key = #{phoneKey} OR user_id = #{userId})
            ORDER BY user_id = #{userId} DESC NULLS LAST
            FOR NO KEY UPDATE
            """)
    List<Customer> lock(Sender sender);

    /** Bundles the values in one parameter, so that their types are known in advance, also of nulls. */
    record Sender(
            UUID salonId,
            Realm realm,
            @Nullable String phoneKey,
            @Nullable String userId) {
        static Sender of(UUID salonId, Realm realm, CustomerIdentity identity) {
            String phone = identity.phone();
            return new Sender(salonId, realm, phone == null ? null : NumberingPlan.key(phone), identity.userId());
        }
    }

    /**
     * Inserts a new customer, whom no other transaction sees before the caller's ends. It has no conflict target,
     * because the number and the user id mean the same. No third key can conflict: the id is random.
     *
     * @return empty: the number or the user id belongs to a customer by now, or {@link #numberAfter} has another number
     */
    @Select(affectData = true, value = """
            INSERT INTO customers (salon_id, realm, phone, user_id, name, created_at, updated_at)
            SELECT #{salonId}, #{realm}, #{phone}, #{userId}, #{name}, #{now}, #{now}
            WHERE NOT EXISTS (
              SELECT 1
            """ + NUMBER_CHANGES + """
            )
            ON CONFLICT DO NOTHING
            RETURNING
            """ + COLUMNS)
    Optional<Customer> insert(Newcomer newcomer);

    record Newcomer(
            UUID salonId,
            Realm realm,
            @Nullable String phone,
            @Nullable String userId,
            @Nullable String name,
            Instant sentAt,
            Instant now) {}

    @Update("""
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
                last_inbound_at = GREATEST(last_inbound_at, #{heardAt}),
                updated_at = #{now}
            WHERE id = #{customer.id}
            """)
    int update(Customer customer, Instant heardAt, Instant now);

    /** Returns the number to which a sender changed at the time of a message or later. */
    @Select("SELECT number, at\n" + NUMBER_CHANGES + """
            ORDER BY at
            LIMIT 1
            """)
    Optional<NumberChange> numberAfter(UUID salonId, Realm realm, String phone, Instant sentAt);

    record NumberChange(String number, Instant at) {}

    /** @param heard {@code [{"phone": .., "user_id": .., "heard_at": ..}]} */
    @Update("""
            UPDATE customers c
            SET last_inbound_at = h.heard_at
            FROM jsonb_to_recordset(CAST(#{heard} AS jsonb)) AS h (phone text, user_id text, heard_at timestamptz)
            WHERE c.salon_id = #{salonId}
              AND c.realm = #{realm}
              AND (c.phone_key = phone_key(h.phone) OR c.user_id = h.user_id)
              AND (c.last_inbound_at IS NULL OR c.last_inbound_at < h.heard_at)
            """)
    int recordLastInbound(UUID salonId, Realm realm, String heard);

    @Select("SELECT created_at <= #{at} FROM customers WHERE id = #{id}")
    boolean isKnownSince(UUID id, Instant at);

    @Select("SELECT count(*) = 1 FROM customers WHERE id = #{id} AND CAST(CAST(xmin AS text) AS bigint) = #{version}")
    boolean isOfVersion(UUID id, long version);

    @Select("SELECT created_at < #{at} FROM customers WHERE id = #{id}")
    boolean isKnownBefore(UUID id, Instant at);

    @Update("""
            UPDATE customers
            SET phone = #{phone},
                user_id = #{userId}
            WHERE id = #{id}
            """)
    int rename(UUID id, @Nullable String phone, @Nullable String userId);

    /** @return 0 when other rows refer to the customer */
    @Delete("""
            DELETE FROM customers c
            WHERE c.id = #{id}
              AND c.notes = ''
              AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.customer_id = c.id)
              AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.customer_id = c.id)
              AND NOT EXISTS (SELECT 1 FROM tap_events e WHERE e.customer_id = c.id)
              AND NOT EXISTS (SELECT 1 FROM outbound_messages o WHERE o.customer_id = c.id)
            """)
    int deleteUnused(UUID id);
}
