package io.quickbooking.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.privacy.RetentionPeriods;
import io.quickbooking.testing.Machine;
import io.quickbooking.testing.MarkedPage;
import io.quickbooking.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.junit.jupiter.api.Test;

/**
 * However badly WhatsApp delivers, and though the database fails now and then: all that is stored about each customer is what
 * it would be if each delivery had come once, alone and in order. Some three thousand deliveries; in the profile
 * {@code reliability} more than a hundred thousand, whose figures go to docs/reliability.md.
 *
 * <p>Seen to fail without each of the guards below.
 */
class DeliveriesTest {
    private static final int STEPS = 25;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final RetentionPeriods PERIODS =
            new RetentionPeriods(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(730));
    private static final List<String> TABLES =
            List.of("customers", "sessions", "bookings", "inbound_messages", "outbound_messages", "tap_events");

    private final int customers = Integer.getInteger("deliveries.customers", 30);
    private final long seed = Long.getLong("deliveries.seed", System.nanoTime() % 1_000_000_000);

    @Test
    void whatever_way_they_come_they_come_to_the_same() throws Exception {
        System.out.println("Deliveries: -Ddeliveries.seed=" + seed);
        Map<String, List<String>> calm = calm(customers, STEPS);
        long began = System.nanoTime();
        try (Traffic traffic = new Traffic(customers, STEPS, seed, new Random(seed), new Stumbles(seed, 150))) {
            traffic.run();
            long once = traffic.deliveries();
            traffic.passes(WEEK);
            assertThat(EndState.differences(calm, EndState.of(traffic.database)))
                    .as("a week later")
                    .isEmpty();
            traffic.replay();
            assertThat(EndState.differences(calm, EndState.of(traffic.database)))
                    .as("everything delivered again")
                    .isEmpty();
            assertThat(calm.values().stream().flatMap(List::stream))
                    .as("what has to have happened for this to mean anything")
                    .anyMatch(line -> line.startsWith("[booking, "))
                    .anyMatch(line -> line.contains(", repeated, "))
                    .anyMatch(line -> line.contains(", cancelled, "))
                    .anyMatch(line -> line.contains(", READ, "))
                    .anyMatch(line -> line.contains(", FAILED, "));

            traffic.passes(Duration.ofDays(24));
            assertThat(traffic.forget(PERIODS).payloads()).isPositive();
            Map<String, Long> counts = counts(traffic.database);
            traffic.replay();
            assertThat(counts(traffic.database))
                    .as("everything delivered again when its payloads have been forgotten")
                    .isEqualTo(counts);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            System.out.println(once + " deliveries, then all of them twice again, " + traffic.refusals() + " refused, "
                    + took.toMillis() + " ms");
            report(once, traffic, took);
        }
    }

    private void report(long once, Traffic traffic, Duration took) throws IOException {
        String report = System.getProperty("reliability.report", "");
        if (!report.isEmpty()) {
            new MarkedPage(Path.of(report)).replace("deliveries", """
                    Measured on %s: %s.

                    %,d deliveries with %,d messages of %,d customers on two nodes, seed %d, and each of them again twice, in %d seconds. \
                    %,d bookings. One statement in 150 failed, and %,d deliveries or waiting messages had to be tried again later. \
                    Differences from single deliveries in order: 0.
                    """.formatted(
                            LocalDate.now(ZoneOffset.UTC),
                            Machine.description(),
                            once,
                            traffic.database.count("inbound_messages"),
                            customers,
                            seed,
                            took.toSeconds(),
                            traffic.database.count("bookings"),
                            traffic.refusals()));
        }
    }

    @Test
    void without_the_unique_message_id_they_do_not() throws Exception {
        Map<String, List<String>> calm = calm(8, 10);
        try (Traffic traffic = new Traffic(8, 10, seed, new Random(seed))) {
            traffic.database
                    .jdbc()
                    .sql("ALTER TABLE inbound_messages DROP CONSTRAINT inbound_messages_once, "
                            // The statement names it: one of that name has to be there.
                            + "ADD CONSTRAINT inbound_messages_once UNIQUE (salon_id, message_id, id)")
                    .update();
            traffic.run();
            traffic.passes(WEEK);
            assertThat(EndState.differences(calm, EndState.of(traffic.database)))
                    .isNotEmpty();
        }
    }

    @Test
    void with_the_message_id_committed_before_the_effect_they_do_not() throws Exception {
        Map<String, List<String>> calm = calm(30, 10);
        boolean differs = false;
        // A failure has to fall between the two commits; in some runs none does.
        for (int run = 0; run < 8 && !differs; run++) {
            try (Traffic traffic = new Traffic(
                    30, 10, seed, new Random(seed + run), new AdmittedBefore(), new Stumbles(seed + run, 50))) {
                traffic.run();
                traffic.passes(WEEK);
                differs = !EndState.differences(calm, EndState.of(traffic.database))
                        .isEmpty();
            }
        }
        assertThat(differs).isTrue();
    }

    private Map<String, List<String>> calm(int count, int steps) throws Exception {
        try (Traffic traffic = new Traffic(count, steps, seed, null)) {
            traffic.run();
            traffic.passes(WEEK);
            return EndState.of(traffic.database);
        }
    }

    private static Map<String, Long> counts(TestDatabase database) {
        return TABLES.stream().collect(Collectors.toMap(table -> table, database::count));
    }

    /** One statement in so many fails, as if two transactions had waited for each other. */
    @Intercepts(
            @Signature(
                    type = StatementHandler.class,
                    method = "prepare",
                    args = {Connection.class, Integer.class}))
    private static final class Stumbles implements Interceptor {
        private final Random random;
        private final int oneIn;

        Stumbles(long seed, int oneIn) {
            random = new Random(seed);
            this.oneIn = oneIn;
        }

        @Override
        public Object intercept(Invocation invocation) throws Throwable {
            if (random.nextInt(oneIn) == 0) {
                throw new SQLException("stumbled", "40P01");
            }
            return invocation.proceed();
        }
    }

    /** What is committed here should be committed with all that follows from it. */
    @Intercepts(
            @Signature(
                    type = Executor.class,
                    method = "query",
                    args = {MappedStatement.class, Object.class, RowBounds.class, ResultHandler.class}))
    private static final class AdmittedBefore implements Interceptor {
        @Override
        public Object intercept(Invocation invocation) throws Throwable {
            Object admitted = invocation.proceed();
            if (((MappedStatement) invocation.getArgs()[0]).getId().endsWith("InboxMapper.admit")) {
                ((Executor) invocation.getTarget())
                        .getTransaction()
                        .getConnection()
                        .commit();
            }
            return admitted;
        }
    }
}
