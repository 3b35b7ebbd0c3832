package io.quickbooking.testing;

/**
 * The statements of {@link VolumeData}. They plan every conversation in a schema of their own, {@code volume}, and then
 * write the product's tables from that plan, in the order in which things would have happened.
 */
final class VolumeSql {
    private VolumeSql() {}

    /** Numbers from a hash instead of random(): the same for the same seed, whatever the order of the rows. */
    static final String FUNCTIONS = """
            CREATE SCHEMA volume;

            CREATE FUNCTION volume.u(n BIGINT, salt INT) RETURNS FLOAT8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT (hashint8extended(n, %1$d * 1000 + salt) & 9007199254740991) / 9007199254740992::FLOAT8
            $$;

            CREATE FUNCTION volume.pick(n BIGINT, salt INT, count BIGINT) RETURNS INT
            LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT floor(volume.u(n, salt) * count)::INT
            $$;

            CREATE FUNCTION volume.id(kind TEXT, n BIGINT) RETURNS UUID LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT md5('%1$d ' || kind || ' ' || n::TEXT)::UUID
            $$;

            CREATE FUNCTION volume.name_of(n BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT (ARRAY[
                ['Ana', 'Grace', 'Tom', 'Olivia', 'James', 'Zoë', 'Noah', 'Mia'],
                ['Иван', 'Ольга', 'Мария', 'Пётр', 'Анна', 'Юлия', 'Олег', 'Вера'],
                ['נועה', 'דוד', 'תמר', 'יוסי', 'רותם', 'מאיה', 'איתי', 'שירה'],
                ['ليلى', 'عمر', 'فاطمة', 'يوسف', 'مريم', 'سامي', 'نور', 'خالد'],
                ['अनीता', 'राज', 'प्रिया', 'अर्जुन', 'सीता', 'विजय', 'मीरा', 'करण'],
                ['美咲', '健太', '陽子', '大輔', '由美', '翔太', '愛', '直樹']
            ])[1 + volume.pick(n, 1, 6)][1 + volume.pick(n, 2, 8)] || ' ' || (ARRAY[
                ['Silva', 'O''Neill', 'Müller', 'Santos', 'Brown', 'Novák', 'García', 'Smith'],
                ['Иванова', 'Петров', 'Смирнова', 'Кузнецов', 'Попова', 'Волков', 'Орлова', 'Белов'],
                ['כהן', 'לוי', 'מזרחי', 'פרץ', 'ביטון', 'אברהם', 'פרידמן', 'שפירא'],
                ['حداد', 'خوري', 'منصور', 'نجار', 'سالم', 'عزيز', 'فارس', 'زيدان'],
                ['शर्मा', 'वर्मा', 'पटेल', 'सिंह', 'गुप्ता', 'कुमार', 'जोशी', 'नायर'],
                ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村']
            ])[1 + volume.pick(n, 1, 6)][1 + volume.pick(n, 3, 8)]
            $$;

            CREATE FUNCTION volume.language_of(n BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT (ARRAY['en', 'ru', 'he', 'ar', 'en', 'en'])[1 + volume.pick(n, 1, 6)]
            $$;
            """;

    /** Salon 1 is the largest: the first r of S salons have the share (r / S) ^ (2 / 3) of everything. */
    static final String SALONS = """
            CREATE TABLE volume.salons AS
            SELECT s AS salon,
                   volume.id('salon', s) AS id,
                   (ARRAY['America/New_York', 'Europe/Berlin', 'Asia/Jerusalem', 'America/Sao_Paulo', 'Asia/Kolkata',
                          'Europe/London', 'Asia/Dubai', 'America/Los_Angeles'])[1 + (s - 1) % 8] AS time_zone,
                   (ARRAY['en', 'de', 'he', 'pt', 'en', 'en', 'ar', 'es'])[1 + (s - 1) % 8] AS language,
                   (ARRAY['USD', 'EUR', 'ILS', 'BRL', 'INR', 'GBP', 'AED', 'USD'])[1 + (s - 1) % 8] AS currency,
                   floor(:customers * power((s - 1) / :salons::FLOAT8, 2 / 3.0::FLOAT8))::BIGINT AS first_customer,
                   floor(:customers * power(s / :salons::FLOAT8, 2 / 3.0::FLOAT8))::BIGINT AS after_customers,
                   floor(:bookings * power((s - 1) / :salons::FLOAT8, 2 / 3.0::FLOAT8))::BIGINT AS first_booking,
                   floor(:bookings * power(s / :salons::FLOAT8, 2 / 3.0::FLOAT8))::BIGINT AS after_bookings
            FROM generate_series(1, CAST(:salons AS INT)) s
            """;

