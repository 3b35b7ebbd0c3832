package io.quickbooking.core.availability;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface TakenMapper {
    // Real bookings take time from all customers; simulated ones only within the simulation. A hold takes time from all
    // other customers, until it ends.
    String FOR_THEM = """
              AND b.realm IN ('LIVE', #{realm})
              AND b.busy_until > #{from}
              AND b.busy_from < #{until}
              AND (b.status <> 'HELD' OR (b.held_until > #{now} AND b.customer_id IS DISTINCT FROM #{customerId}))
            """;

    // Where the clock shows the told wall time at another instant than the booked one, no other customer gets that
    // instant either, see V002. There are few such rows, if any, and they have an index of their own.
    String TOLD = """
            FROM bookings b
            WHERE b.salon_id = #{salonId}
              AND b.master_id = ANY (CAST(#{masterIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
              AND b.wall_ts IS NOT NULL
              AND b.status IN ('HELD', 'CONFIRMED', 'COMPLETED')
              AND b.realm IN ('LIVE', #{realm})
              AND b.busy_until + (b.wall_ts - b.start_ts) > #{from}
              AND b.busy_from + (b.wall_ts - b.start_ts) < #{until}
              AND (b.status <> 'HELD' OR (b.held_until > #{now} AND b.customer_id IS DISTINCT FROM #{customerId}))
            """;

    String SHIFTED = """
            UNION ALL
            SELECT b.master_id, b.busy_from + (b.wall_ts - b.start_ts), b.busy_until + (b.wall_ts - b.start_ts)
            """;

    // A booking lasts at most 24 hours (bookings_length) and its buffers 4 each (bookings_busy), so overlapping ones
    // begin at most that long before. The query uses only columns of the index bookings_taken, so that the table is not
    // read.
    String BUSY = """
            FROM bookings b
            WHERE b.salon_id = #{salonId}
              AND b.master_id = ANY (CAST(#{masterIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
              AND b.status IN ('HELD', 'CONFIRMED', 'COMPLETED')
              AND b.busy_from > CAST(#{from} AS timestamptz) - INTERVAL '32 hours'
            """ + FOR_THEM;

    // Adjacent times are merged into one range, so that a full day is one range and not one for each booking.
    String STRETCHES = """
            SELECT busy.master_id,
                   FALSE AS in_hand,
                   (SELECT string_agg(CAST(floor(date_part('epoch', lower(stretch))) AS bigint) || ' '
                                      || CAST(ceil(date_part('epoch', upper(stretch))) AS bigint), ' ')
                    FROM unnest(busy.stretches) AS stretch) AS seconds
            FROM (
                SELECT taken.master_id, range_agg(tstzrange(taken.busy_from, taken.busy_until)) AS stretches
                FROM (
                    SELECT b.master_id, b.busy_from, b.busy_until
            """;

    // NOT IN keeps the planner from using the index of bookings_no_overlap: it considers that cheap, not knowing that a
    // master belongs to one salon, and then reads the whole past of the master.
    @Select("""
            SELECT b.busy_from AS start_ts, b.busy_until AS end_ts, CAST(NULL AS uuid) AS own_master,
                   CAST(NULL AS text) AS own_service
            FROM bookings b
            WHERE b.salon_id = #{salonId}
              AND b.master_id = #{masterId}
              AND b.status NOT IN ('CANCELLED', 'NO_SHOW')
              AND b.start_ts > CAST(#{from} AS timestamptz) - INTERVAL '28 hours'
              AND b.start_ts < CAST(#{until} AS timestamptz) + INTERVAL '4 hours'
            """ + FOR_THEM + """
            UNION ALL
            SELECT b.busy_from + (b.wall_ts - b.start_ts), b.busy_until + (b.wall_ts - b.start_ts),
                   CAST(NULL AS uuid), CAST(NULL AS text)
            FROM bookings b
            WHERE b.salon_id = #{salonId}
              AND b.master_id = #{masterId}
              AND b.wall_ts IS NOT NULL
              AND b.status IN ('HELD', 'CONFIRMED', 'COMPLETED')
              AND b.realm IN ('LIVE', #{realm})
              AND b.busy_until + (b.wall_ts - b.start_ts) > #{from}
              AND b.busy_from + (b.wall_ts - b.start_ts) < #{until}
              AND (b.status <> 'HELD' OR (b.held_until > #{now} AND b.customer_id IS DISTINCT FROM #{customerId}))
            UNION ALL
            SELECT own.told_ts, own.told_end, own.master_id, own.service
            FROM (
              SELECT COALESCE(o.wall_ts, o.start_ts) AS told_ts,
                     o.end_ts + (COALESCE(o.wall_ts, o.start_ts) - o.start_ts) AS told_end,
                     o.master_id, o.service
              FROM bookings o
              WHERE o.customer_id = #{customerId}
                AND o.salon_id = #{salonId}
                AND o.status = 'CONFIRMED'
                AND o.start_ts > CAST(#{start} AS timestamptz) - INTERVAL '26 hours'
                AND o.start_ts < CAST(#{end} AS timestamptz) + INTERVAL '2 hours'
                AND COALESCE(o.wall_ts, o.start_ts) < #{end}
                AND o.end_ts + (COALESCE(o.wall_ts, o.start_ts) - o.start_ts) > #{start}
              ORDER BY told_ts, o.booking_code
              LIMIT 1) AS own
            """)
    List<Taken> byMaster(
            UUID salonId,
            UUID masterId,
            Realm realm,
            @Nullable UUID customerId,
            Instant from,
            Instant until,
            Instant start,
            Instant end,
            Instant now);

    /**
     * Returns the busy times of masters and the times held by other customers: at most one row of each kind for a
     * master.
     */
    @Select(STRETCHES + BUSY + SHIFTED + TOLD + """
                ) AS taken
                GROUP BY taken.master_id
            ) AS busy
            UNION ALL
            SELECT s.master_id,
                   TRUE,
                   string_agg(CAST(floor(date_part('epoch', s.start_ts)) AS bigint) || ' '
                              || CAST(ceil(date_part('epoch', s.end_ts)) AS bigint), ' ')
            FROM sessions s
            WHERE s.salon_id = #{salonId}
              AND s.master_id = ANY (CAST(#{masterIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
              AND s.realm = #{realm}
              AND s.state = 'ACTIVE'
              AND s.expires_at > #{now}
              AND s.customer_id IS DISTINCT FROM #{customerId}
              AND s.start_ts > CAST(#{from} AS timestamptz) - INTERVAL '24 hours'
              AND s.start_ts < #{until}
              AND s.end_ts > #{from}
            GROUP BY s.master_id
            """)
    List<TakenOfMaster> takenOrInHand(
            UUID salonId,
            String[] masterIds,
            Realm realm,
            @Nullable UUID customerId,
            Instant from,
            Instant until,
            Instant now);

    /** Returns the busy times of masters for no particular customer: one row for a master. */
    @Select(STRETCHES + BUSY + SHIFTED + TOLD + """
                ) AS taken
                GROUP BY taken.master_id
            ) AS busy
            """)
    List<TakenOfMaster> taken(
            UUID salonId,
            String[] masterIds,
            Realm realm,
            @Nullable UUID customerId,
            Instant from,
            Instant until,
            Instant now);

    /** Returns the busy times of masters as if one booking did not exist. */
    @Select(STRETCHES + BUSY + "  AND b.id <> #{without}\n" + SHIFTED + TOLD + """
                  AND b.id <> #{without}
                ) AS taken
                GROUP BY taken.master_id
            ) AS busy
            """)
    List<TakenOfMaster> takenWithout(
            UUID without,
            UUID salonId,
            String[] masterIds,
            Realm realm,
            @Nullable UUID customerId,
            Instant from,
            Instant until,
            Instant now);

    /** @param seconds of the epoch, starts and ends in turn */
    record TakenOfMaster(UUID masterId, boolean inHand, String seconds) {}

    /**
     * A taken part of a master's time, or a visit of the asking customer with any master.
     *
     * @param ownMaster null: not a visit of this customer
     */
    record Taken(
            Instant startTs,
            Instant endTs,
            @Nullable UUID ownMaster,
            @Nullable String ownService) {}
}
