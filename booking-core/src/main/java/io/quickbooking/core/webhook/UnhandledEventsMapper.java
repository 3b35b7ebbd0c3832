package io.quickbooking.core.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Insert;
import org.jspecify.annotations.Nullable;

interface UnhandledEventsMapper {
    @Insert("""
            <script>
            INSERT INTO unhandled_events (digest, salon_id, reason, payload, received_at)
            VALUES
            <foreach item="event" collection="events" separator=",">
              (#{event.digest}, #{event.salonId}, #{event.reason}, #{event.payload}, #{receivedAt})
            </foreach>
            ON CONFLICT (digest) DO NOTHING
            </script>
            """)
    int insert(List<UnhandledRow> events, Instant receivedAt);

    record UnhandledRow(byte[] digest, @Nullable UUID salonId, String reason, String payload) {}
}