    static final String WRITE_SALONS = """
            INSERT INTO salons (id, code, name, phone_number_id, display_phone, time_zone, language, currency,
                                usage_current_bookings, created_at, updated_at)
            SELECT id, 'v' || lpad(salon::TEXT, 3, '0'), 'Volume Salon ' || salon, '555010' || lpad(salon::TEXT, 9, '0'),
                   '+1555010' || lpad(salon::TEXT, 4, '0'), time_zone, language, currency,
                   after_bookings - first_booking, :from, :from
            FROM volume.salons
            ORDER BY salon
            """;

    /** Monday to Saturday, 9 to 19. */
    static final String WRITE_HOURS = """
            INSERT INTO working_hours (salon_id, weekday, from_minute, to_minute)
            SELECT id, weekday, 9 * 60, 19 * 60
            FROM volume.salons
            CROSS JOIN generate_series(1, 6) weekday
            ORDER BY salon, weekday
            """;

    static final String SERVICES = """
            CREATE TABLE volume.services AS
            SELECT s.salon, s.id AS salon_id, service.position, volume.id('service', s.salon * 8 + service.position) AS id,
                   's' || service.position AS code, service.name, service.minutes, service.price
            FROM volume.salons s
            CROSS JOIN (VALUES
                (0, 'Women''s Haircut', 60, 5000), (1, 'Men''s Haircut', 30, 3000), (2, 'Blow-Dry & Styling', 45, 4000),
                (3, 'Full Color', 60, 12000), (4, 'Manicure', 45, 3500), (5, 'Beard Trim', 15, 1500),
                (6, 'Facial', 60, 7000), (7, 'Eyebrows', 15, 1800)) AS service (position, name, minutes, price)
            """;

    static final String WRITE_SERVICES = """
            INSERT INTO services (id, salon_id, code, name, minutes, price, created_at, updated_at)
            SELECT id, salon_id, code, name, minutes, price, :from, :from
            FROM volume.services
            ORDER BY salon, position
            """;

    static final String MASTERS = """
            CREATE TABLE volume.masters AS
            SELECT s.salon, s.id AS salon_id, m AS position, volume.id('master', s.salon * 10 + m) AS id, 'm' || m AS code,
                   volume.name_of(-(s.salon * 10 + m)) AS name,
                   s.first_booking + (s.after_bookings - s.first_booking) * m / 10 AS first_booking,
                   s.first_booking + (s.after_bookings - s.first_booking) * (m + 1) / 10 AS after_bookings
            FROM volume.salons s
            CROSS JOIN generate_series(0, 9) m
            """;

    static final String WRITE_MASTERS = """
            INSERT INTO masters (id, salon_id, code, name, position, created_at, updated_at)
            SELECT id, salon_id, code, name, position, :from, :from
            FROM volume.masters
            ORDER BY salon, position
            """;

    static final String WRITE_MASTER_SERVICES = """
            INSERT INTO master_services (salon_id, master_id, service_id, position)
            SELECT m.salon_id, m.id, v.id, (v.position + m.position) % 8
            FROM volume.masters m
            JOIN volume.services v ON v.salon = m.salon
            ORDER BY m.salon, m.position, v.position
            """;

