package io.quickbooking.core.admin.bookings;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface StaffBookingsMapper {
    /** Locks the customer until the booking is written, so that no booking gets the name of a customer who is being erased. */
    String GUEST = """
            SELECT id, phone, user_id, name, FALSE AS is_new
            FROM customers
            WHERE salon_id = #{salonId}
              AND realm = 'LIVE'
              AND erased_at IS NULL
            """;

    @Select(GUEST + "  AND id = #{id} FOR KEY SHARE")
    Optional<KnownGuest> byId(UUID salonId, UUID id);

    @Select(GUEST + "  AND user_id = #{userId} FOR KEY SHARE")
    Optional<KnownGuest> byUserId(UUID salonId, String userId);

    /**
     * Finds a customer by phone.
     *
     * @param waId in any spelling
     */
    @Select(GUEST + "  AND phone_key = phone_key(#{waId}) FOR KEY SHARE")
    Optional<KnownGuest> byPhone(UUID salonId, String waId);

    @Select("""
            INSERT INTO customers (salon_id, realm, phone, user_id, name, created_at, updated_at)
            VALUES (#{salonId}, 'LIVE', #{phone}, #{userId}, #{name}, #{now}, #{now})
            ON CONFLICT DO NOTHING
            RETURNING id, phone, user_id, name, TRUE AS is_new
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    Optional<KnownGuest> add(
            UUID salonId, @Nullable String phone, @Nullable String userId, @Nullable String name, Instant now);

    /** Locks the key, so that other requests with it wait until the transaction ends. */
    @Select("SELECT CAST(pg_advisory_xact_lock(hashtextextended('request ' || #{key}, 0)) AS text)")
    String lockKey(String key);

    @Insert("""
            INSERT INTO request_keys (id, salon_id, booking_id, fingerprint)
            VALUES (sha256(convert_to(#{key}, 'UTF8')), #{salonId}, #{bookingId}, sha256(convert_to(#{request}, 'UTF8')))
            """)
    int addKey(String key, UUID salonId, UUID bookingId, String request);

    /** Returns whether a different request has made a booking under this key; false if that booking has no fingerprint. */
    @Select("""
            SELECT EXISTS (
              SELECT 1
              FROM request_keys
              WHERE id = sha256(convert_to(#{key}, 'UTF8'))
                AND fingerprint IS DISTINCT FROM sha256(convert_to(#{request}, 'UTF8')))
            """)
    boolean isOfAnotherRequest(String key, String request);

    /** Deletes a customer whom {@link #add} has added in this transaction. */
    @Delete("""
            DELETE FROM customers
            WHERE salon_id = #{salonId}
              AND id = #{id}
            """)
    int remove(UUID salonId, UUID id);

    record KnownGuest(
            UUID id,
            @Nullable String phone,
            @Nullable String userId,
            @Nullable String name,
            boolean isNew) {}
}
