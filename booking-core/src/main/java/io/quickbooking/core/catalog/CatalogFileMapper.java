package io.quickbooking.core.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes whole catalogues. Text parameters are JSON arrays (see {@link JsonRows}), so that a statement runs once for
 * any number of rows.
 */
interface CatalogFileMapper {
    record SalonRow(
            UUID id,
            String code,
            String name,
            String phoneNumberId,
            @Nullable String displayPhone,
            String timeZone,
            String language,
            String currency,
            int slotMinutes,
            int horizonDays,
            int noticeMinutes,
            int holdMinutes,
            boolean active) {}

    record ServiceRow(
            UUID id,
            UUID salonId,
            String code,
            String name,
            int minutes,
            long price,
            int bufferBeforeMinutes,
            int bufferAfterMinutes,
            boolean active) {}

    record MasterRow(
            UUID id,
            UUID salonId,
            String code,
            String name,
            boolean active,
            boolean ownHours,
            @Nullable LocalDate worksFrom,
            @Nullable LocalDate worksUntil,
            int position) {}

    record MasterServiceRow(
            UUID salonId,
            UUID masterId,
            UUID serviceId,
            int position,
            @Nullable Integer minutes,
            @Nullable Long price) {}

    /**
     * A special day.
     *
     * @param masterId null for a day of the salon
     */
    record DayRow(
            UUID salonId,
            @Nullable UUID masterId,
            SpecialDay.Kind kind,
            String name,
            LocalDate fromDate,
            LocalDate untilDate,
            int fromMinute,
            int toMinute,
            boolean yearly) {
        static DayRow of(UUID salonId, @Nullable UUID masterId, SpecialDay day) {
            return new DayRow(
                    salonId,
                    masterId,
                    day.kind(),
                    day.name(),
                    day.from(),
                    day.until(),
                    day.time().fromMinute(),
                    day.time().toMinute(),
                    day.yearly());
        }

        UUID owner() {
            return masterId == null ? salonId : masterId;
        }

        SpecialDay day() {
            return new SpecialDay(kind, name, fromDate, untilDate, new MinuteRange(fromMinute, toMinute), yearly);
        }
    }

    /**
     * A range of weekly hours or a break.
     *
     * @param masterId null for the salon's
     */
    record HoursRow(UUID salonId, @Nullable UUID masterId, int weekday, int fromMinute, int toMinute) {
        UUID owner() {
            return masterId == null ? salonId : masterId;
        }
    }

    @Select("SELECT EXISTS (SELECT FROM salons)")
    boolean hasSalons();

    /** Waits for other imports: one runs at a time, until the end of its transaction; readers and bookings continue. */
    @Update("LOCK TABLE salons IN SHARE UPDATE EXCLUSIVE MODE")
    void waitForOtherImports();

    /**
     * Waits for confirmations in progress, and makes later ones wait. They lock the master before the salon; the same order
     * here rules out a deadlock with them.
     */
    @Select("""
            SELECT id
            FROM masters
            WHERE salon_id IN (SELECT CAST(jsonb_array_elements_text(CAST(#{salonIds} AS jsonb)) AS uuid))
            ORDER BY id
            FOR NO KEY UPDATE
            """)
    List<UUID> lockMasters(String salonIds);

    @Select("""
            SELECT id, code, name, phone_number_id, display_phone, time_zone, language, currency,
                   slot_minutes, horizon_days, notice_minutes, hold_minutes, active
            FROM salons
            ORDER BY code COLLATE "C"
            """)
    List<SalonRow> findAllSalons();

    /** Finds salons with one of the codes or one of the phone number ids. */
    @Select("""
            SELECT id, code, name, phone_number_id, display_phone, time_zone, language, currency,
                   slot_minutes, horizon_days, notice_minutes, hold_minutes, active
            FROM salons
            WHERE code IN (SELECT jsonb_array_elements_text(CAST(#{codes} AS jsonb)))
               OR phone_number_id IN (SELECT jsonb_array_elements_text(CAST(#{phoneNumberIds} AS jsonb)))
            ORDER BY code COLLATE "C"
            """)
    List<SalonRow> findSalons(String codes, String phoneNumberIds);

    @Select("""
            SELECT id, salon_id, code, name, minutes, price, buffer_before_minutes, buffer_after_minutes, active
            FROM services
            WHERE salon_id IN (SELECT CAST(jsonb_array_elements_text(CAST(#{salonIds} AS jsonb)) AS uuid))
            ORDER BY code COLLATE "C"
            """)
    List<ServiceRow> findServices(String salonIds);

    @Select("""
            SELECT id, salon_id, code, name, active, own_hours, works_from, works_until, position
            FROM masters
            WHERE salon_id IN (SELECT CAST(jsonb_array_elements_text(CAST(#{salonIds} AS jsonb)) AS uuid))
            ORDER BY position, code COLLATE "C"
            """)
    List<MasterRow> findMasters(String salonIds);

