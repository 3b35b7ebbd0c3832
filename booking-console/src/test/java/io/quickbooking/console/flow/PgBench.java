package io.quickbooking.console.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What PostgreSQL can do at most on this machine: its own load generator writes what a booking has to leave behind, and
 * nothing else. No customer, session, ledger or sending; no HTTP, no program that decides.
 */
final class PgBench {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");

    /** As long as what the product stores of a tap and of an answer. */
    private static final String PAYLOAD = "x".repeat(420);

    private static final String ANSWER = "{\"type\": \"interactive\", \"text\": \"" + "y".repeat(700) + "\"}";

    private static final String SCRIPT = """
            \\set i :i + 1
            \\set n :i * :clients + :client_id
            \\set m :n %% 200
            \\set slot :n / 200
            BEGIN;
            INSERT INTO inbound_messages (salon_id, message_id, phone, kind, button_id, payload, state, sent_at, received_at, handled_at) \
            SELECT salon_id, 'wamid.bench.' || CAST(:n AS text) || '.1', '15550100000', 'tap', 'slot', '%1$s', 'DONE', now(), now(), now() FROM bench_masters WHERE n = :m;
            INSERT INTO outbound_messages (salon_id, customer_id, kind, payload, next_attempt_at, created_at) \
            SELECT salon_id, customer_id, 'card', '%2$s', now(), now() FROM bench_masters WHERE n = :m;
            COMMIT;
            BEGIN;
            INSERT INTO inbound_messages (salon_id, message_id, phone, kind, button_id, payload, state, sent_at, received_at, handled_at) \
            SELECT salon_id, 'wamid.bench.' || CAST(:n AS text) || '.2', '15550100000', 'tap', 'confirm', '%1$s', 'DONE', now(), now(), now() FROM bench_masters WHERE n = :m;
            SELECT version FROM masters WHERE id = (SELECT master_id FROM bench_masters WHERE n = :m) FOR SHARE;
            SELECT count(*) FROM bookings b JOIN bench_masters m ON m.n = :m WHERE b.salon_id = m.salon_id AND b.master_id = m.master_id AND b.realm = 'LIVE' \
            AND b.status IN ('HELD', 'CONFIRMED', 'COMPLETED') \
            AND tstzrange(b.busy_from, b.busy_until, '[)') && tstzrange(TIMESTAMPTZ '2030-01-01' + :slot * INTERVAL '15 minutes', TIMESTAMPTZ '2030-01-01' + (:slot + 1) * INTERVAL '15 minutes', '[)');
            INSERT INTO bookings (booking_code, salon_id, customer_id, customer_phone, service, service_id, master_id, start_ts, end_ts, price, currency, session_token) \
            SELECT 'BK' || CAST(:n AS text), salon_id, customer_id, '15550100000', 'Cut', service_id, master_id, TIMESTAMPTZ '2030-01-01' + :slot * INTERVAL '15 minutes', \
            TIMESTAMPTZ '2030-01-01' + (:slot + 1) * INTERVAL '15 minutes', 1000, 'USD', gen_random_uuid() || '.1' FROM bench_masters WHERE n = :m;
            INSERT INTO outbound_messages (salon_id, customer_id, kind, payload, next_attempt_at, created_at) \
            SELECT salon_id, customer_id, 'confirmation', '%2$s', now(), now() FROM bench_masters WHERE n = :m;
            UPDATE salons SET usage_current_bookings = usage_current_bookings + 1 WHERE id = (SELECT salon_id FROM bench_masters WHERE n = :m);
            COMMIT;
            """;

    private final int port;
    private final String password;
    private final Path script;
    private int runs;

    private PgBench(int port, String password, Path script) {
        this.port = port;
        this.password = password;
        this.script = script;
    }

    /** @param empty a database of its own with the product's tables */
    static PgBench on(JdbcClient empty, int port, String password) throws IOException {
        for (String sql : List.of(
                """
                INSERT INTO salons (code, name, phone_number_id, time_zone)
                SELECT 'b' || n, 'Salon ' || n, '5550100' || n, 'UTC' FROM generate_series(0, 19) n
                """,
                """
                INSERT INTO masters (salon_id, code, name)
                SELECT id, 'm' || n, 'Master ' || n FROM salons CROSS JOIN generate_series(0, 9) n
                """,
                "INSERT INTO services (salon_id, code, name, minutes, price) SELECT id, 's1', 'Cut', 15, 1000 FROM salons",
                "INSERT INTO customers (salon_id, phone) SELECT salon_id, '1555010' || code FROM masters",
                """
                CREATE TABLE bench_masters AS
                SELECT CAST(row_number() OVER (ORDER BY m.code, s.code) AS int) - 1 AS n,
                       s.id AS salon_id, m.id AS master_id, v.id AS service_id, c.id AS customer_id
                FROM salons s
                JOIN masters m ON m.salon_id = s.id
                JOIN services v ON v.salon_id = s.id
                JOIN customers c ON c.salon_id = s.id AND c.phone = '1555010' || m.code
                """,
                "ALTER TABLE bench_masters ADD PRIMARY KEY (n)",
                "ANALYZE")) {
            empty.sql(sql).update();
        }
        Path script = Files.createTempFile("booking", ".pgbench");
        Files.writeString(script, SCRIPT.formatted(PAYLOAD, ANSWER));
        return new PgBench(port, password, script);
    }

    /** @param milliseconds of a whole booking, on average */
    record Result(double perSecond, double milliseconds) {}

    static Optional<Path> program() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin/pgbench"))
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Result run(int clients, int seconds) throws IOException, InterruptedException {
        // Each run goes on with other slots and codes than those before.
        long begin = 100_000L * runs++;
        ProcessBuilder builder = new ProcessBuilder(
                program().orElseThrow().toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--file=" + script,
                "--client=" + clients,
                "--jobs=" + Math.min(2, clients),
                "--time=" + seconds,
                "--define=clients=" + clients,
                "--define=i=" + begin / clients,
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=postgres",
                DATABASE);
        builder.environment().put("PGPASSWORD", password);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        Matcher rate = RATE.matcher(output);
        Matcher latency = LATENCY.matcher(output);
        if (process.waitFor() != 0 || !rate.find() || !latency.find()) {
            throw new IOException("pgbench failed: " + output);
        }
        return new Result(Double.parseDouble(rate.group(1)), Double.parseDouble(latency.group(1)));
    }

    static final String DATABASE = "pgbench";
}
