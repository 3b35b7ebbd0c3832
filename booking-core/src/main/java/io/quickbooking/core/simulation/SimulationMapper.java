package io.quickbooking.core.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

interface SimulationMapper {
    String RUNS = """
            SELECT r.id, r.salon_id, r.started_by, r.name, r.phone, r.user_id, r.language, r.service_id, r.faults,
                   r.receipt, r.started_at, r.used_at
            FROM simulation_runs r
            """;

    /**
     * Adds a run. The statement has no conflict target, because a conflict on the phone and one on the user id mean the same.
     * No third key can conflict: the id is random.
     *
     * @return 0 if another run of the salon has the phone or the user id
     */
    @Insert("""
            INSERT INTO simulation_runs (
              id, salon_id, started_by, name, phone, user_id, language, service_id, started_at, used_at)
            SELECT
              #{id}, #{run.salonId}, #{startedBy}, #{run.name}, #{phone}, #{userId}, #{run.language}, #{run.serviceId},
              #{now}, #{now}
            ON CONFLICT DO NOTHING
            """)
    int insert(UUID id, NewSimulation run, String startedBy, @Nullable String phone, String userId, Instant now);

    @Select(RUNS + "WHERE r.id = #{id}")
    Optional<RunRow> find(UUID id);

    @Select(RUNS + """
            WHERE r.salon_id = #{salonId}
              AND (CAST(#{before} AS uuid) IS NULL
                OR (r.used_at, r.id) < (SELECT b.used_at, b.id FROM simulation_runs b WHERE b.id = #{before}))
            ORDER BY r.used_at DESC, r.id DESC
            LIMIT #{limit}
            """)
    List<RunRow> page(UUID salonId, @Nullable UUID before, int limit);

    @Select(RUNS + """
            WHERE r.used_at < #{before}
            ORDER BY r.used_at
            LIMIT #{limit}
            FOR UPDATE SKIP LOCKED
            """)
    List<RunRow> unused(Instant before, int limit);

    @Update("""
            UPDATE simulation_runs
            SET faults = #{faults},
                receipt = #{receipt},
                used_at = #{now}
            WHERE id = #{id}
            """)
    int set(UUID id, String faults, MessageReceipt receipt, Instant now);

    @Update("""
            UPDATE simulation_runs
            SET used_at = #{now}
            WHERE id = #{id}
            """)
    int used(UUID id, Instant now);

    @Delete("DELETE FROM simulation_runs WHERE id = #{id}")
    int delete(UUID id);

    @Delete("DELETE FROM simulation_steps WHERE run_id = #{runId}")
    int deleteSteps(UUID runId);