    @Select("""
            SELECT performed.salon_id, performed.master_id, performed.service_id, performed.position,
                   performed.minutes, performed.price
            FROM master_services performed
            JOIN services ON services.id = performed.service_id
            WHERE performed.salon_id IN (SELECT CAST(jsonb_array_elements_text(CAST(#{salonIds} AS jsonb)) AS uuid))
            ORDER BY performed.position, services.code COLLATE "C"
            """)
    List<MasterServiceRow> findMasterServices(String salonIds);

    /** Finds the effective hours: those of the salons and of masters with their own hours. */
    @Select("""
            SELECT hours.salon_id, hours.master_id, hours.weekday, hours.from_minute, hours.to_minute
            FROM working_hours hours
            LEFT JOIN masters ON masters.id = hours.master_id
            WHERE hours.salon_id IN (SELECT CAST(jsonb_array_elements_text(CAST(#{salonIds} AS jsonb)) AS uuid))
              AND (hours.master_id IS NULL OR masters.own_hours)
            """)
    List<HoursRow> findHours(String salonIds);

    @Select("""
            SELECT salon_id, master_id, weekday, from_minute, to_minute
            FROM breaks
            WHERE salon_id IN (SELECT CAST(jsonb_array_elements_text(CAST(#{salonIds} AS jsonb)) AS uuid))
            """)
    List<HoursRow> findBreaks(String salonIds);

    /** Finds special days; equal ones count as one. */
    @Select("""
            SELECT DISTINCT salon_id, master_id, kind, name, from_date, until_date, from_minute, to_minute, yearly
            FROM special_days
            WHERE salon_id IN (SELECT CAST(jsonb_array_elements_text(CAST(#{salonIds} AS jsonb)) AS uuid))
            ORDER BY from_date, until_date, from_minute, to_minute, name, yearly
            """)
    List<DayRow> findDays(String salonIds);

    /** Releases the numbers of these salons, so that other salons can take them before these get their new ones. */
    @Update("""
            UPDATE salons
            SET phone_number_id = 'moving-' || id
            WHERE id IN (SELECT CAST(jsonb_array_elements_text(CAST(#{salonIds} AS jsonb)) AS uuid))
            """)
    void parkPhoneNumbers(String salonIds);

    @Insert("""
            INSERT INTO salons (
                id, code, name, phone_number_id, display_phone, time_zone, language, currency,
                slot_minutes, horizon_days, notice_minutes, hold_minutes, active, created_at, updated_at)
            SELECT id, code, name, phone_number_id, display_phone, time_zone, language, currency,
                   slot_minutes, horizon_days, notice_minutes, hold_minutes, active, #{now}, #{now}
            FROM jsonb_to_recordset(CAST(#{rows} AS jsonb)) AS wanted (
                id UUID, code TEXT, name TEXT, phone_number_id TEXT, display_phone TEXT, time_zone TEXT,
                language TEXT, currency TEXT, slot_minutes INT, horizon_days INT, notice_minutes INT, hold_minutes INT,
                active BOOLEAN)
            ON CONFLICT (code) DO UPDATE
            SET name = EXCLUDED.name,
                phone_number_id = EXCLUDED.phone_number_id,
                display_phone = EXCLUDED.display_phone,
                time_zone = EXCLUDED.time_zone,
                language = EXCLUDED.language,
                currency = EXCLUDED.currency,
                slot_minutes = EXCLUDED.slot_minutes,
                horizon_days = EXCLUDED.horizon_days,
                notice_minutes = EXCLUDED.notice_minutes,
                hold_minutes = EXCLUDED.hold_minutes,
                active = EXCLUDED.active,
                updated_at = EXCLUDED.updated_at
            """)
    void upsertSalons(String rows, Instant now);

    @Insert("""
            INSERT INTO services (
                id, salon_id, code, name, minutes, price, buffer_before_minutes, buffer_after_minutes, active,
                created_at, updated_at)
            SELECT id, salon_id, code, name, minutes, price, buffer_before_minutes, buffer_after_minutes, active,
                   #{now}, #{now}
            FROM jsonb_to_recordset(CAST(#{rows} AS jsonb)) AS wanted (
                id UUID, salon_id UUID, code TEXT, name TEXT, minutes INT, price BIGINT,
                buffer_before_minutes INT, buffer_after_minutes INT, active BOOLEAN)
            ON CONFLICT (salon_id, code) DO UPDATE
            SET name = EXCLUDED.name,
                minutes = EXCLUDED.minutes,
                price = EXCLUDED.price,
                buffer_before_minutes = EXCLUDED.buffer_before_minutes,
                buffer_after_minutes = EXCLUDED.buffer_after_minutes,
                active = EXCLUDED.active,
                updated_at = EXCLUDED.updated_at
            """)
    void upsertServices(String rows, Instant now);

