package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface TakenMapper {
    // Real bookings are taken for everybody; simulated ones only within the simulation. A booking lasts at most
    // 24 hours (bookings_length) and its buffers 4 each (bookings_busy), so those that overlap start at most that long
    // before and after. What is held for somebody is taken for everybody else, until the hold ends.
    String OVERLAPPING = """
              AND b.realm IN ('LIVE', #{realm})
              AND b.start_ts > CAST(#{from} AS timestamptz) - INTERVAL '28 hours'
              AND b.start_ts < CAST(#{until} AS timestamptz) + INTERVAL '4 hours'
              AND b.busy_until > #{from}
              AND b.busy_from < #{until}
              AND (b.status <> 'HELD' OR (b.held_until > #{now} AND b.customer_id IS DISTINCT FROM #{customerId}))
            """;

    // NOT IN keeps the planner from the index of bookings_no_overlap: it takes that for cheap, not knowing that a
    // master
    // belongs to one salon, and then reads the whole past of the master.
    @Select("""
            SELECT b.master_id, b.busy_from AS start_ts, b.busy_until AS end_ts
            FROM bookings b
            WHERE b.salon_id = #{salonId}
              AND b.master_id = #{masterId}
              AND b.status NOT IN ('CANCELLED', 'NO_SHOW')
            """ + OVERLAPPING)
    List<Taken> byMaster(
            UUID salonId,
            UUID masterId,
            Realm realm,
            @Nullable UUID customerId,
            Instant from,
            Instant until,
            Instant now);

    /**
     * One row a master: thousands of bookings, when a salon is full for months, take longer to map than to find.
     *
     * @param without a booking that does not count; null: none
     */
    @Select("""
            SELECT b.master_id,
                   string_agg(CAST(floor(EXTRACT(EPOCH FROM b.busy_from)) AS bigint) || ' '
                              || CAST(ceil(EXTRACT(EPOCH FROM b.busy_until)) AS bigint), ' ') AS seconds
            FROM bookings b
            WHERE b.salon_id = #{salonId}
              AND b.status IN ('HELD', 'CONFIRMED', 'COMPLETED')
              AND b.id IS DISTINCT FROM #{without}
            """ + OVERLAPPING + "GROUP BY b.master_id")
    List<TakenOfMaster> bySalon(
            UUID salonId,
            Realm realm,
            @Nullable UUID customerId,
            @Nullable UUID without,
            Instant from,
            Instant until,
            Instant now);

    @Select("""
            SELECT s.master_id, s.start_ts, s.end_ts
            FROM sessions s
            WHERE s.salon_id = #{salonId}
              AND s.realm = #{realm}
              AND s.state = 'ACTIVE'
              AND s.expires_at > #{now}
              AND s.customer_id IS DISTINCT FROM #{customerId}
              AND s.start_ts > CAST(#{from} AS timestamptz) - INTERVAL '24 hours'
              AND s.start_ts < #{until}
            """)
    List<Taken> inHand(UUID salonId, Realm realm, @Nullable UUID customerId, Instant from, Instant until, Instant now);

    /** @param seconds of the epoch, from and until in turn */
    record TakenOfMaster(UUID masterId, String seconds) {}

    /** A stretch of a master's time that somebody has, or is about to have. */
    record Taken(UUID masterId, Instant startTs, Instant endTs) {}
}
