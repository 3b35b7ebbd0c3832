package io.quickbooking.core.availability;

import static io.quickbooking.testing.TestSalon.aSalon;

import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Instant;

/**
 * Salons with 20 masters that can be booked for 90 days from 1 June 2026 on, each as busy as its code says. They are open
 * from 9:00 to 18:00 in New York on a grid of 30 minutes, with a service of an hour, breaks, 20 holidays and a vacation of
 * each master. Every booking was made long ago: the statistics are known, and the table is vacuumed.
 */
final class BusySalons {
    /** When it is 7:00 on 1 June there: before the salons open. */
    static final Instant NOW = Instant.parse("2026-06-01T11:00:00Z");

    /** No bookings. */
    static final String EMPTY = "empty";
    /** Every second hour of everybody. */
    static final String HALF = "half";
    /** Ten masters have nothing left for 85 days, the others two thirds of the hours taken. */
    static final String TEN_FULL = "aurora";
    /** Nobody has anything left for 85 days. */
    static final String ALL_FULL = "full";

    /** A customer of {@link #TEN_FULL} whose only visit was to the first master, who is full. */
    static final String REGULAR = "15550100002";

    private BusySalons() {}

    static void in(TestDatabase database) {
        write(database, EMPTY, "FALSE");
        write(database, HALF, "(hour + m.position) % 2 = 0");
        write(database, TEN_FULL, "m.position < 10 AND day < DATE '2026-08-25' OR (hour + m.position) % 3 > 0");
        write(database, ALL_FULL, "day < DATE '2026-08-25' OR (hour + m.position) % 3 > 0");
        database.jdbc().sql("""
                        INSERT INTO breaks (salon_id, master_id, weekday, from_minute, to_minute)
                        SELECT salon_id, id, day, 13 * 60, 13 * 60 + 30
                        FROM masters, generate_series(1, 7) AS day
                        """).update();
        database.jdbc().sql("""
                        INSERT INTO special_days (salon_id, master_id, kind, name, from_date, until_date, yearly)
                        SELECT id, CAST(NULL AS uuid), 'OFF', 'Holiday ' || number,
                               DATE '2026-01-01' + number * 17, DATE '2026-01-01' + number * 17, TRUE
                        FROM salons, generate_series(1, 20) AS number
                        UNION ALL
                        SELECT salon_id, id, 'OFF', 'Vacation', DATE '2026-07-01' + position, DATE '2026-07-10' + position,
                               FALSE
                        FROM masters
                        """).update();
        database.jdbc().sql("""
                        WITH customer AS (
                          INSERT INTO customers (salon_id, phone)
                          SELECT id, ?
                          FROM salons
                          WHERE code = ?
                          RETURNING salon_id, id)
                        UPDATE bookings b
                        SET customer_id = customer.id
                        FROM customer
                        JOIN masters m ON m.salon_id = customer.salon_id AND m.code = 'm1'
                        WHERE b.master_id = m.id
                          AND b.start_ts = TIMESTAMPTZ '2026-05-04 10:00-04'
                        """).params(REGULAR, TEN_FULL).update();
        database.jdbc().sql("VACUUM (ANALYZE)").update();
    }

    /** @param taken which hours of which days of which masters {@code m} */
    private static void write(TestDatabase database, String code, String taken) {
        TestSalon salon =
                aSalon().called(code, "106540352242" + code).open("09:00-18:00").bookableFor(90);
        for (int i = 1; i <= 20; i++) {
            salon.withMaster("m" + i, "Master " + i);
        }
        database.jdbc().sql("""
                        WITH customer AS (
                          INSERT INTO customers (salon_id, phone)
                          VALUES (?, '15550100001')
                          RETURNING salon_id, id)
                        INSERT INTO bookings (booking_code, salon_id, customer_id, service, service_id, master_id,
                                              start_ts, end_ts, price, currency)
                        SELECT LEFT(?, 1) || row_number() OVER (), m.salon_id, customer.id, 'Cut', v.id, m.id,
                               (day + hour * INTERVAL '1 hour') AT TIME ZONE 'America/New_York',
                               (day + (hour + 1) * INTERVAL '1 hour') AT TIME ZONE 'America/New_York', 5000, 'USD'
                        FROM customer
                        JOIN masters m USING (salon_id)
                        JOIN services v USING (salon_id),
                             generate_series(TIMESTAMP '2026-05-01', '2026-08-30', '1 day') AS day,
                             generate_series(9, 17) AS hour
                        WHERE
                        """ + taken).params(salon.in(database).id(), code).update();
    }
}
