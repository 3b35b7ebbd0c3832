package io.quickbooking.core.customer;

import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

interface PhoneNumbersMapper {
    @Select("""
            SELECT DISTINCT display_phone, time_zone
            FROM salons
            WHERE id = ANY (CAST(#{salons, typeHandler=org.apache.ibatis.type.ArrayTypeHandler} AS uuid[]))
            """)
    List<Home> homes(@Param("salons") String[] salons);

    /** The facts that determine a salon's country and area. */
    record Home(@Nullable String displayPhone, String timeZone) {}
}