    /** In no order of salons; one in fifty has a WhatsApp user id and no number. */
    static final String WRITE_CUSTOMERS = """
            INSERT INTO customers (id, salon_id, phone, user_id, name, language, last_inbound_at, created_at, updated_at)
            SELECT volume.id('customer', c), s.id,
                   CASE WHEN c % 50 <> 0 THEN '1555010' || lpad(c::TEXT, 6, '0') END,
                   CASE WHEN c % 50 = 0 THEN 'US.' || '555' || lpad(c::TEXT, 15, '0') END,
                   volume.name_of(c), volume.language_of(c), NULL, :from, :from
            FROM volume.salons s
            JOIN generate_series(CAST(0 AS BIGINT), :customers - 1) c ON c >= s.first_customer AND c < s.after_customers
            WHERE volume.pick(c, 4, :parts) = :part
            ORDER BY volume.u(c, 5)
            """;

    /**
     * One row for each session. Nine of ten have a booking: master m has its bookings in hours of its own, spread over all
     * the hours there are, so that none overlap. The tenth wants the hour of one of them and loses it or lets it go.
     */
    static final String CONVERSATIONS = """
            CREATE UNLOGGED TABLE volume.conversations AS
            WITH booked AS (
                SELECT m.salon, m.position AS master, b,
                       b * 9 + volume.pick(b, 29, 9) AS other,
                       floor((b - m.first_booking) * :hours / (m.after_bookings - m.first_booking))::INT
                         + volume.pick(b, 6, :hours / (m.after_bookings - m.first_booking)) AS hour
                FROM volume.masters m
                JOIN LATERAL generate_series(m.first_booking, m.after_bookings - 1) b ON TRUE
            ),
            timed AS (
                SELECT salon, master, b,
                       (CAST(:firstDay AS DATE) + hour / 60 * 7 + hour % 60 / 10 + make_interval(hours => 9 + hour % 10))
                         AT TIME ZONE s.time_zone AS start_ts
                FROM booked
                JOIN volume.salons s USING (salon)
            ),
            made AS (
                SELECT salon, master, b, start_ts,
                       least(start_ts - INTERVAL '1 hour' - power(volume.u(b, 7), 2) * INTERVAL '20 days',
                             :asOf - INTERVAL '5 minutes' - volume.u(b, 8) * INTERVAL '20 days') AS made_at
                FROM timed
            ),
            sessions AS (
                SELECT salon, master, b, start_ts, made_at, b AS number, 'BOOKED' AS state
                FROM made
                UNION ALL
                SELECT salon, master, b, start_ts,
                       CASE WHEN volume.u(b, 9) < 0.14
                            THEN made_at + INTERVAL '50 ms' + volume.u(b, 10) * INTERVAL '4 s'
                            ELSE made_at - INTERVAL '1 hour' - volume.u(b, 10) * INTERVAL '10 hours' END,
                       :bookings + b,
                       CASE WHEN volume.u(b, 9) < 0.14 THEN 'LOST' ELSE 'EXPIRED' END
                FROM made
                WHERE b % 9 = 4
            )
            SELECT row_number() OVER (ORDER BY made_at, number) - 1 AS n,
                   x.number, x.state, s.id AS salon_id, s.salon, s.time_zone, s.currency,
                   c.customer, volume.id('customer', c.customer) AS customer_id,
                   volume.id('session', x.number) AS session_id,
                   CASE WHEN x.state = 'BOOKED' THEN volume.id('booking', x.number) END AS booking_id,
                   m.id AS master_id, m.code AS master_code, v.id AS service_id, v.code AS service_code, v.name AS service_name,
                   v.price, x.start_ts, x.start_ts + v.minutes * INTERVAL '1 minute' AS end_ts,
                   x.made_at AS decided_at,
                   INTERVAL '5 seconds' + volume.u(x.number, 12) * INTERVAL '20 seconds' AS pause,
                   -- A time of the same master that others have booked before.
                   lag(x.start_ts) OVER (PARTITION BY m.id ORDER BY x.made_at, x.number) AS taken_ts
            FROM sessions x
            JOIN volume.salons s USING (salon)
            JOIN volume.masters m ON m.salon = x.salon AND m.position = x.master
            JOIN volume.services v ON v.salon = x.salon AND v.position = volume.pick(x.b, 14, 8)
            CROSS JOIN LATERAL (
                SELECT s.first_customer
                         + floor(power(volume.u(x.number, 13), 1.5) * (s.after_customers - s.first_customer))::BIGINT
                         AS customer) c
            """;

