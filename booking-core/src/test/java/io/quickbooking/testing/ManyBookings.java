package io.quickbooking.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Nothing but bookings, as many as one likes, and who it takes for them; for measuring what a growing table costs. All salons are alike: ten
 * masters with 500 bookings each, a hundred of them ahead, and a customer for ten bookings. So with a hundred times the bookings come a hundred times
 * the salons, and whatever one of them does should cost the same. Salons' rows are mixed, as they would be.
 *
 * <p>Unlike {@link VolumeData} it has no sessions, taps or messages, and ten million bookings are there in minutes: triggers
 * and foreign keys stay silent, and unique and exclusion constraints judge all rows together, at the end.
 */
public record ManyBookings(int salons, LocalDate today) {
    public static final int OF_A_SALON = 5_000;
    public static final int MASTERS = 10;
    private static final int AHEAD = 100;
    private static final int HOURS_A_DAY = 6;

    public static ManyBookings of(long bookings, LocalDate today) {
        return new ManyBookings((int) (bookings / OF_A_SALON), today);
    }

    /** Of the salon with this number, from 1. */
    public static String phoneNumberId(int salon) {
        return String.format(Locale.ROOT, "5550100%06d", salon);
    }

    public static String salonCode(int salon) {
        return "g" + salon;
    }

    /** A free time of a master. Each number is another one, up to 60 times 102. */
    public String freeTime(int number) {
        int slot = number / MASTERS;
        return "slot_%s_%02d:00_m%d_s1"
                .formatted(today.plusDays(1 + slot / HOURS_A_DAY), 9 + slot % HOURS_A_DAY * 2, number % MASTERS);
    }

