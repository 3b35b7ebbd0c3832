package io.quickbooking.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.Machine;
import io.quickbooking.testing.MarkedPage;
import io.quickbooking.testing.Statements;
import io.quickbooking.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever customers and staff do at once, while time passes, nodes die and connections break: what they were told, and what
 * is in the database in the end, is as if all of it had been done one after another by {@link SalonBook}. Sixty short
 * histories; in the profile {@code reliability} many more, whose figures go to docs/reliability.md.
 *
 * <p>Seen to fail without each of the guards below, and with these taken out of the code:
 *
 * <ul>
 *   <li>An act of the staff does not look for its own line in the audit log after a commit of unknown outcome: it took effect
 *       and is told to be stale.
 * </ul>
 */
class SalonBookHistoriesTest {
    /** So many show each guard's absence by far. */
    private static final int TO_MISS_A_GUARD = 100;

    private final int histories = Integer.getInteger("histories.count", 60);
    private final long seed = Long.getLong("histories.seed", System.nanoTime() % 1_000_000_000);

    private final TestDatabase database = TestDatabase.create(20);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void what_happens_at_once_could_have_happened_one_after_another() throws Exception {
        System.out.println("Histories: -Dhistories.seed=" + seed);
        Nodes nodes = new Nodes(database);
        Map<String, Integer> outcomes = new TreeMap<>();
        long began = System.nanoTime();
        long calls = 0;
        for (int i = 0; i < histories; i++) {
            History history = new BusyDay(nodes, threads, seed + i).play();
            assertThat(history.refutation()).isEmpty();
            calls += history.calls().size();
            history.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.println(outcomes);
        assertThat(outcomes)
                .as("what has to have happened for this to mean anything")
                .containsKeys(
                        "BOOKED",
                        "SLOT_TAKEN",
                        "SLOT_UNAVAILABLE",
                        "SESSION_EXPIRED",
                        "REPEATED",
                        "OLD_CARD",
                        "CANCELLED",
                        "node died under a tap",
                        "CANCEL: DONE",
                        "CANCEL: STALE",
                        "MOVE: DONE",
                        "MOVE: TAKEN",
                        "RESTORE: DONE",
                        "staff books: DONE");
        assertThat(sum(outcomes, ": UNKNOWN"))
                .as("acts that were never answered")
                .isPositive();
        report(calls, took, outcomes);
    }

    private void report(long calls, Duration took, Map<String, Integer> outcomes) throws IOException {
        String report = System.getProperty("reliability.report", "");
        if (!report.isEmpty()) {
            new MarkedPage(Path.of(report)).replace("histories", """
                    Measured on %s: %s.

                    %,d histories in %d seconds, from seed %d: %,d calls, each with its answer, held against the model. Bookings by \
                    customers: %,d, too late for another %,d. Acts of the staff that came too late: %,d. Nodes that died in the \
                    middle of something: %,d. Histories without an order: 0.
                    """.formatted(
                            LocalDate.now(ZoneOffset.UTC),
                            Machine.description(),
                            histories,
                            took.toSeconds(),
                            seed,
                            calls,
                            outcomes.get("BOOKED"),
                            outcomes.get("SLOT_TAKEN"),
                            sum(outcomes, ": STALE") + sum(outcomes, ": TAKEN"),
                            outcomes.get("node died under a tap") + sum(outcomes, ": UNKNOWN")));
        }
    }

    private static int sum(Map<String, Integer> outcomes, String end) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(end))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Test
    void without_the_exclusion_constraint_no_order_explains_it() throws Exception {
        database.jdbc()
                .sql("ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap")
                .update();
        assertThat(firstRefutation()).isPresent();
    }

    @Test
    void without_the_locks_on_customers_and_bookings_no_order_explains_it() throws Exception {
        assertThat(firstRefutation(Statements.without("FOR NO KEY UPDATE"))).isPresent();
    }

    @Test
    void with_taken_times_from_a_cache_no_order_explains_it() throws Exception {
        assertThat(firstRefutation(new StaleTimes())).isPresent();
    }

    private Optional<String> firstRefutation(Interceptor... interceptors) throws Exception {
        Nodes nodes = new Nodes(database, interceptors);
        for (int i = 0; i < TO_MISS_A_GUARD; i++) {
            Optional<String> refutation =
                    new BusyDay(nodes, threads, seed + i).play().refutation();
            if (refutation.isPresent()) {
                System.out.println("After " + (i + 1) + " histories: "
                        + refutation.get().lines().limit(1).collect(Collectors.joining()));
                return refutation;
            }
        }
        return Optional.empty();
    }

    /** Keeps what was read once about a time, as a cache would that nobody tells of bookings. */
    @Intercepts(
            @Signature(
                    type = Executor.class,
                    method = "query",
                    args = {MappedStatement.class, Object.class, RowBounds.class, ResultHandler.class}))
    private static final class StaleTimes implements Interceptor {
        private final Map<String, Object> kept = new ConcurrentHashMap<>();

        @Override
        public Object intercept(Invocation invocation) throws Throwable {
            MappedStatement statement = (MappedStatement) invocation.getArgs()[0];
            if (!statement.getId().contains(".TakenMapper.")) {
                return invocation.proceed();
            }
            Map<?, ?> parameters = (Map<?, ?>) invocation.getArgs()[1];
            String key = statement.getId()
                    + parameters.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + Arrays.deepToString(new Object[] {entry.getValue()}))
                            .sorted()
                            .toList();
            Object known = kept.get(key);
            if (known == null) {
                known = List.copyOf((List<?>) invocation.proceed());
                kept.put(key, known);
            }
            return known;
        }
    }
}
