package io.quickbooking.core.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;

interface CatalogMapper {
    // One statement is one snapshot: a master's version and the facts it stands for cannot come apart.
    String SNAPSHOT = """
            SELECT
              s.id, s.code, s.name, s.phone_number_id, s.time_zone, s.language, s.currency,
              s.slot_minutes, s.horizon_days, s.notice_minutes, s.hold_minutes, s.active,
              (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                        'id', m.id, 'code', m.code, 'name', m.name, 'active', m.active,
                        'ownHours', m.own_hours, 'version', m.version,
                        'serviceIds', (SELECT COALESCE(jsonb_agg(p.service_id ORDER BY p.position), '[]')
                                       FROM master_services p
                                       WHERE p.master_id = m.id))
                      ORDER BY m.position, m.code COLLATE "C"), '[]')
               FROM masters m
               WHERE m.salon_id = s.id) AS masters,
              (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                        'id', v.id, 'code', v.code, 'name', v.name,
                        'minutes', v.minutes, 'price', v.price, 'active', v.active,
                        'bufferBefore', v.buffer_before_minutes, 'bufferAfter', v.buffer_after_minutes)
                      ORDER BY v.code), '[]')
               FROM services v
               WHERE v.salon_id = s.id) AS services,
              (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                        'masterId', h.master_id, 'weekday', h.weekday,
                        'fromMinute', h.from_minute, 'toMinute', h.to_minute)), '[]')
               FROM working_hours h
               WHERE h.salon_id = s.id) AS hours
            FROM salons s
            """;

    @Select(SNAPSHOT + "WHERE s.id = #{id}")
    Optional<SalonRow> byId(UUID id);

    @Select(SNAPSHOT + "WHERE s.code = #{code}")
    Optional<SalonRow> byCode(String code);

    @Select(SNAPSHOT + "WHERE s.phone_number_id = #{phoneNumberId}")
    Optional<SalonRow> byPhoneNumberId(String phoneNumberId);

    /** @param codes a JSON array */
    @Select(SNAPSHOT + "WHERE s.code IN (SELECT jsonb_array_elements_text(CAST(#{codes} AS jsonb)))")
    List<SalonRow> byCodes(String codes);

    @Select("""
            SELECT id, code, name, time_zone, currency, active
            FROM salons
            ORDER BY name, code
            """)
    List<SalonNameRow> names();

    record SalonNameRow(UUID id, String code, String name, String timeZone, String currency, boolean active) {}

    /** {@code masters}, {@code services} and {@code hours} are JSON arrays. */
    record SalonRow(
            UUID id,
            String code,
            String name,
            String phoneNumberId,
            String timeZone,
            String language,
            String currency,
            int slotMinutes,
            int horizonDays,
            int noticeMinutes,
            int holdMinutes,
            boolean active,
            String masters,
            String services,
            String hours) {}
}