    /** 630,000 codes of six digits, the rest of seven, as when six run short. Primes to the ranges: no code twice. */
    static final String WRITE_BOOKINGS = """
            INSERT INTO bookings (id, booking_code, salon_id, customer_id, customer_phone, customer_name, service, service_id,
                                  master_id, start_ts, end_ts, status, price, currency, session_token, created_at, updated_at)
            SELECT x.booking_id,
                   'BK' || CASE WHEN x.number < 630000 THEN 100000 + (x.number * 7919 + :seed) % 900000
                                ELSE 1000000 + (x.number * 7919 + :seed) % 9000000 END,
                   x.salon_id, x.customer_id, c.phone, c.name, x.service_name, x.service_id, x.master_id, x.start_ts, x.end_ts,
                   CASE WHEN volume.u(x.number, 15) < 0.07 THEN 'CANCELLED'
                        WHEN x.end_ts > :asOf THEN 'CONFIRMED'
                        WHEN volume.u(x.number, 15) < 0.11 THEN 'NO_SHOW'
                        ELSE 'COMPLETED' END,
                   x.price, x.currency, x.session_id || '.5', x.decided_at, greatest(x.decided_at, least(x.end_ts, :asOf))
            FROM volume.conversations x
            JOIN customers c ON c.id = x.customer_id
            WHERE x.n >= :from
              AND x.n < :until
              AND x.state = 'BOOKED'
            ORDER BY x.n
            """;

    static final String WRITE_SESSIONS = """
            INSERT INTO sessions (id, salon_id, customer_id, selection, master_id, service_id, start_ts, end_ts, price, language,
                                  state, reply_id, started_at, selected_at, expires_at, ended_at)
            SELECT x.session_id, x.salon_id, x.customer_id, 5, x.master_id, x.service_id, x.start_ts, x.end_ts, x.price,
                   volume.language_of(x.customer), x.state, x.n * 9 + 8, x.decided_at - 8 * x.pause, x.decided_at - x.pause,
                   x.decided_at - x.pause + INTERVAL '15 minutes',
                   CASE WHEN x.state = 'EXPIRED' THEN x.decided_at - x.pause + INTERVAL '15 minutes' ELSE x.decided_at END
            FROM volume.conversations x
            WHERE x.n >= :from
              AND x.n < :until
            ORDER BY x.n
            """;

    /** The nine taps of each conversation: four times a time and other times, then the time that stays, then its end. */
    private static final String TAPS = """
            FROM volume.conversations x
            CROSS JOIN generate_series(0, 8) j
            CROSS JOIN LATERAL (
                SELECT x.n * 9 + j + 1 AS id,
                       x.decided_at - (8 - j) * x.pause AS decided_at,
                       volume.u(x.n * 9 + j, 16) AS luck
            ) t
            CROSS JOIN LATERAL (
                SELECT CASE WHEN j = 8 AND x.state = 'BOOKED' THEN 'booked'
                            WHEN j = 8 AND x.state = 'LOST' THEN 'slot_taken'
                            WHEN j = 8 THEN 'times_offered'
                            WHEN j IN (1, 3, 5) AND t.luck < 0.005 THEN 'old_card'
                            WHEN j IN (1, 3, 5) AND t.luck < 0.0052 THEN 'failed'
                            WHEN j IN (1, 3, 5) THEN 'times_offered'
                            WHEN j = 7 OR x.taken_ts IS NULL THEN 'card_shown'
                            WHEN t.luck < 0.015 THEN 'slot_unavailable'
                            WHEN t.luck < 0.016 THEN 'malformed'
                            ELSE 'card_shown' END AS outcome
            ) o
            CROSS JOIN LATERAL (
                SELECT CASE WHEN o.outcome = 'malformed' THEN 'unknown'
                            WHEN o.outcome IN ('booked', 'slot_taken', 'old_card') THEN 'booking_confirmation'
                            WHEN o.outcome IN ('times_offered', 'failed') THEN 'change_time'
                            ELSE 'slot_selection' END AS kind,
                       o.outcome IN ('slot_unavailable', 'malformed', 'failed') AS without_session,
                       CASE WHEN o.outcome = 'slot_unavailable' THEN CASE WHEN t.luck < 0.012 THEN 'booked' ELSE 'closed' END
                            WHEN o.outcome = 'slot_taken' THEN 'booked' END AS reason,
                       CASE WHEN o.outcome = 'slot_unavailable' AND t.luck < 0.012 THEN x.taken_ts
                            WHEN j >= 7 THEN x.start_ts
                            ELSE x.start_ts + (1 + j) * INTERVAL '30 minutes' END AS slot_start
            ) k
            CROSS JOIN LATERAL (
                SELECT CASE k.kind
                         WHEN 'slot_selection' THEN 'slot_'
                           || to_char(k.slot_start AT TIME ZONE x.time_zone, 'YYYY-MM-DD_HH24:MI')
                           || '_' || x.master_code || '_' || x.service_code
                         WHEN 'booking_confirmation' THEN 'confirm_booking_' || x.session_id || '.5'
                         WHEN 'change_time' THEN 'change_time_' || x.session_id || '.' || (j / 2 + 1)
                         ELSE 'no_such_button' END AS button_id
            ) i
            WHERE x.n >= :from
              AND x.n < :until
            ORDER BY t.id
            """;

