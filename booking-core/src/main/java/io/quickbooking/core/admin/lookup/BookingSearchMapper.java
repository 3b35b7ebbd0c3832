package io.quickbooking.core.admin.lookup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

interface BookingSearchMapper {
    String BOOKING = """
            SELECT b.booking_code, b.salon_id, b.customer_name, b.service, COALESCE(b.wall_ts, b.start_ts) AS start_ts,
                   b.end_ts + (COALESCE(b.wall_ts, b.start_ts) - b.start_ts) AS end_ts, b.status
            FROM bookings b
            """;

    @Select(BOOKING + """
            WHERE b.booking_code = #{code}
              AND b.realm = 'LIVE'
              AND b.salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
            """)
    Optional<FoundBooking> byCode(@Param("code") String code, @Param("salons") String[] salons);

    /** Orders by distance in time, because questions are mostly about the next or the last visit. */
    @Select(BOOKING + """
            WHERE b.booking_code = ANY (#{codes, typeHandler=org.apache.ibatis.type.ArrayTypeHandler})
              AND b.realm = 'LIVE'
              AND b.salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
            ORDER BY abs(extract(epoch FROM b.start_ts - #{now})), b.booking_code
            LIMIT #{limit}
            """)
    List<FoundBooking> byCodes(
            @Param("codes") String[] codes,
            @Param("salons") String[] salons,
            @Param("now") Instant now,
            @Param("limit") int limit);

    /** Finds complete numbers first. The colon is the character after the digit nine. */
    @Select("""
            (SELECT c.id
             FROM customers c
             WHERE c.salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
               AND c.realm = 'LIVE'
               AND c.phone_key = ANY (#{keys, typeHandler=org.apache.ibatis.type.ArrayTypeHandler})
             LIMIT #{limit})
            UNION ALL
            (SELECT c.id
             FROM customers c
             WHERE c.salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
               AND c.realm = 'LIVE'
               AND c.phone IS NOT NULL
               AND reverse(c.phone) COLLATE "C" >= #{reversedEnd}
               AND reverse(c.phone) COLLATE "C" < #{reversedEnd} || ':'
             LIMIT #{limit})
            """)
    List<UUID> byPhone(
            @Param("keys") String[] keys,
            @Param("reversedEnd") String reversedEnd,
            @Param("salons") String[] salons,
            @Param("limit") int limit);

    @Select("""
            SELECT c.id
            FROM customers c
            WHERE c.salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
              AND c.realm = 'LIVE'
              AND c.user_id = #{userId}
            LIMIT #{limit}
            """)
    List<UUID> byUserId(@Param("userId") String userId, @Param("salons") String[] salons, @Param("limit") int limit);

    @Select("SELECT fold_name(#{text})")
    String fold(String text);

    /**
     * Finds customers with one word of the name that begins like the first and some word like each of the others.
     *
     * @param first folded; {@code beyond} is the same text with the last of all characters appended, an upper bound of all
     *     words that begin with it
     */
    @Select("""
            SELECT w.customer_id
            FROM customer_words w
            WHERE w.salon_id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
              AND w.word >= left(#{first}, 40)
              AND w.word < left(#{first}, 40) || chr(1114111)
              AND NOT EXISTS (
                SELECT 1
                FROM unnest(#{others, typeHandler=org.apache.ibatis.type.ArrayTypeHandler}) AS typed (word)
                WHERE NOT EXISTS (
                  SELECT 1
                  FROM customer_words other
                  WHERE other.customer_id = w.customer_id
                    AND starts_with(other.word, left(typed.word, 40))))
            LIMIT #{limit}
            """)
    List<UUID> byName(
            @Param("first") String first,
            @Param("others") String[] others,
            @Param("salons") String[] salons,
            @Param("limit") int limit);

    /** Returns the customers in the order of the ids. */
    @Select("""
            SELECT c.id AS customer_id, c.salon_id, c.name, c.phone, visit.booking_code, visit.start_ts, visit.status
            FROM customers c
            LEFT JOIN LATERAL (
              SELECT b.booking_code, COALESCE(b.wall_ts, b.start_ts) AS start_ts, b.status
              FROM bookings b
              WHERE b.customer_id = c.id
                AND b.realm = 'LIVE'
                AND b.status <> 'HELD'
              ORDER BY (b.status = 'CONFIRMED' AND b.start_ts >= #{now}) DESC,
                       abs(extract(epoch FROM b.start_ts - #{now}))
              LIMIT 1
            ) visit ON TRUE
            WHERE c.id = ANY (CAST(#{ids, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
            ORDER BY array_position(CAST(#{ids, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]), c.id)
            """)
    List<FoundCustomer> customers(@Param("ids") String[] ids, @Param("now") Instant now);
}
