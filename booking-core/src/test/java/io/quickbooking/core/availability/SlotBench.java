package io.quickbooking.core.availability;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.conversation.SlotOffers;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/**
 * Times the search for slots with 20 masters and 90 days, and holds what is offered in a million random salons against what
 * can be booked. Writes its section of docs/benchmarks.md.
 */
@DisabledIf("isOtherWanted")
class SlotBench {
    private static final String BEGIN = "<!-- slots: begin -->\n";
    private static final String END = "<!-- slots: end -->";
    private static final int WARM_UP = 1_000;
    private static final int RUNS = 1_000;
    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");

    private final long salons = Long.getLong("bench.slotSalons", 1_000_000);
    private final StringBuilder text = new StringBuilder();

    static boolean isOtherWanted() {
        String only = System.getProperty("bench.only", "");
        return !only.isEmpty() && !only.equals("slots");
    }

    @Test
    void measure() throws IOException {
        try (TestDatabase database = TestDatabase.create()) {
            TestCore core = new TestCore(database.dataSource(), SettableClock.at("2026-06-01T11:00:00Z"));
            fill(database);
            line("Measured on %s: %d processor cores, Java %d. %,d bookings ahead."
                    .formatted(
                            LocalDate.now(ZoneOffset.UTC),
                            Runtime.getRuntime().availableProcessors(),
                            Runtime.version().feature(),
                            database.count("bookings")));
            line("");
            line("| | Slots found | p50 / p95 / p99, ms |");
            line("|---|---|---|");
            searches(core);
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

    private void searches(TestCore core) {
        Salon salon = core.salon("aurora");
        Service service = salon.service("s456").orElseThrow();
        Instant now = core.clock.instant();
        Map<UUID, TimeRanges> booked = booked(core, salon, now);
        time("All free times of 90 days and 20 masters, bookings given", () -> {
            SlotSearch search = new SlotSearch(salon.masters(), query(salon, service, now, 1_000_000));
            search.search(TODAY, TODAY.plusDays(91), booked, Map.of());
            return search.slots().size();
        });
        time("The next 3 of any of 20 masters", () -> next(core, salon.masters(), query(salon, service, now, 3)));
        Master full = salon.master("m1").orElseThrow();
        time(
                "The next 3 of a master who is full for 85 days",
                () -> next(core, List.of(full), query(salon, service, now, 3)));
        List<Master> allFull = salon.masters().subList(0, 10);
        time(
                "The next 3 of any of 10 masters who are full for 85 days",
                () -> next(core, allFull, query(salon, service, now, 3)));
        SlotOffers offers = new SlotOffers(
                core.availability,
                new ButtonParserService(),
                new InteractiveMessageBuilder(core.clock),
                core.transactions,
                core.clock);
        time(
                "A customer's first offer: 3 times with their buttons, the catalogue as it is kept",
                () -> offers.next(core.salon("aurora"), null, service, null, 3).size());
        time("The same, the catalogue read anew", () -> {
            core.catalog.refresh();
            return offers.next(core.salon("aurora"), null, service, null, 3).size();
        });
    }

    private static SlotQuery query(Salon salon, Service service, Instant now, int limit) {
        return new SlotQuery(salon, service, now, null, Realm.LIVE, limit, now);
    }

    private static int next(TestCore core, List<Master> masters, SlotQuery query) {
        Supplier<List<Slot>> search = () -> core.availability.next(masters, query);
        return core.transactions.run(search).size();
    }

    private static Map<UUID, TimeRanges> booked(TestCore core, Salon salon, Instant now) {
        return core.availability.booked(salon, now, now.plusSeconds(95L * 24 * 60 * 60), now);
    }

    private void time(String what, IntSupplier search) {
        for (int i = 0; i < WARM_UP; i++) {
            search.getAsInt();
        }
        double[] milliseconds = new double[RUNS];
        int found = 0;
        for (int i = 0; i < RUNS; i++) {
            long begin = System.nanoTime();
            found = search.getAsInt();
            milliseconds[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(milliseconds);
        assertThat(found).as(what).isPositive();
        line(String.format(
                Locale.ROOT,
                "| %s | %,d | %.2f / %.2f / %.2f |",
                what,
                found,
                percentile(milliseconds, 50),
                percentile(milliseconds, 95),
                percentile(milliseconds, 99)));
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[(int) Math.ceil(sorted.length * percent / 100.0) - 1];
    }

    /** Ten masters who are full for 85 days and ten who are two thirds full; breaks, days off and an opening. */
    private static void fill(TestDatabase database) {
        TestSalon salon = aSalon().open("09:00-18:00").bookableFor(90);
        for (int i = 1; i <= 20; i++) {
            salon.withMaster("m" + i, "Master " + i);
        }
        TestSalon.Written written = salon.in(database);
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
                          VALUES (?, '15550100001')
                          RETURNING id)
                        INSERT INTO bookings (booking_code, salon_id, customer_id, service, service_id, master_id,
                                              start_ts, end_ts, price, currency)
                        SELECT 'X' || row_number() OVER (), m.salon_id, customer.id, 'Cut', v.id, m.id,
                               day + hour * INTERVAL '1 hour', day + (hour + 1) * INTERVAL '1 hour', 5000, 'USD'
                        FROM customer, masters m, services v,
                             generate_series(TIMESTAMPTZ '2026-06-01 00:00-04', TIMESTAMPTZ '2026-08-30 00:00-04',
                                             INTERVAL '1 day') AS day,
                             generate_series(9, 17) AS hour
                        WHERE v.salon_id = m.salon_id
                          AND (m.position < 10 AND day < TIMESTAMPTZ '2026-08-25 00:00-04' OR (hour + m.position) % 3 > 0)
                        """).param(written.id()).update();
        database.jdbc().sql("ANALYZE").update();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void write(Path page) throws IOException {
        String before = Files.readString(page);
        int begin = before.indexOf(BEGIN);
        int end = before.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has no markers");
        }
        Files.writeString(page, before.substring(0, begin + BEGIN.length()) + text + before.substring(end));
    }
}