    static final String WRITE_TAPS = """
            INSERT INTO tap_events (id, salon_id, realm, kind, button_id, customer_id, session_id, master_id, service_id,
                                    slot_start, outcome, reason, booking_id, inbound_id, outbound_id, attempts,
                                    tapped_at, received_at, decided_at)
            OVERRIDING SYSTEM VALUE
            SELECT t.id, x.salon_id, 'LIVE', k.kind, i.button_id, x.customer_id,
                   CASE WHEN NOT k.without_session THEN x.session_id END,
                   CASE WHEN k.kind <> 'unknown' THEN x.master_id END,
                   CASE WHEN k.kind <> 'unknown' THEN x.service_id END,
                   CASE WHEN k.kind <> 'unknown' THEN k.slot_start END,
                   o.outcome, k.reason,
                   CASE WHEN o.outcome = 'booked' THEN x.booking_id END,
                   t.id, t.id,
                   CASE WHEN o.outcome = 'failed' THEN 3 WHEN t.luck > 0.998 THEN 2 ELSE 1 END,
                   date_trunc('second', t.decided_at - INTERVAL '1 second'),
                   t.decided_at - INTERVAL '20 ms' - t.luck * INTERVAL '100 ms', t.decided_at
            """ + TAPS;

    static final String WRITE_INBOUND = """
            INSERT INTO inbound_messages (id, salon_id, message_id, phone, user_id, name, language, kind, button_id, payload, state,
                                          attempts, sent_at, received_at, handled_at)
            OVERRIDING SYSTEM VALUE
            SELECT t.id, x.salon_id, 'wamid.volume.in.' || t.id, c.phone, c.user_id, c.name, NULL, 'tap', i.button_id,
                   jsonb_build_object(
                     'from', c.phone, 'from_user_id', c.user_id, 'id', 'wamid.volume.in.' || t.id,
                     'timestamp', extract(EPOCH FROM date_trunc('second', t.decided_at - INTERVAL '1 second'))::BIGINT::TEXT,
                     'type', 'interactive',
                     'interactive', jsonb_build_object(
                       'type', 'button_reply',
                       'button_reply', jsonb_build_object('id', i.button_id, 'title', '3:00 PM - Sarah')),
                     'context', jsonb_build_object('id', 'wamid.volume.out.' || (t.id - 1)))::TEXT,
                   'DONE', 1, date_trunc('second', t.decided_at - INTERVAL '1 second'),
                   t.decided_at - INTERVAL '20 ms' - t.luck * INTERVAL '100 ms', t.decided_at
            """
            + TAPS.replaceFirst(
                    "CROSS JOIN generate_series",
                    "JOIN customers c ON c.id = x.customer_id\nCROSS JOIN generate_series");

