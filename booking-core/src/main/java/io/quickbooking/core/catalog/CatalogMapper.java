package io.quickbooking.core.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;

interface CatalogMapper {
    // One statement is one snapshot, so a master's version always belongs to the facts read with it. Special days
    // that are over before #{since} cannot affect any future time and are left out.
    String SNAPSHOT = """
            SELECT
              s.id, s.code, s.name, s.phone_number_id, s.time_zone, s.language, s.currency,
              s.slot_minutes, s.horizon_days, s.notice_minutes, s.hold_minutes, s.active,
              (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                        'id', m.id, 'code', m.code, 'name', m.name, 'active', m.active,
                        'ownHours', m.own_hours, 'version', m.version,
                        'worksFrom', m.works_from, 'worksUntil', m.works_until,
                        'performed', (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                                               'serviceId', p.service_id, 'minutes', p.minutes, 'price', p.price)
                                             ORDER BY p.position), '[]')
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
               WHERE h.salon_id = s.id) AS hours,
              (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                        'masterId', b.master_id, 'weekday', b.weekday,
                        'fromMinute', b.from_minute, 'toMinute', b.to_minute)), '[]')
               FROM breaks b
               WHERE b.salon_id = s.id) AS breaks,
              (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                        'masterId', d.master_id, 'kind', d.kind, 'name', d.name,
                        'from', d.from_date, 'until', d.until_date, 'yearly', d.yearly,
                        'fromMinute', d.from_minute, 'toMinute', d.to_minute)
                      ORDER BY d.kind, d.from_date, d.until_date, d.from_minute, d.name COLLATE "C", d.id), '[]')
               FROM special_days d
               WHERE d.salon_id = s.id
                 AND (d.yearly OR d.until_date >= #{since})) AS special_days
            FROM salons s
            """;

    @Select(SNAPSHOT + "WHERE s.id = #{id}")
    Optional<SalonRow> byId(UUID id, LocalDate since);

    @Select(SNAPSHOT + "WHERE s.code = #{code}")
    Optional<SalonRow> byCode(String code, LocalDate since);

    @Select(SNAPSHOT + "WHERE s.phone_number_id = #{phoneNumberId}")
    Optional<SalonRow> byPhoneNumberId(String phoneNumberId, LocalDate since);

    /**
     * Finds salons by their codes.
     *
     * @param codes a JSON array
     */
    @Select(SNAPSHOT + "WHERE s.code IN (SELECT jsonb_array_elements_text(CAST(#{codes} AS jsonb)))")
    List<SalonRow> byCodes(String codes, LocalDate since);

    @Select("""
            SELECT id, code, name, time_zone, currency, active
            FROM salons
            ORDER BY name, code
            """)
    List<SalonNameRow> names();

    record SalonNameRow(UUID id, String code, String name, String timeZone, String currency, boolean active) {}

    /** A salon with its parts; the components from {@code masters} on are JSON arrays. */
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
            String hours,
            String breaks,
            String specialDays) {}
}
