package io.quickbooking.core.availability;

import static io.quickbooking.core.availability.BusySalons.ALL_FULL;
import static io.quickbooking.core.availability.BusySalons.EMPTY;
import static io.quickbooking.core.availability.BusySalons.HALF;
import static io.quickbooking.core.availability.BusySalons.TEN_FULL;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.SlotOffers;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.testing.MarkedPage;
import io.quickbooking.testing.Reads;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/**
 * Times the search for slots with 20 masters and 90 days, and holds what is offered in a million random salons against what
 * can be booked. Writes its section of docs/benchmarks.md.
 */
@DisabledIf("isOtherWanted")
class SlotBench {
    /** So many to warm up, and as many that are timed. */
    private static final int RUNS = Integer.getInteger("bench.slotRuns", 1_000);

    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");
    private static final LocalDate HORIZON = TODAY.plusDays(91);

    private final long salons = Long.getLong("bench.slotSalons", 1_000_000);
    private final StringBuilder text = new StringBuilder();

    static boolean isOtherWanted() {
        String only = System.getProperty("bench.only", "");
        return !only.isEmpty() && !only.equals("slots");
    }

    @Test
    void measure() throws IOException {
        try (TestDatabase database = TestDatabase.create()) {
            BusySalons.in(database);
            TestCore core = new TestCore(database.dataSource(), new SettableClock(BusySalons.NOW));
            Reads reads = new Reads(database.dataSource(), "io.quickbooking.core.availability.");
            TestCore counting = new TestCore(database.dataSource(), new SettableClock(BusySalons.NOW), reads);
            line("Measured on %s: %d processor cores, Java %d. %,d bookings."
                    .formatted(
                            LocalDate.now(ZoneOffset.UTC),
                            Runtime.getRuntime().availableProcessors(),
                            Runtime.version().feature(),
                            database.count("bookings")));
            line("");
            line("| | Slots found | p50 / p95 / p99, ms | Statements | Rows handed over | Rows gone through |");
            line("|---|---|---|---|---|---|");
            engine(core, database);
            for (Case each : cases()) {
                Reads.Count<Integer> count = reads.of(() -> each.search().applyAsInt(counting, 0));
                time(
                        each.name(),
                        run -> each.search().applyAsInt(core, run),
                        "%d | %,d | %,d".formatted(count.statements(), count.rows(), count.lookedAt()));
            }
        }
        long begin = System.nanoTime();
        long slots = OfferedAndBookable.check(1, salons);
        line("");
        line("Offered equals bookable: %,d random salons, %,d slots, no difference, in %d seconds."
                .formatted(salons, slots, (System.nanoTime() - begin) / 1_000_000_000));
        System.out.println(text);
        if (System.getProperty("bench.only", "").isEmpty()) {
            write(Path.of(System.getProperty("bench.report", "../docs/benchmarks.md")));
        }
    }

    /** @param search told which run it is; says how many slots it found */
    private record Case(String name, ToIntBiFunction<TestCore, Integer> search) {}

    private static List<Case> cases() {
        return List.of(
                new Case("All free times of 90 days and 20 masters, two thirds full", (core, run) -> between(core)),
                new Case("The next 3 of any of 20 masters, nobody booked", (core, run) -> next(core, EMPTY, 20)),
                new Case("The same, half full", (core, run) -> next(core, HALF, 20)),
                new Case("The same, 10 full for 85 days", (core, run) -> next(core, TEN_FULL, 20)),
                new Case("The same, all 20 full for 85 days", (core, run) -> next(core, ALL_FULL, 20)),
                new Case("The next 3 of those 10 who are full for 85 days", (core, run) -> next(core, TEN_FULL, 10)),
                new Case("The next 3 of one who is full for 85 days", (core, run) -> next(core, TEN_FULL, 1)),
                new Case("10 days to choose from, 20 masters, half full", (core, run) -> days(core, HALF)),
                new Case("10 days to choose from, all 20 full for 85 days", (core, run) -> days(core, ALL_FULL)),
                new Case("3 times for a program (`SlotOffers`)", (core, run) -> offers(core)),
                new Case(
                        "An offer to a customer whose usual master is full for 85 days: the whole transaction",
                        (core, run) -> taken(core.tap(BusySalons.REGULAR, "next_times"))),
                new Case(
                        "A customer's first word, answered with an offer: the whole transaction",
                        (core, run) -> taken(core.write(
                                "155501%05d%04d".formatted(System.identityHashCode(core) % 100_000, run), "hi"))));
    }