    @Select("""
            INSERT INTO simulation_steps (run_id, kind, message_id, body, words, late, made_at)
            VALUES (#{runId}, #{kind}, #{messageId}, #{body}, #{words}, #{late}, #{madeAt})
            RETURNING id
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    long addStep(
            UUID runId,
            SimulationStep.Kind kind,
            @Nullable String messageId,
            @Nullable String body,
            String words,
            boolean late,
            Instant madeAt);

    @Update("""
            UPDATE simulation_steps
            SET delivered_at = #{deliveredAt},
                took_micros = #{tookMicros},
                outcome = #{outcome},
                error = #{error},
                state_before = #{before},
                state_after = #{after}
            WHERE id = #{id}
            """)
    int delivered(
            long id,
            @Nullable Instant deliveredAt,
            @Nullable Long tookMicros,
            @Nullable String outcome,
            @Nullable String error,
            @Nullable String before,
            @Nullable String after);

    /** Returns the newest ones, in ascending order. */
    @Select("""
            SELECT *
            FROM (
              SELECT id, kind, message_id, body, words, late, made_at, delivered_at, took_micros, outcome, error,
                     state_before, state_after
              FROM simulation_steps
              WHERE run_id = #{runId}
              ORDER BY id DESC
              LIMIT #{limit}
            ) newest
            ORDER BY id
            """)
    List<StepRow> steps(UUID runId, int limit);

    @Select("""
            SELECT id, kind, message_id, body, words, late, made_at, delivered_at, took_micros, outcome, error,
                   state_before, state_after
            FROM simulation_steps
            WHERE run_id = #{runId}
              AND body IS NOT NULL
              AND delivered_at IS NULL
            ORDER BY id
            """)
    List<StepRow> held(UUID runId);

    /** Returns the newest ones, in ascending order. */
    @Select("""
            SELECT *
            FROM (
              SELECT o.id, i.message_id AS answers_to, o.payload, o.state, o.error_code, o.error, o.created_at, o.sent_at,
                     o.delivered_at, o.read_at
              FROM outbound_messages o
              JOIN customers c ON c.id = o.customer_id
              LEFT JOIN inbound_messages i ON i.id = o.inbound_id
              WHERE c.salon_id = #{salonId}
                AND c.realm = 'SIMULATED'
                AND c.user_id = #{userId}
                AND o.realm = 'SIMULATED'
              ORDER BY o.id DESC
              LIMIT #{limit}
            ) newest
            ORDER BY id
            """)
    List<ReplyRow> replies(UUID salonId, String userId, int limit);

    @Update("""
            UPDATE outbound_messages
            SET sent_at = #{now},
                delivered_at = CASE WHEN #{receipt} = 'SENT' THEN NULL ELSE CAST(#{now} AS timestamptz) END,
                read_at = CASE WHEN #{receipt} = 'READ' THEN CAST(#{now} AS timestamptz) END
            WHERE id = #{id}
              AND realm = 'SIMULATED'
            """)
    int accept(long id, MessageReceipt receipt, Instant now);

    @Update("""
            UPDATE outbound_messages
            SET state = 'FAILED',
                error_code = #{code},
                error = #{error},
                failed_at = #{now}
            WHERE id = #{id}
              AND realm = 'SIMULATED'
            """)
    int refuse(long id, int code, String error, Instant now);

    /** Finds replies whose delivery has not been reported yet. */
    @Select("""
            SELECT o.id
            FROM outbound_messages o
            JOIN customers c ON c.id = o.customer_id
            WHERE c.salon_id = #{salonId}
              AND c.realm = 'SIMULATED'
              AND c.user_id = #{userId}
              AND o.realm = 'SIMULATED'
              AND o.state = 'SIMULATED'
              AND o.sent_at IS NULL
            ORDER BY o.id
            """)
    List<Long> unsent(UUID salonId, String userId);

    /** Returns the customer's latest session and bookings, as JSON. */
    @Select("""
            SELECT jsonb_build_object(
              'session', (
                SELECT jsonb_build_object(
                  'id', s.id, 'state', s.state, 'step', s.step, 'selection', s.selection, 'service', v.code, 'master', m.code,
                  'day', s.day, 'start', s.start_ts, 'selectedAt', s.selected_at, 'expiresAt', s.expires_at)
                FROM sessions s
                LEFT JOIN masters m ON m.id = s.master_id
                LEFT JOIN services v ON v.id = s.service_id
                WHERE s.customer_id = c.id
                ORDER BY s.started_at DESC, s.id
                LIMIT 1),
              'bookings', (
                SELECT COALESCE(
                  jsonb_agg(
                    jsonb_build_object(
                      'code', b.booking_code, 'status', b.status, 'master', m.code, 'start', b.start_ts, 'end', b.end_ts)
                    ORDER BY b.start_ts),
                  '[]')
                FROM bookings b
                JOIN masters m ON m.id = b.master_id
                WHERE b.customer_id = c.id
                  AND b.status <> 'HELD'))
            FROM customers c
            WHERE c.salon_id = #{salonId}
              AND c.realm = 'SIMULATED'
              AND c.user_id = #{userId}
            """)
    Optional<String> state(UUID salonId, String userId);

    record RunRow(
            UUID id,
            UUID salonId,
            String startedBy,
            String name,
            @Nullable String phone,
            String userId,
            String language,
            UUID serviceId,
            String faults,
            MessageReceipt receipt,
            Instant startedAt,
            Instant usedAt) {
        SimulationRun run() {
            return new SimulationRun(
                    id,
                    salonId,
                    startedBy,
                    name,
                    phone,
                    userId,
                    language,
                    serviceId,
                    Fault.read(faults),
                    receipt,
                    startedAt,
                    usedAt);
        }
    }

    record StepRow(
            long id,
            SimulationStep.Kind kind,
            @Nullable String messageId,
            @Nullable String body,
            String words,
            boolean late,
            Instant madeAt,
            @Nullable Instant deliveredAt,
            @Nullable Long tookMicros,
            @Nullable String outcome,
            @Nullable String error,
            @Nullable String stateBefore,
            @Nullable String stateAfter) {}

    record ReplyRow(
            long id,
            @Nullable String answersTo,
            String payload,
            String state,
            @Nullable Integer errorCode,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant sentAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt) {}
}