    @Insert("""
            INSERT INTO masters (
                id, salon_id, code, name, active, own_hours, works_from, works_until, position, created_at, updated_at)
            SELECT id, salon_id, code, name, active, own_hours, works_from, works_until, position, #{now}, #{now}
            FROM jsonb_to_recordset(CAST(#{rows} AS jsonb)) AS wanted (
                id UUID, salon_id UUID, code TEXT, name TEXT, active BOOLEAN, own_hours BOOLEAN, works_from DATE,
                works_until DATE, position INT)
            ON CONFLICT (salon_id, code) DO UPDATE
            SET name = EXCLUDED.name,
                active = EXCLUDED.active,
                own_hours = EXCLUDED.own_hours,
                works_from = EXCLUDED.works_from,
                works_until = EXCLUDED.works_until,
                position = EXCLUDED.position,
                updated_at = EXCLUDED.updated_at
            """)
    void upsertMasters(String rows, Instant now);

    /**
     * Deletes hours.
     *
     * @param owners ids of masters and salons
     */
    @Delete("""
            DELETE FROM working_hours
            WHERE salon_id IN (SELECT CAST(jsonb_array_elements_text(CAST(#{salonIds} AS jsonb)) AS uuid))
              AND COALESCE(master_id, salon_id) IN (
                  SELECT CAST(jsonb_array_elements_text(CAST(#{owners} AS jsonb)) AS uuid))
            """)
    void deleteHours(String salonIds, String owners);

    @Insert("""
            INSERT INTO working_hours (salon_id, master_id, weekday, from_minute, to_minute)
            SELECT salon_id, master_id, weekday, from_minute, to_minute
            FROM jsonb_to_recordset(CAST(#{rows} AS jsonb)) AS wanted (
                salon_id UUID, master_id UUID, weekday INT, from_minute INT, to_minute INT)
            """)
    void insertHours(String rows);

    /**
     * Deletes breaks.
     *
     * @param owners ids of masters and salons
     */
    @Delete("""
            DELETE FROM breaks
            WHERE salon_id IN (SELECT CAST(jsonb_array_elements_text(CAST(#{salonIds} AS jsonb)) AS uuid))
              AND COALESCE(master_id, salon_id) IN (
                  SELECT CAST(jsonb_array_elements_text(CAST(#{owners} AS jsonb)) AS uuid))
            """)
    void deleteBreaks(String salonIds, String owners);

    @Insert("""
            INSERT INTO breaks (salon_id, master_id, weekday, from_minute, to_minute)
            SELECT salon_id, master_id, weekday, from_minute, to_minute
            FROM jsonb_to_recordset(CAST(#{rows} AS jsonb)) AS wanted (
                salon_id UUID, master_id UUID, weekday INT, from_minute INT, to_minute INT)
            """)
    void insertBreaks(String rows);

    @Delete("""
            DELETE FROM special_days
            USING jsonb_to_recordset(CAST(#{rows} AS jsonb)) AS unwanted (
                salon_id UUID, master_id UUID, kind TEXT, name TEXT, from_date DATE, until_date DATE,
                from_minute INT, to_minute INT, yearly BOOLEAN)
            WHERE special_days.salon_id = unwanted.salon_id
              AND special_days.master_id IS NOT DISTINCT FROM unwanted.master_id
              AND special_days.kind = unwanted.kind
              AND special_days.name = unwanted.name
              AND special_days.from_date = unwanted.from_date
              AND special_days.until_date = unwanted.until_date
              AND special_days.from_minute = unwanted.from_minute
              AND special_days.to_minute = unwanted.to_minute
              AND special_days.yearly = unwanted.yearly
            """)
    void deleteDays(String rows);

    @Insert("""
            INSERT INTO special_days (
                salon_id, master_id, kind, name, from_date, until_date, from_minute, to_minute, yearly, created_at)
            SELECT salon_id, master_id, kind, name, from_date, until_date, from_minute, to_minute, yearly, #{now}
            FROM jsonb_to_recordset(CAST(#{rows} AS jsonb)) AS wanted (
                salon_id UUID, master_id UUID, kind TEXT, name TEXT, from_date DATE, until_date DATE,
                from_minute INT, to_minute INT, yearly BOOLEAN)
            """)
    void insertDays(String rows, Instant now);

    @Delete("""
            DELETE FROM master_services
            WHERE salon_id IN (SELECT CAST(jsonb_array_elements_text(CAST(#{salonIds} AS jsonb)) AS uuid))
              AND master_id IN (SELECT CAST(jsonb_array_elements_text(CAST(#{masterIds} AS jsonb)) AS uuid))
            """)
    void deleteMasterServices(String salonIds, String masterIds);

    @Insert("""
            INSERT INTO master_services (salon_id, master_id, service_id, position, minutes, price)
            SELECT salon_id, master_id, service_id, position, minutes, price
            FROM jsonb_to_recordset(CAST(#{rows} AS jsonb)) AS wanted (
                salon_id UUID, master_id UUID, service_id UUID, position INT, minutes INT, price BIGINT)
            """)
    void insertMasterServices(String rows);
}
