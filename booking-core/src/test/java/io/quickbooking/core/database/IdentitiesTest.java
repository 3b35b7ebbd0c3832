package io.quickbooking.core.database;

import static io.quickbooking.testing.TestSalon.aSalon;
import static io.quickbooking.testing.WebhookBodies.batch;
import static io.quickbooking.testing.WebhookBodies.tap;
import static io.quickbooking.testing.WebhookBodies.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Identities that begin anew below rows that are there, as logical replication leaves them.
 *
 * <p>Seen to fail with {@code ON CONFLICT DO NOTHING} in {@code InboxMapper}, which has no row and no failure for such a message,
 * and without {@code catchUp} in {@code Transactions}.
 */
@ExtendWith(OutputCaptureExtension.class)
class IdentitiesTest {
    private final TestDatabase database = TestDatabase.create(12);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);

    @BeforeEach
    void open() {
        aSalon().in(database);
    }

    @AfterEach
    void close() throws InterruptedException {
        core.worker.close();
        database.close();
    }

    @Test
    void every_identity_of_the_schema_is_looked_after() {
        assertThat(database.jdbc().sql("""
                                SELECT c.relname
                                FROM pg_attribute a
                                JOIN pg_class c ON c.oid = a.attrelid
                                JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary AND i.indkey[0] = a.attnum
                                JOIN pg_class k ON k.oid = i.indexrelid AND k.relname = c.relname || '_pkey'
                                WHERE a.attidentity <> ''
                                  AND a.attname = 'id'
                                  AND c.relnamespace = 'public'::regnamespace
                                ORDER BY c.relname
                                """).query(String.class).list()).isEqualTo(everyTable());
        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                                + " WHERE a.attidentity <> '' AND c.relnamespace = 'public'::regnamespace")
                        .query(Long.class)
                        .single())
                .isEqualTo(everyTable().size());
        for (String table : Identities.TABLES) {
            assertThat(Identities.BEHIND).contains("FROM " + table + ")", "FROM " + table + "_id_seq");
        }
    }

    private static List<String> everyTable() {
        return Stream.concat(Identities.TABLES.stream(), Stream.of(Identities.OF_THE_SIMULATION))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbound_messages", "outbound_messages", "tap_events"})
    void single_messages_are_received_and_answered_after_an_identity_began_anew(String table, CapturedOutput output) {
        IntStream.range(0, 3).forEach(i -> core.webhook.receive(aTap("wamid.before." + i)));
        restart(table);
        IntStream.range(0, 3).forEach(i -> core.webhook.receive(aTap("wamid.after." + i)));
        assertThat(database.count("inbound_messages WHERE state = 'DONE'")).isEqualTo(6);
        assertThat(database.count("outbound_messages")).isEqualTo(6);
        assertThat(database.count("tap_events")).isEqualTo(6);
        assertThat(output).containsOnlyOnce("The identity of " + table + " was behind its rows");
    }

    @Test
    void bodies_of_many_messages_and_what_nobody_understands_are_kept_too() {
        core.webhook.receive(many("before"));
        core.webhook.receive("{\"nonsense\": 1}".getBytes(UTF_8));
        restart("inbound_messages");
        restart("unhandled_events");
        core.webhook.receive(many("after"));
        core.webhook.receive("{\"nonsense\": 2}".getBytes(UTF_8));
        assertThat(database.count("inbound_messages")).isEqualTo(6);
        assertThat(database.count("unhandled_events")).isEqualTo(2);
    }

    @Test
    void many_who_collide_at_once_all_get_through() {
        IntStream.range(0, 40).forEach(i -> core.webhook.receive(aTap("wamid.before." + i)));
        Identities.TABLES.forEach(this::restart);
        List<Callable<Boolean>> deliveries = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    core.webhook.receive(tap("slot_2026-06-02_15:00_m123")
                            .from("1555010010" + i)
                            .wamid("wamid.after." + i)
                            .sentAt(clock.instant())
                            .bytes());
                    return true;
                })
                .toList();
        assertThat(Race.of(deliveries)).hasSize(8).containsOnly(true);
        assertThat(database.count("inbound_messages WHERE message_id LIKE 'wamid.after.%'"))
                .isEqualTo(8);
    }

    @Test
    void what_cannot_be_written_is_not_received() {
        IntStream.range(0, 3).forEach(i -> core.webhook.receive(aTap("wamid.before." + i)));
        restart("inbound_messages");
        // Some role that may write to the tables and not set the sequences right.
        database.jdbc().sql("DROP ROLE IF EXISTS writer").update();
        database.jdbc().sql("CREATE ROLE writer LOGIN").update();
        database.jdbc()
                .sql("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO writer")
                .update();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.jdbcUrl().replace("user=postgres", "user=writer"));
            TestCore writers = new TestCore(pool, clock);
            assertThatThrownBy(() -> writers.webhook.receive(aTap("wamid.lost")))
                    .hasMessageContaining("inbound_messages_pkey");
            restart("inbound_messages");
            assertThatThrownBy(() -> writers.webhook.receive(many("lost")))
                    .hasMessageContaining("inbound_messages_pkey");
        }
        assertThat(database.count("inbound_messages")).isEqualTo(3);
        database.jdbc().sql("DROP OWNED BY writer").update();
        database.jdbc().sql("DROP ROLE writer").update();
    }

    @Test
    void a_redelivery_is_still_one(CapturedOutput output) {
        core.webhook.receive(aTap("wamid.1"));
        core.webhook.receive(many("once"));
        core.webhook.receive(aTap("wamid.1"));
        core.webhook.receive(many("once"));
        assertThat(database.count("inbound_messages")).isEqualTo(4);
        assertThat(output).doesNotContain("behind its rows");
    }

    @Test
    void a_start_raises_what_is_behind_and_nothing_else(CapturedOutput output) {
        core.webhook.receive(many("before"));
        restart("inbound_messages");
        long events = next("tap_events");
        new Identities(database.dataSource()).catchUp();
        assertThat(next("inbound_messages")).isEqualTo(4);
        assertThat(next("tap_events")).isEqualTo(events + 1);
        new Identities(database.dataSource()).catchUp();
        assertThat(output).containsOnlyOnce("raised to 3");
    }

    private void restart(String table) {
        database.jdbc().sql("ALTER TABLE " + table + " ALTER COLUMN id RESTART").update();
    }

    private long next(String table) {
        return database.jdbc()
                .sql("SELECT nextval('" + table + "_id_seq')")
                .query(Long.class)
                .single();
    }

    private byte[] aTap(String wamid) {
        return tap("slot_2026-06-02_15:00_m123")
                .from(WebhookBodies.ANA)
                .wamid(wamid)
                .sentAt(clock.instant())
                .bytes();
    }

    private byte[] many(String name) {
        return batch(IntStream.range(0, 3)
                .mapToObj(i -> text("hello")
                        .from(WebhookBodies.ANA)
                        .wamid("wamid." + name + "." + i)
                        .sentAt(clock.instant()))
                .toList());
    }
}
