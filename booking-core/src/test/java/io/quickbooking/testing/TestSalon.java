package io.quickbooking.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A salon written by plain SQL. Unless told otherwise: Salon Aurora in New York, open around the clock on a grid of 30
 * minutes, where Sarah Johnson (m123) does a Women's Haircut (s456) of 60 minutes for 50 dollars.
 */
public final class TestSalon {
    private final UUID id = UUID.randomUUID();
    private String code = "aurora";
    private String phoneNumberId = "106540352242922";
    private String timeZone = "America/New_York";
    private String language = "en";
    private int slotMinutes = 30;
    private int horizonDays = 60;
    private int noticeMinutes;
    private int holdMinutes;
    private final Map<String, String> masters = new LinkedHashMap<>();
    private final Map<String, Integer> services = new LinkedHashMap<>();
    private String hours = "0-1440";

    private TestSalon() {}

    public static TestSalon aSalon() {
        return new TestSalon();
    }

    public TestSalon called(String salonCode, String numberId) {
        code = salonCode;
        phoneNumberId = numberId;
        return this;
    }

    public TestSalon in(String zone) {
        timeZone = zone;
        return this;
    }

    public TestSalon speaking(String tag) {
        language = tag;
        return this;
    }

    public TestSalon withGrid(int minutes) {
        slotMinutes = minutes;
        return this;
    }

    public TestSalon bookableFor(int days) {
        horizonDays = days;
        return this;
    }

    public TestSalon withNotice(int minutes) {
        noticeMinutes = minutes;
        return this;
    }

    /** Choosing a slot keeps it for so long. */
    public TestSalon holdingFor(int minutes) {
        holdMinutes = minutes;
        return this;
    }

    public TestSalon withMaster(String masterCode, String name) {
        masters.put(masterCode, name);
        return this;
    }

    /** Every master does every service, the first as default. */
    public TestSalon withService(String serviceCode, int minutes) {
        services.put(serviceCode, minutes);
        return this;
    }

    /** @param opening such as {@code 09:00-13:00,14:00-18:00}, every day */
    public TestSalon open(String opening) {
        hours = opening;
        return this;
    }

    public Written in(TestDatabase database) {
        return in(database.jdbc());
    }

    public Written in(JdbcClient jdbc) {
        if (masters.isEmpty()) {
            masters.put("m123", "Sarah Johnson");
        }
        if (services.isEmpty()) {
            services.put("s456", 60);
        }
        jdbc.sql("""
                        INSERT INTO salons (id, code, name, phone_number_id, time_zone, language, slot_minutes,
                                            horizon_days, notice_minutes, hold_minutes)
                        VALUES (?, ?, 'Salon Aurora', ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        code,
                        phoneNumberId,
                        timeZone,
                        language,
                        slotMinutes,
                        horizonDays,
                        noticeMinutes,
                        holdMinutes)
                .update();
        services.forEach((serviceCode, minutes) -> jdbc.sql("""
                        INSERT INTO services (salon_id, code, name, minutes, price)
                        VALUES (?, ?, ?, ?, 5000)
                        """)
                .params(id, serviceCode, serviceCode.equals("s456") ? "Women's Haircut" : serviceCode, minutes)
                .update());
        int position = 0;
        for (Map.Entry<String, String> master : masters.entrySet()) {
            jdbc.sql("INSERT INTO masters (salon_id, code, name, position) VALUES (?, ?, ?, ?)")
                    .params(id, master.getKey(), master.getValue(), position++)
                    .update();
            List<String> codes = List.copyOf(services.keySet());
            for (int i = 0; i < codes.size(); i++) {
                jdbc.sql("""
                                INSERT INTO master_services (salon_id, master_id, service_id, position)
                                SELECT m.salon_id, m.id, v.id, ?
                                FROM masters m
                                JOIN services v ON v.salon_id = m.salon_id
                                WHERE m.salon_id = ? AND m.code = ? AND v.code = ?
                                """).params(i, id, master.getKey(), codes.get(i)).update();
            }
        }
        for (String range : hours.isEmpty() ? new String[0] : hours.split(",")) {
            String[] ends = range.split("-");
            jdbc.sql("""
                            INSERT INTO working_hours (salon_id, weekday, from_minute, to_minute)
                            SELECT ?, day, ?, ? FROM generate_series(1, 7) AS day
                            """).params(id, minute(ends[0]), minute(ends[1])).update();
        }
        return new Written(id, code, phoneNumberId, jdbc);
    }

    private static int minute(String time) {
        if (!time.contains(":")) {
            return Integer.parseInt(time);
        }
        String[] parts = time.split(":");
        return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
    }

    /** The salon in the database. */
    public record Written(UUID id, String code, String phoneNumberId, JdbcClient jdbc) {
        public UUID master(String masterCode) {
            return jdbc.sql("SELECT id FROM masters WHERE salon_id = ? AND code = ?")
                    .params(id, masterCode)
                    .query(UUID.class)
                    .single();
        }

        public UUID service(String serviceCode) {
            return jdbc.sql("SELECT id FROM services WHERE salon_id = ? AND code = ?")
                    .params(id, serviceCode)
                    .query(UUID.class)
                    .single();
        }

        public long counter() {
            return jdbc.sql("SELECT usage_current_bookings FROM salons WHERE id = ?")
                    .params(id)
                    .query(Long.class)
                    .single();
        }
    }
}
