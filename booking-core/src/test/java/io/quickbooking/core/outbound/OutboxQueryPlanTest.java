package io.quickbooking.core.outbound;

import static io.quickbooking.core.outbound.OutboxFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What PostgreSQL makes of the relay's statements when the outbox holds 200,000 messages of the past. */
class OutboxQueryPlanTest {
    private static OutboxFixture fixture;

    @BeforeAll
    static void fill() {
        fixture = new OutboxFixture();
        List<UUID> customers =
                IntStream.range(0, 50).mapToObj(fixture::customer).toList();
        fixture.database.jdbc().sql("""
                        INSERT INTO outbound_messages (
                            salon_id, customer_id, kind, payload, state, attempts, next_attempt_at, wamid, created_at)
                        SELECT customer.salon_id, customer.id, 'test', '{}', 'SENT', 1, CAST(:noon AS timestamptz),
                               'wamid.' || customer.id || n, CAST(:noon AS timestamptz)
                        FROM customers customer, generate_series(1, 4000) n
                        """).param("noon", NOON.toString()).update();
        customers.forEach(customer -> fixture.add(customer, "waits"));
        fixture.database.jdbc().sql("VACUUM ANALYZE outbound_messages").update();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void claim_reads_only_what_waits() {
        String plan = explain(statement("claim")
                .replaceAll("#\\{(now|leaseEnd)}", "CAST('" + NOON.plus(Duration.ofSeconds(30)) + "' AS timestamptz)")
                .replaceAll("#\\{closed[^}]*}", "CAST(ARRAY['20002'] AS varchar[])")
                .replace("#{limit}", "16"));
        assertThat(plan).contains("outbound_messages_due").doesNotContain("Seq Scan on outbound_messages");
    }

    @Test
    void recording_finds_messages_by_id() {
        String plan = explain(statement("record")
                .replace(
                        "#{outcomes}",
                        "'[{\"id\": 200001, \"attempt\": 1, \"state\": \"SENT\", \"at\": \"2024-10-25T12:00:01Z\"}]'"));
        assertThat(plan).contains("outbound_messages_pkey").doesNotContain("Seq Scan on outbound_messages");
    }

    @Test
    void statuses_find_messages_by_id_or_wamid() {
        String plan = explain(
                statement("applyStatuses")
                        .replace(
                                "#{statuses}",
                                "'[{\"phone_number_id\": \"" + OutboxFixture.NUMBER
                                        + "\", \"wamid\": \"wamid.1\", \"status\": \"READ\", \"at\": \"2024-10-25T12:00:01Z\"}]'"));
        assertThat(plan)
                .contains("outbound_messages_pkey", "outbound_messages_wamid")
                .doesNotContain("Seq Scan on outbound_messages");
    }

    private static String statement(String name) {
        Method method = Arrays.stream(OutboxMapper.class.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        Select select = method.getAnnotation(Select.class);
        return select != null
                ? select.value()[0]
                : method.getAnnotation(Update.class).value()[0];
    }

    private static String explain(String statement) {
        List<String> plan = fixture.database
                .jdbc()
                .sql("EXPLAIN " + statement)
                .query(String.class)
                .list();
        return String.join("\n", plan);
    }
}
