package io.quickbooking.core.admin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface AuditLogMapper {
    @Insert("""
            INSERT INTO audit_log (at, username, act, salon_id, subject, details)
            VALUES (#{at}, #{username}, #{act}, #{salonId}, #{subject}, CAST(#{details} AS jsonb))
            """)
    int insert(
            Instant at, String username, String act, @Nullable UUID salonId, @Nullable String subject, String details);

    @Select("""
            SELECT id, at, username, act, salon_id, subject, details
            FROM audit_log
            WHERE subject = #{subject}
              AND salon_id = #{salonId}
            ORDER BY id
            """)
    List<AuditRow> ofSubject(UUID salonId, String subject);

    record AuditRow(
            long id,
            Instant at,
            String username,
            String act,
            @Nullable UUID salonId,
            @Nullable String subject,
            String details) {}
}
