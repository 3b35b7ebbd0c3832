package io.quickbooking.core.webhook;

import static io.quickbooking.testing.WebhookBodies.batch;
import static io.quickbooking.testing.WebhookBodies.status;

import io.quickbooking.core.conversation.InboxWorker;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.privacy.Retention;
import io.quickbooking.core.privacy.RetentionPeriods;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ibatis.plugin.Interceptor;
import org.jspecify.annotations.Nullable;

/**
 * Everything that WhatsApp delivers while some customers go through their scripts. Calm: each once, alone and in order. Else
 * as bad as it may be: on two nodes at once, by eight connections, several in one body, again while the first is still on
 * its way and again later, rounds late, in any order. What one customer does waits for the answer to what they did before.
 */
final class Traffic implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final int MASTERS_OF_A_SALON = 100;
    /** Less than a session lives, for everybody, however late. */
    private static final Duration ROUND = Duration.ofSeconds(5);

    private static final Instant BEGIN = Instant.parse("2026-06-01T12:00:00Z");

    final TestDatabase database = TestDatabase.create(CONNECTIONS + 10);
    private final SettableClock clock = new SettableClock(BEGIN);
    private final List<TestCore> nodes;
    private final List<ScriptedCustomer> customers = new ArrayList<>();
    private final @Nullable Random chaos;
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

    private final List<byte[]> delivered = new ArrayList<>();
    private final Map<Integer, List<byte[]>> later = new TreeMap<>();
    private final Map<Integer, List<WebhookBodies.Event>> due = new TreeMap<>();
    private final AtomicLong deliveries = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private int round;

    /**
     * @param chaos null: calm
     * @param interceptors see every statement
     */
    Traffic(int count, int steps, long seed, @Nullable Random chaos, Interceptor... interceptors) {
        this.chaos = chaos;
        nodes = List.of(
                new TestCore(database.dataSource(), clock, interceptors),
                new TestCore(database.dataSource(), clock, interceptors));
        for (int salon = 0; salon * MASTERS_OF_A_SALON < count; salon++) {
            open("10000000000%04d".formatted(salon));
        }
        for (int i = 0; i < count; i++) {
            customers.add(new ScriptedCustomer(
                    i, "10000000000%04d".formatted(i / MASTERS_OF_A_SALON), 1 + i % MASTERS_OF_A_SALON, seed, steps));
        }
    }

    /** Master and service 0 are nobody's, and what is offered to those who name none. */
    private void open(String phoneNumberId) {
        UUID salon = UUID.randomUUID();
        for (String sql : List.of(
                "INSERT INTO salons (id, code, name, phone_number_id, time_zone, slot_minutes, horizon_days)"
                        + " VALUES (:id, :number, 'Salon Aurora', :number, 'America/New_York', 60, 30)",
                "INSERT INTO services (salon_id, code, name, minutes, price)"
                        + " SELECT :id, 's' || n, 'Service ' || lpad(n::text, 3, '0'), 60, 5000 + n"
                        + " FROM generate_series(0, :masters) AS n",
                "INSERT INTO masters (salon_id, code, name, position)"
                        + " SELECT :id, 'm' || n, 'Master ' || n, n FROM generate_series(0, :masters) AS n",
                "INSERT INTO master_services (salon_id, master_id, service_id)"
                        + " SELECT m.salon_id, m.id, s.id FROM masters m JOIN services s ON s.salon_id = m.salon_id"
                        + " WHERE m.salon_id = :id AND substr(m.code, 2) = substr(s.code, 2)",
                "INSERT INTO working_hours (salon_id, weekday, from_minute, to_minute)"
                        + " SELECT :id, day, 540, 1080 FROM generate_series(1, 7) AS day")) {
            database.jdbc()
                    .sql(sql)
                    .param("id", salon)
                    .param("number", phoneNumberId)
                    .param("masters", MASTERS_OF_A_SALON)
                    .update();
        }
    }

    long deliveries() {
        return deliveries.get();
    }

    /** How often the database was not there for all attempts, so that it was tried again later. */
    long refusals() {
        return refusals.get();
    }

    /** Until everybody has done everything, and nothing is on its way. */
    void run() throws Exception {
        while (!customers.stream().allMatch(ScriptedCustomer::isDone) || !due.isEmpty() || !later.isEmpty()) {
            if (round > 1_000) {
                throw new AssertionError("somebody is never answered: "
                        + customers.stream()
                                .flatMap(customer -> customer.waiting().stream())
                                .toList());
            }
            for (ScriptedCustomer customer : customers) {
                customer.next(clock.instant()).values().forEach(message -> plan(message, round, isOneIn(20) ? 4 : 0));
            }
            List<byte[]> bodies = bodiesOfThisRound();
            delivered.addAll(bodies);
            deliver(bodies);
            workOff();
            tellStatuses();
            read();
            clock.advance(ROUND);
            round++;
        }
    }

    private void plan(WebhookBodies.Event event, int earliest, int mostLate) {
        int late = chaos == null || mostLate == 0 ? 0 : chaos.nextInt(mostLate + 1);
        due.computeIfAbsent(earliest + late, unused -> new ArrayList<>()).add(event);
    }

    private boolean isOneIn(int number) {
        return chaos != null && chaos.nextInt(number) == 0;
    }

    private List<byte[]> bodiesOfThisRound() {
        List<WebhookBodies.Event> events = take(due);
        if (chaos == null) {
            return events.stream().map(WebhookBodies.Event::bytes).toList();
        }
        // Of one customer there is one message at a time, or two that may change places.
        Collections.shuffle(events, chaos);
        List<byte[]> bodies = take(later);
        for (int from = 0; from < events.size(); ) {
            int until = Math.min(events.size(), from + (chaos.nextInt(5) < 3 ? 1 : 2 + chaos.nextInt(7)));
            byte[] body = batch(events.subList(from, until));
            bodies.add(body);
            int again = chaos.nextInt(100);
            if (again < 15) {
                bodies.add(body);
            } else if (again < 30) {
                byte[] part = chaos.nextBoolean() ? body : batch(events.subList(until - 1, until));
                later.computeIfAbsent(round + 1 + chaos.nextInt(10), unused -> new ArrayList<>())
                        .add(part);
            }
            from = until;
        }
        Collections.shuffle(bodies, chaos);
        return bodies;
    }

    private <T> List<T> take(Map<Integer, List<T>> planned) {
        List<T> taken = planned.remove(round);
        return taken == null ? new ArrayList<>() : taken;
    }

    private void deliver(List<byte[]> bodies) throws Exception {
        Queue<byte[]> again = new ConcurrentLinkedQueue<>();
        AtomicInteger next = new AtomicInteger();
        together(chaos == null ? 1 : CONNECTIONS, () -> {
            for (int i = next.getAndIncrement(); i < bodies.size(); i = next.getAndIncrement()) {
                deliveries.incrementAndGet();
                try {
                    nodes.get(i % nodes.size()).webhook.receive(bodies.get(i));
                } catch (RuntimeException refused) {
                    // Answered with 503.
                    refusals.incrementAndGet();
                    again.add(bodies.get(i));
                }
            }
            return true;
        });
        if (!again.isEmpty()) {
            later.computeIfAbsent(round + 1, unused -> new ArrayList<>()).addAll(again);
        }
    }

    private void workOff() throws Exception {
        AtomicInteger next = new AtomicInteger();
        together(chaos == null ? 1 : CONNECTIONS / 2, () -> {
            InboxWorker worker = nodes.get(next.getAndIncrement() % nodes.size()).worker;
            try {
                while (worker.workOff() > 0) {
                    // Until nothing is due.
                }
            } catch (RuntimeException failed) {
                // The next round goes on.
                refusals.incrementAndGet();
            }
            return true;
        });
    }

    private void together(int count, Callable<Boolean> work) throws Exception {
        for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(count, work))) {
            one.get(60, TimeUnit.MINUTES);
        }
    }

    /** In place of the relay: what was answered is sent, and what becomes of it follows from its id. */
    private void tellStatuses() {
        database
                .jdbc()
                .sql("""
                        UPDATE outbound_messages o
                        SET state = 'SENT',
                            attempts = 1,
                            wamid = replace(i.message_id, 'wamid.in', 'wamid.out'),
                            sent_at = now()
                        FROM inbound_messages i, salons s
                        WHERE i.id = o.inbound_id
                          AND s.id = o.salon_id
                          AND o.state = 'PENDING'
                        RETURNING o.wamid, s.phone_number_id
                        """)
                .query((ResultSet row, int number) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(sent -> becomes(sent.getKey(), sent.getValue()));
    }

    private void becomes(String wamid, String phoneNumberId) {
        int fate = Math.floorMod(wamid.hashCode(), 10);
        List<String> statuses = fate == 0
                ? List.of("sent", "failed")
                : List.of("sent", "delivered", "read").subList(0, 1 + fate % 3);
        for (int i = 0; i < statuses.size(); i++) {
            WebhookBodies.Status told = status(statuses.get(i))
                    .of(wamid)
                    .from(phoneNumberId)
                    .at(BEGIN.minusSeconds(1000 - Math.floorMod(wamid.hashCode(), 900) - i));
            plan(statuses.get(i).equals("failed") ? told.because(131026, "Undeliverable") : told, round + 1, 4);
        }
    }

    private void read() {
        Map<String, ScriptedCustomer> byMessage = new HashMap<>();
        customers.forEach(customer -> customer.waiting().forEach(id -> byMessage.put(id, customer)));
        Map<String, @Nullable InteractiveMessage> replies = new HashMap<>();
        database.jdbc()
                .sql("""
                        SELECT i.message_id, o.payload
                        FROM inbound_messages i
                        LEFT JOIN outbound_messages o ON o.inbound_id = i.id
                        WHERE i.message_id = ANY (string_to_array(?, ','))
                          AND i.state <> 'PENDING'
                        """)
                .param(String.join(",", byMessage.keySet()))
                .query((ResultSet row, int number) -> {
                    String payload = row.getString(2);
                    replies.put(
                            row.getString(1),
                            payload == null ? null : Outbox.content(payload).orElse(null));
                    return true;
                })
                .list();
        for (ScriptedCustomer customer : customers) {
            List<String> waiting = customer.waiting();
            if (!waiting.isEmpty() && replies.keySet().containsAll(waiting)) {
                customer.answered(replies.get(waiting.get(waiting.size() - 1)));
            }
        }
    }

    /** Sessions that are over say so. */
    void passes(Duration time) {
        clock.advance(time);
        nodes.get(0).sessions.expire(clock.instant());
    }

    /** Everything that was ever delivered is delivered once more. */
    void replay() throws Exception {
        List<byte[]> bodies = new ArrayList<>(delivered);
        if (chaos != null) {
            Collections.shuffle(bodies, chaos);
        }
        deliver(bodies);
        while (!later.isEmpty()) {
            round++;
            deliver(take(later));
        }
        workOff();
    }

    /** What was delivered is kept no longer. */
    Retention.Report forget(RetentionPeriods periods) {
        return new Retention(new Mappers(database.dataSource()), nodes.get(0).transactions, periods, clock).run();
    }

    @Override
    public void close() throws Exception {
        threads.shutdownNow();
        for (TestCore node : nodes) {
            node.worker.close();
        }
        database.close();
    }
}
