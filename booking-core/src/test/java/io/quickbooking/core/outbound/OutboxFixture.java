package io.quickbooking.core.outbound;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Salons with customers, an outbox on a database of its own, and somebody who plays Meta. */
final class OutboxFixture implements AutoCloseable {
    static final Instant NOON = Instant.parse("2024-10-25T12:00:00Z");
    static final String NUMBER = "106540352242922";

    final TestDatabase database = TestDatabase.create();
    final GraphApiStandIn graph = GraphApiStandIn.start();
    final SettableClock clock = new SettableClock(NOON);
    final Mappers mappers = new Mappers(database.dataSource());
    final Signals signals = new Signals();
    final Outbox outbox = new Outbox(mappers, clock);
    final UUID salon = salon("aurora", NUMBER);

    private final Map<UUID, UUID> salonOf = new HashMap<>();

    UUID salon(String code, String phoneNumberId) {
        return database.jdbc()
                .sql("INSERT INTO salons (code, name, phone_number_id, time_zone) VALUES (?, ?, ?, 'UTC') RETURNING id")
                .params(code, code, phoneNumberId)
                .query(UUID.class)
                .single();
    }

    /** @param number the last digits of a fictional phone, 0 to 99 */
    UUID customer(int number) {
        return customer(salon, phone(number), null);
    }

    UUID customer(UUID salon, @Nullable String phone, @Nullable String userId) {
        UUID customer = database.jdbc()
                .sql("""
                        INSERT INTO customers (salon_id, phone, user_id, last_inbound_at)
                        VALUES (?, ?, ?, CAST(? AS timestamptz))
                        RETURNING id
                        """)
                .params(salon, phone, userId, NOON.toString())
                .query(UUID.class)
                .single();
        salonOf.put(customer, salon);
        return customer;
    }

    static String phone(int number) {
        return "155501%02d".formatted(number);
    }

    /** How the customer is addressed. */
    static String to(int number) {
        return "+" + phone(number);
    }

    long add(UUID customer, String text) {
        return outbox.add(message(customer, Realm.LIVE, InteractiveMessage.text(text)));
    }

    OutboundMessage message(UUID customer, Realm realm, InteractiveMessage content) {
        return new OutboundMessage(
                salonOf.get(customer), realm, customer, null, null, null, "test", content, clock.instant());
    }

    OutboxRelay relay() {
        return relay(clock);
    }

    OutboxRelay relay(InstantSource clock) {
        return relay(clock, RelaySettings.DEFAULT);
    }

    OutboxRelay relay(InstantSource clock, RelaySettings settings) {
        return new OutboxRelay(
                mappers, outbox, sender(Duration.ofSeconds(10)), signals, clock, settings, Measures.NONE, Traces.NONE);
    }

    CloudApiClient sender(Duration requestTimeout) {
        return new CloudApiClient(
                new CloudApiSettings(graph.url(), "v26.0", "test-token", Duration.ofSeconds(3), requestTimeout));
    }

    String state(long id) {
        return (String) row(id).get("state");
    }

    Map<String, Object> row(long id) {
        return database.jdbc()
                .sql("SELECT * FROM outbound_messages WHERE id = ?")
                .param(id)
                .query()
                .singleRow();
    }

    @Nullable
    Instant time(long id, String column) {
        Timestamp at = (Timestamp) row(id).get(column);
        return at == null ? null : at.toInstant();
    }

    void customerLastWrote(UUID customer, Instant at) {
        database.jdbc()
                .sql("UPDATE customers SET last_inbound_at = CAST(? AS timestamptz) WHERE id = ?")
                .params(at.toString(), customer)
                .update();
    }

    @Override
    public void close() {
        graph.close();
        database.close();
    }
}