    /** Fills a database that has the product's tables and nothing in them. */
    public void fill(DataSource dataSource) {
        try (Connection one = dataSource.getConnection();
                Statement statement = one.createStatement()) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(one, true));
            statement.execute("SET synchronous_commit = off");
            statement.execute("SET maintenance_work_mem = '1GB'");
            statement.execute("SET session_replication_role = replica");
            List<String> made = jdbc.sql(MAKE).query(String.class).list();
            for (String drop : jdbc.sql(DROP).query(String.class).list()) {
                statement.execute(drop);
            }
            statement.execute(CATALOGUE.formatted(salons));
            statement.execute(CUSTOMERS.formatted(salons));
            statement.execute(BOOKINGS.formatted(today, AHEAD, HOURS_A_DAY, salons));
            for (String make : made) {
                statement.execute(make);
            }
            statement.execute("RESET ALL");
            statement.execute("VACUUM (ANALYZE)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final String DROP = """
            SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', conrelid::REGCLASS::TEXT, conname)
            FROM pg_constraint
            WHERE conrelid = 'bookings'::REGCLASS
              AND contype IN ('u', 'x')
            UNION ALL
            SELECT format('DROP INDEX %I', i.indexrelid::REGCLASS::TEXT)
            FROM pg_index i
            WHERE i.indrelid = 'bookings'::REGCLASS
              AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
            """;

    /** What makes again what {@link #DROP} drops. */
    private static final String MAKE = """
            SELECT format('ALTER TABLE %I ADD CONSTRAINT %I %s', conrelid::REGCLASS::TEXT, conname, pg_get_constraintdef(oid))
            FROM pg_constraint
            WHERE conrelid = 'bookings'::REGCLASS
              AND contype IN ('u', 'x')
            UNION ALL
            SELECT pg_get_indexdef(i.indexrelid)
            FROM pg_index i
            WHERE i.indrelid = 'bookings'::REGCLASS
              AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
            """;

    private static final String CATALOGUE = """
            INSERT INTO salons (id, code, name, phone_number_id, time_zone, usage_current_bookings)
            SELECT md5('salon ' || s)::UUID, 'g' || s, 'Salon ' || s, '5550100' || lpad(s::TEXT, 6, '0'), 'UTC', 5000
            FROM generate_series(1, %1$d) s;
            INSERT INTO working_hours (salon_id, weekday, from_minute, to_minute)
            SELECT md5('salon ' || s)::UUID, weekday, 8 * 60, 20 * 60
            FROM generate_series(1, %1$d) s
            CROSS JOIN generate_series(1, 7) weekday;
            INSERT INTO services (id, salon_id, code, name, minutes, price)
            SELECT md5('service ' || s)::UUID, md5('salon ' || s)::UUID, 's1', 'Cut', 60, 5000
            FROM generate_series(1, %1$d) s;
            INSERT INTO masters (id, salon_id, code, name, position)
            SELECT md5('master ' || s || ' ' || m)::UUID, md5('salon ' || s)::UUID, 'm' || m, 'Master ' || m, m
            FROM generate_series(1, %1$d) s
            CROSS JOIN generate_series(0, 9) m;
            INSERT INTO master_services (salon_id, master_id, service_id, position)
            SELECT md5('salon ' || s)::UUID, md5('master ' || s || ' ' || m)::UUID, md5('service ' || s)::UUID, 0
            FROM generate_series(1, %1$d) s
            CROSS JOIN generate_series(0, 9) m
            """;

    private static final String CUSTOMERS = """
            INSERT INTO customers (id, salon_id, phone, name, language)
            SELECT md5('customer ' || s || ' ' || c)::UUID, md5('salon ' || s)::UUID,
                   '1555010' || lpad((s * 500 + c)::TEXT, 8, '0'), 'Ana Test', 'en'
            FROM generate_series(0, 499) c
            CROSS JOIN generate_series(1, %1$d) s
            """;

    /** The even hours of a day; those behind are spread over two years. */
    private static final String BOOKINGS = """
            INSERT INTO bookings (id, booking_code, salon_id, customer_id, customer_phone, customer_name, service, service_id,
                                  master_id, start_ts, end_ts, busy_from, busy_until, status, price, currency, session_token,
                                  created_at, updated_at)
            SELECT md5('booking ' || n)::UUID,
                   'BK' || CASE WHEN n < 630000 THEN 100000 + n * 7919 %% 900000
                                WHEN n < 6930000 THEN 1000000 + n * 7919 %% 9000000
                                ELSE 10000000 + n * 7919 %% 90000000 END,
                   md5('salon ' || s)::UUID, md5('customer ' || s || ' ' || c)::UUID,
                   '1555010' || lpad((s * 500 + c)::TEXT, 8, '0'), 'Ana Test',
                   'Cut', md5('service ' || s)::UUID, md5('master ' || s || ' ' || m)::UUID, start_ts, start_ts + INTERVAL '1 hour',
                   start_ts, start_ts + INTERVAL '1 hour',
                   CASE WHEN k < %2$d THEN 'CONFIRMED' WHEN n %% 13 = 0 THEN 'CANCELLED' WHEN n %% 25 = 0 THEN 'NO_SHOW'
                        ELSE 'COMPLETED' END,
                   5000, 'USD', md5('session ' || n) || '.1', least(start_ts, now()) - INTERVAL '3 days',
                   least(start_ts, now())
            FROM generate_series(499, 0, -1) k
            CROSS JOIN generate_series(0, 9) m
            CROSS JOIN generate_series(1, %4$d) s
            CROSS JOIN LATERAL (
                SELECT (k::BIGINT * 10 + m) * %4$d + s AS n,
                       (k * 10 + m) %% 500 AS c,
                       (DATE '%1$s' + CASE WHEN k < %2$d THEN 1 + k / %3$d ELSE -1 - (k - %2$d) * 7 / 4 END)::TIMESTAMP
                         AT TIME ZONE 'UTC' + (8 + 2 * (k %% %3$d)) * INTERVAL '1 hour' AS start_ts
            ) x
            """;
}