    /** Nothing among it waits to be sent. */
    static final String WRITE_OUTBOUND = """
            INSERT INTO outbound_messages (id, salon_id, customer_id, inbound_id, session_id, booking_id, kind, payload, state,
                                           attempts, next_attempt_at, wamid, error_code, error, created_at, sent_at,
                                           delivered_at, read_at, failed_at)
            OVERRIDING SYSTEM VALUE
            SELECT t.id, x.salon_id, x.customer_id, t.id,
                   CASE WHEN NOT k.without_session THEN x.session_id END,
                   CASE WHEN o.outcome = 'booked' THEN x.booking_id END,
                   o.outcome,
                   CASE WHEN o.outcome IN ('booked', 'malformed', 'failed')
                        THEN jsonb_build_object('type', 'text', 'text', jsonb_build_object(
                               'body', x.service_name || ': ' || to_char(k.slot_start AT TIME ZONE x.time_zone, 'DD.MM. HH24:MI')))
                        ELSE jsonb_build_object('type', 'interactive', 'interactive', jsonb_build_object(
                               'type', 'button',
                               'body', jsonb_build_object('text', x.service_name || ', '
                                 || to_char(k.slot_start AT TIME ZONE x.time_zone, 'DD.MM. HH24:MI')),
                               'action', jsonb_build_object('buttons', jsonb_build_array(
                                 jsonb_build_object('type', 'reply', 'reply', jsonb_build_object(
                                   'id', 'confirm_booking_' || x.session_id || '.5', 'title', 'Confirm')),
                                 jsonb_build_object('type', 'reply', 'reply', jsonb_build_object(
                                   'id', 'change_time_' || x.session_id || '.5', 'title', 'Change time')))))) END,
                   s.state, 1, t.decided_at,
                   CASE WHEN s.state <> 'FAILED' THEN 'wamid.volume.out.' || t.id END,
                   CASE WHEN s.state = 'FAILED' THEN 131026 END,
                   CASE WHEN s.state = 'FAILED' THEN 'Message undeliverable' END,
                   t.decided_at,
                   CASE WHEN s.state <> 'FAILED' THEN s.sent_at END,
                   CASE WHEN s.state IN ('DELIVERED', 'READ') THEN s.sent_at + INTERVAL '1 second' END,
                   CASE WHEN s.state = 'READ' THEN s.sent_at + INTERVAL '4 seconds' END,
                   CASE WHEN s.state = 'FAILED' THEN s.sent_at END
            """ + TAPS.replaceFirst("WHERE x.n", """
            CROSS JOIN LATERAL (
                SELECT CASE WHEN t.luck < 0.004 THEN 'FAILED' WHEN t.luck < 0.03 THEN 'SENT'
                            WHEN t.luck < 0.25 THEN 'DELIVERED' ELSE 'READ' END AS state,
                       t.decided_at + INTERVAL '150 ms' + volume.u(t.id, 17) * INTERVAL '700 ms' AS sent_at
            ) s
            WHERE x.n""");

    /** What staff did: every tenth booking was completed or cancelled at the desk, now and then somebody signed in. */
    static final String WRITE_AUDIT = """
            INSERT INTO audit_log (at, username, act, salon_id, subject)
            SELECT x.decided_at,
                   'volume' || volume.pick(x.n, 18, 20),
                   (ARRAY['booking_completed', 'booking_completed', 'booking_cancelled', 'booking_no_show', 'phone_revealed',
                          'signed_in'])[1 + act],
                   CASE WHEN act < 5 THEN x.salon_id END,
                   CASE WHEN act < 4 THEN b.booking_code WHEN act = 4 THEN x.customer_id::TEXT END
            FROM volume.conversations x
            JOIN bookings b ON b.id = x.booking_id
            CROSS JOIN LATERAL (SELECT volume.pick(x.n, 19, 6) AS act) a
            WHERE x.n >= :from
              AND x.n < :until
              AND x.n % 9 = 0
            ORDER BY x.n
            """;

    /** Plain indexes only: those that a constraint rests on stay, and judge every row. */
    static final String PLAIN_INDEXES = """
            SELECT i.indexrelid::REGCLASS::TEXT AS name, pg_get_indexdef(i.indexrelid) AS definition
            FROM pg_index i
            WHERE i.indrelid = CAST(:table AS REGCLASS)
              AND NOT i.indisunique
              AND NOT i.indisexclusion
            ORDER BY 1
            """;
}