    private void engine(TestCore core, TestDatabase database) {
        Salon salon = core.salon(TEN_FULL);
        SlotQuery query = query(salon, Integer.MAX_VALUE);
        NeededFacts needed =
                new SlotSearch(salon.masters(), query).needed(TODAY, HORIZON).orElseThrow();
        Map<UUID, TimeRanges> booked = new HashMap<>();
        database
                .jdbc()
                .sql("SELECT master_id, busy_from, busy_until FROM bookings WHERE salon_id = ? AND busy_until > ?")
                .params(salon.id(), Timestamp.from(needed.from()))
                .query((row, number) -> Map.entry(row.getObject(1, UUID.class), new long[] {
                    row.getTimestamp(2).getTime() / 1_000, row.getTimestamp(3).getTime() / 1_000
                }))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Map.Entry::getKey))
                .forEach((master, busy) -> booked.put(master, ranges(busy)));
        time(
                "The engine alone: all free times of 90 days and 20 masters, two thirds full",
                run -> {
                    SlotSearch search = new SlotSearch(salon.masters(), query);
                    search.search(TODAY, HORIZON, booked, Map.of());
                    return search.slots().size();
                },
                "- | - | -");
    }

    private static TimeRanges ranges(List<Map.Entry<UUID, long[]>> busy) {
        TimeRanges.Builder ranges = new TimeRanges.Builder();
        busy.forEach(entry -> ranges.add(entry.getValue()[0], entry.getValue()[1]));
        return ranges.build();
    }

    private static int between(TestCore core) {
        Salon salon = core.salon(TEN_FULL);
        SlotQuery query = query(salon, 1);
        return inTransaction(core, () -> core.availability.between(salon.masters(), query, TODAY, HORIZON));
    }

    private static int next(TestCore core, String code, int masters) {
        Salon salon = core.salon(code);
        SlotQuery query = query(salon, 3);
        return inTransaction(core, () -> core.availability.next(salon.masters().subList(0, masters), query));
    }

    private static int days(TestCore core, String code) {
        Salon salon = core.salon(code);
        SlotQuery query = query(salon, 10);
        return inTransaction(core, () -> core.availability.firstOfDays(salon.masters(), query, TODAY));
    }

    private static int taken(TapAnswer answer) {
        assertThat(answer.outcome()).isEqualTo(TapOutcome.TIMES_OFFERED);
        return answer.message().buttons().size() - 1;
    }

    private static int offers(TestCore core) {
        Salon salon = core.salon(TEN_FULL);
        SlotOffers offers = new SlotOffers(
                core.availability,
                new ButtonParserService(),
                new InteractiveMessageBuilder(core.clock),
                core.transactions,
                core.clock);
        return offers.next(salon, null, salon.service("s456").orElseThrow(), null, 3)
                .size();
    }

    private static int inTransaction(TestCore core, Supplier<List<Slot>> search) {
        return core.transactions.run(search).size();
    }

    private static SlotQuery query(Salon salon, int limit) {
        return new SlotQuery(
                salon, salon.service("s456").orElseThrow(), BusySalons.NOW, null, Realm.LIVE, limit, BusySalons.NOW);
    }

    private void time(String what, IntUnaryOperator search, String reads) {
        for (int i = 1; i <= RUNS; i++) {
            search.applyAsInt(i);
        }
        double[] milliseconds = new double[RUNS];
        int found = 0;
        for (int i = 0; i < RUNS; i++) {
            long begin = System.nanoTime();
            found = search.applyAsInt(RUNS + 1 + i);
            milliseconds[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(milliseconds);
        assertThat(found).as(what).isPositive();
        line(String.format(
                Locale.ROOT,
                "| %s | %,d | %.2f / %.2f / %.2f | %s |",
                what,
                found,
                percentile(milliseconds, 50),
                percentile(milliseconds, 95),
                percentile(milliseconds, 99),
                reads));
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[(int) Math.ceil(sorted.length * percent / 100.0) - 1];
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void write(Path page) throws IOException {
        new MarkedPage(page).replace("slots", text.toString());
    }
}
