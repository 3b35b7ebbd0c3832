package io.quickbooking.core.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface AuditLogMapper {
    @Select(affectData = true, value = """
            INSERT INTO audit_log (at, username, act, salon_id, subject, details)
            VALUES (#{at}, #{username}, #{act}, #{salonId}, #{subject}, CAST(#{details} AS jsonb))
            RETURNING id
            """)
    long insert(
            Instant at, String username, String act, @Nullable UUID salonId, @Nullable String subject, String details);

    /**
     * Adds lines.
     *
     * @param lines a JSON array
     */
    @Insert("""
            INSERT INTO audit_log (at, username, act, salon_id, subject, details)
            SELECT #{at}, #{username}, #{act}, #{salonId}, line.subject, CAST(line.details AS jsonb)
            FROM jsonb_to_recordset(CAST(#{lines} AS jsonb)) AS line (subject TEXT, details TEXT)
            """)
    int insertAll(Instant at, String username, String act, UUID salonId, String lines);

    @Select("SELECT EXISTS (SELECT 1 FROM audit_log WHERE id = #{id})")
    boolean isWritten(long id);

    @Select("""
            SELECT id, at, username, act, salon_id, subject, details
            FROM audit_log
            WHERE subject = #{subject}
              AND salon_id = #{salonId}
            ORDER BY id
            """)
    List<AuditRow> ofSubject(UUID salonId, String subject);

    @Select("""
            SELECT id, at, username, act, salon_id, subject, details
            FROM (
              (SELECT *
               FROM audit_log
               WHERE subject = #{subject}
                 AND salon_id = #{salonId}
                 AND details ??| #{fields, typeHandler=org.apache.ibatis.type.ArrayTypeHandler}
               ORDER BY id DESC
               LIMIT 1)
              UNION ALL
              (SELECT *
               FROM audit_log
               WHERE act = 'catalog_imported'
               ORDER BY at DESC, id DESC
               LIMIT 1)) edits
            ORDER BY id DESC
            LIMIT 1
            """)
    Optional<AuditRow> latestEdit(UUID salonId, String subject, String[] fields);

    @Select("""
            SELECT id, at, username, act, salon_id, subject, details
            FROM audit_log
            WHERE act IN ('catalog_changed', 'catalog_imported')
            ORDER BY at DESC, id DESC
            LIMIT 1
            """)
    Optional<AuditRow> latestEditOfAny();

    @Select("""
            SELECT id, at, username, act, salon_id, subject, details
            FROM audit_log
            WHERE subject = #{subject}
              AND act = ANY (#{acts, typeHandler=org.apache.ibatis.type.ArrayTypeHandler})
            ORDER BY id DESC
            LIMIT 1
            """)
    Optional<AuditRow> latest(String subject, String[] acts);

    @Select("""
            <script>
            SELECT id, at, username, act, salon_id, subject, details
            FROM audit_log
            <where>
              <if test="username != null">AND username = #{username}</if>
              <if test="act != null">AND act = #{act}</if>
              <if test="subject != null">AND subject = #{subject}</if>
              <if test="from != null">AND at &gt;= #{from}</if>
              <if test="until != null">AND at &lt; #{until}</if>
              <if test="before != null">AND (at, id) &lt; (#{before.at}, #{before.id})</if>
            </where>
            ORDER BY at DESC, id DESC
            LIMIT #{limit}
            </script>
            """)
    List<AuditRow> page(
            @Nullable String username,
            @Nullable String act,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant until,
            AuditLog.@Nullable Position before,
            int limit);

    record AuditRow(
            long id,
            Instant at,
            String username,
            String act,
            @Nullable UUID salonId,
            @Nullable String subject,
            String details) {}
}
