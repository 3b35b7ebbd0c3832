package io.quickbooking.core.simulation;

import io.quickbooking.core.simulation.RaceReport.Race;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

interface RaceMapper {
    String RACES = """
            SELECT r.id, r.salon_id, r.started_by, r.mode, r.taps, r.spread_ms AS spread_millis, r.rounds,
                   m.name AS master_name, v.name AS service_name, r.start_ts AS slot_start,
                   CASE WHEN r.state = 'RUNNING' AND r.beat_at < #{silentSince} THEN 'INTERRUPTED' ELSE r.state END AS state,
                   r.error, r.started_at, r.ended_at,
                   d.rounds_done, d.booked, d.double_bookings, d.errors
            FROM simulation_races r
            CROSS JOIN LATERAL (
              SELECT count(*)::int AS rounds_done,
                     COALESCE(sum(booked), 0)::int AS booked,
                     COALESCE(sum(double_bookings), 0)::int AS double_bookings,
                     COALESCE(sum(errors), 0)::int AS errors
              FROM simulation_race_rounds
              WHERE race_id = r.id) d
            JOIN masters m ON m.id = r.master_id
            JOIN services v ON v.id = r.service_id
            """;

    @Insert("""
            INSERT INTO simulation_races (
              id, salon_id, started_by, mode, taps, spread_ms, rounds, master_id, service_id, start_ts, started_at, beat_at)
            VALUES (
              #{id}, #{race.salonId}, #{startedBy}, #{race.mode}, #{race.taps}, #{spreadMillis}, #{race.rounds},
              #{masterId}, #{serviceId}, #{start}, #{now}, #{now})
            """)
    int insert(
            UUID id,
            RaceSettings race,
            long spreadMillis,
            String startedBy,
            UUID masterId,
            UUID serviceId,
            Instant start,
            Instant now);

    /**
     * Finds a race.
     *
     * @param silentSince the node of a race without a heartbeat since then is regarded as dead
     */
    @Select(RACES + "WHERE r.id = #{id}")
    Optional<Race> find(UUID id, Instant silentSince);

    @Select(RACES + """
            WHERE r.salon_id = #{salonId}
            ORDER BY r.started_at DESC, r.id DESC
            LIMIT #{limit}
            """)
    List<Race> latest(UUID salonId, int limit, Instant silentSince);

    @Select("""
            SELECT round, booked, offered, repeated, other, errors, double_bookings
            FROM simulation_race_rounds
            WHERE race_id = #{raceId}
            ORDER BY round
            """)
    List<RoundRow> rounds(UUID raceId);

    @Select("""
            SELECT round, arrival, customer, start_ts, tapped_at, offset_micros, took_micros, outcome, error
            FROM simulation_race_taps
            WHERE race_id = #{raceId}
              AND round = #{round}
            ORDER BY arrival
            """)
    List<TapRow> taps(UUID raceId, int round);

    @Update("""
            UPDATE simulation_races
            SET beat_at = #{now}
            WHERE id = #{id}
            """)
    int beat(UUID id, Instant now);

    @Update("""
            UPDATE simulation_races
            SET state = #{state},
                error = #{error},
                ended_at = #{now}
            WHERE id = #{id}
              AND state = 'RUNNING'
            """)
    int end(UUID id, RaceReport.State state, @Nullable String error, Instant now);

    @Insert("""
            INSERT INTO simulation_race_rounds (
              race_id, round, booked, offered, repeated, other, errors, double_bookings)
            VALUES (
              #{raceId}, #{round}, #{c.booked}, #{c.offered}, #{c.repeated}, #{c.other}, #{c.errors},
              #{c.doubleBookings})
            ON CONFLICT (race_id, round) DO NOTHING
            """)
    int addRound(UUID raceId, int round, RaceCounts c);

    /**
     * Adds taps.
     *
     * @param taps {@link TapRow}s by {@link io.quickbooking.core.database.JsonRows}
     */
    @Insert("""
            INSERT INTO simulation_race_taps (
              race_id, round, arrival, customer, start_ts, tapped_at, offset_micros, took_micros, outcome, error)
            SELECT #{raceId}, t.round, t.arrival, t.customer, t.start_ts, t.tapped_at, t.offset_micros, t.took_micros,
                   t.outcome, t.error
            FROM jsonb_to_recordset(CAST(#{taps} AS jsonb)) AS t (
              round INT, arrival INT, customer INT, start_ts TIMESTAMPTZ, tapped_at TIMESTAMPTZ, offset_micros BIGINT,
              took_micros BIGINT, outcome TEXT, error TEXT)
            ON CONFLICT (race_id, round, arrival) DO NOTHING
            """)
    int addTaps(UUID raceId, String taps);

    /**
     * Counts pairs of bookings that overlap where one is of these customers: with each other, with other simulated bookings and
     * with real ones. It reads the table and does not rely on the constraint.
     */
    @Select("""
            SELECT count(*)
            FROM customers c
            JOIN bookings a ON a.customer_id = c.id
            JOIN bookings b
              ON b.salon_id = a.salon_id
             AND b.master_id = a.master_id
             AND b.id <> a.id
             AND tstzrange(b.start_ts, b.end_ts, '[)') && tstzrange(a.start_ts, a.end_ts, '[)')
            JOIN customers d ON d.id = b.customer_id
            WHERE c.salon_id = #{salonId}
              AND c.realm = 'SIMULATED'
              AND c.user_id = ANY (#{userIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler})
              AND a.status IN ('CONFIRMED', 'COMPLETED')
              AND b.status IN ('CONFIRMED', 'COMPLETED')
              AND (a.id < b.id
                OR d.user_id IS NULL
                OR d.user_id <> ALL (#{userIds, typeHandler=org.apache.ibatis.type.ArrayTypeHandler}))
            """)
    int doubleBookings(UUID salonId, String[] userIds);

    /** Returns when the delivery that took effect was received. */
    @Select("""
            SELECT e.received_at
            FROM inbound_messages i
            JOIN tap_events e ON e.inbound_id = i.id
            WHERE i.salon_id = #{salonId}
              AND i.realm = 'SIMULATED'
              AND i.message_id = #{messageId}
            """)
    Optional<Instant> tookEffect(UUID salonId, String messageId);

    /** Locks races whose node has died. */
    @Select("""
            SELECT id, salon_id, taps
            FROM simulation_races
            WHERE state = 'RUNNING'
              AND beat_at < #{silentSince}
            FOR UPDATE SKIP LOCKED
            """)
    List<LostRow> lost(Instant silentSince);

    @Delete("""
            DELETE FROM simulation_races
            WHERE started_at < #{before}
              AND state <> 'RUNNING'
            """)
    int deleteOld(Instant before);

    record LostRow(UUID id, UUID salonId, int taps) {}

    record RoundRow(int round, int booked, int offered, int repeated, int other, int errors, int doubleBookings) {}

    record TapRow(
            int round,
            int arrival,
            int customer,
            Instant startTs,
            Instant tappedAt,
            long offsetMicros,
            long tookMicros,
            String outcome,
            @Nullable String error) {}
}
