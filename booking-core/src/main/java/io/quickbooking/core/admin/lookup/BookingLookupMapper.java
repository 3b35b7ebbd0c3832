package io.quickbooking.core.admin.lookup;

import java.util.Optional;
import org.apache.ibatis.annotations.Select;

interface BookingLookupMapper {
    @Select("""
            SELECT b.booking_code, s.code AS salon_code, s.name AS salon_name, s.time_zone,
                   b.customer_phone, c.user_id AS customer_user_id, b.customer_name,
                   m.code AS master_code, m.name AS master_name, v.code AS service_code, b.service,
                   COALESCE(b.wall_ts, b.start_ts) AS start_ts,
                   b.end_ts + (COALESCE(b.wall_ts, b.start_ts) - b.start_ts) AS end_ts, b.status, b.price, b.currency, b.created_at
            FROM bookings b
            JOIN salons s ON s.id = b.salon_id
            JOIN customers c ON c.id = b.customer_id
            JOIN masters m ON m.id = b.master_id
            JOIN services v ON v.id = b.service_id
            WHERE b.booking_code = #{code}
              AND b.realm = 'LIVE'
            """)
    Optional<BookingView> byCode(String code);
}
