package io.quickbooking.core.admin.bookings;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface BookingActsMapper {
    @Select("""
            SELECT master_id
            FROM bookings
            WHERE salon_id = #{salonId}
              AND id = #{bookingId}
              AND realm = 'LIVE'
              AND status <> 'HELD'
            """)
    Optional<UUID> masterOf(UUID salonId, UUID bookingId);

    @Select("""
            SELECT name
            FROM masters
            WHERE salon_id = #{salonId}
              AND id = #{masterId}
            """)
    String nameOfMaster(UUID salonId, UUID masterId);

    @Select("""
            SELECT id, language, last_inbound_at,
                   phone IS NOT NULL OR user_id IS NOT NULL AS reachable, opted_out_at IS NOT NULL AS opted_out
            FROM customers
            WHERE salon_id = #{salonId}
              AND id = #{customerId}
              AND realm = 'LIVE'
            """)
    Addressee addressee(UUID salonId, UUID customerId);

    record Addressee(
            UUID id, @Nullable String language, @Nullable Instant lastInboundAt, boolean reachable, boolean optedOut) {}
}
