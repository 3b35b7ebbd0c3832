package io.quickbooking.core.analytics;

import java.util.Optional;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface TapEventsMapper {
    @Select("""
            SELECT e.outcome, b.booking_code
            FROM tap_events e
            LEFT JOIN bookings b ON b.id = e.booking_id
            WHERE e.inbound_id = #{inboundId}
            """)
    Optional<Outcome> outcomeOf(long inboundId);

    record Outcome(String outcome, @Nullable String bookingCode) {}
}
