package io.quickbooking.core.analytics;

import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface TapEventsMapper {
    @Insert("""
            INSERT INTO tap_events (
              salon_id, realm, kind, button_id, customer_id, session_id, master_id, service_id, slot_start,
              outcome, reason, booking_id, inbound_id, outbound_id, attempts, tapped_at, received_at, decided_at)
            VALUES (
              #{salonId}, #{realm}, #{kind}, #{buttonId}, #{customerId}, #{sessionId}, #{masterId}, #{serviceId},
              #{slotStart}, #{outcome}, #{reason}, #{bookingId}, #{inboundId}, #{outboundId}, #{attempts},
              #{tappedAt}, #{receivedAt}, #{decidedAt})
            """)
    int insert(TapEvent event);

    @Select("""
            SELECT e.outcome, b.booking_code
            FROM tap_events e
            LEFT JOIN bookings b ON b.id = e.booking_id
            WHERE e.inbound_id = #{inboundId}
            """)
    Optional<Outcome> outcomeOf(long inboundId);

    record Outcome(String outcome, @Nullable String bookingCode) {}
}
