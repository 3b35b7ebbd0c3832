package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many customers at once who choose, change their minds, confirm in time or late, or walk away, while the clock runs. A card
 * that is confirmed before its hold ends must be booked; nothing may be held for anybody longer; nothing may overlap.
 */
class HoldPromiseTest {
    private static final int RUNS = 10_000;
    /** So many have a day of their own: enough room to book and little enough to meet. */
    private static final int A_DAY = 200;

    private static final int THREADS = 8;
    private static final Duration HOLD = Duration.ofMinutes(1);

    private final TestDatabase database = TestDatabase.create(THREADS + 4);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestSalon.Written salon = aSalon().withMaster("m1", "Sarah")
            .withMaster("m2", "Bo")
            .withMaster("m3", "Li")
            .withGrid(30)
            .bookableFor(60)
            .holdingFor(1)
            .in(database);

    @AfterEach
    void close() {
        database.close();
    }

    /** What went wrong and what happened at all. */
    private static final class Tally {
        final AtomicInteger runs = new AtomicInteger();
        final AtomicInteger booked = new AtomicInteger();
        final AtomicInteger refusedInTime = new AtomicInteger();
        final AtomicInteger late = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();
    }

    @Test
    void a_card_confirmed_while_its_time_is_kept_is_always_booked() throws Exception {
        TestCore core = new TestCore(database.dataSource(), clock);
        Tally tally = run(core, 0, RUNS);

        assertThat(tally.refusedInTime).as("confirmed in time and refused").hasValue(0);
        assertThat(tally.failed).as("failures").hasValue(0);
        assertThat(tally.booked.get()).as("booked").isGreaterThan(RUNS / 10);
        assertThat(tally.late.get()).as("confirmed after the hold's end").isGreaterThan(RUNS / 100);
        assertThat(salon.counter()).isEqualTo(tally.booked.get());
        assertThat(database.count("bookings WHERE status = 'CONFIRMED'")).isEqualTo(tally.booked.get());
        assertThat(overlaps()).as("overlaps").isZero();

        clock.advance(HOLD);
        new HoldSweep(core.bookings, core.transactions, core.signals).run(clock.instant());
        assertThat(database.count("bookings WHERE status = 'HELD'"))
                .as("held past their end")
                .isZero();
    }

    @Test
    void nothing_is_held_past_its_end() {
        TestCore core = new TestCore(database.dataSource(), clock);
        List<String> slots = new ArrayList<>();
        for (int hour = 10; hour < 20; hour++) {
            for (int master = 1; master <= 3; master++) {
                slots.add("slot_2026-06-02_%d:00_m%d".formatted(hour, master));
            }
        }
        AtomicInteger customer = new AtomicInteger();
        for (int round = 0; round < 3; round++) {
            // Those held in the round before have just ended, and nobody has swept.
            assertThat(slots)
                    .extracting(slot -> core.tap("1555010%04d".formatted(customer.getAndIncrement()), slot)
                            .outcome())
                    .containsOnly(CARD_SHOWN);
            clock.advance(HOLD);
        }
    }

    @Test
    void of_many_who_choose_one_time_together_one_has_it() {
        assertThat(mostCardsForOneTime()).isOne();
    }

    @Test
    void without_holds_in_the_constraint_one_time_is_promised_to_several() {
        dropTheConstraint();
        database.jdbc().sql("""
                        ALTER TABLE bookings ADD CONSTRAINT bookings_no_overlap EXCLUDE USING gist (
                          salon_id WITH =, master_id WITH =, realm WITH =,
                          tstzrange(busy_from, busy_until, '[)') WITH &&) WHERE (status IN ('CONFIRMED', 'COMPLETED'))
                        """).update();
        assertThat(mostCardsForOneTime()).isGreaterThan(1);
    }

    @Test
    void without_the_constraint_two_have_one_time() throws Exception {
        dropTheConstraint();
        for (int round = 0; round < 50 && overlaps() == 0; round++) {
            run(new TestCore(database.dataSource(), clock), round * A_DAY, A_DAY);
        }
        assertThat(overlaps()).isPositive();
    }

    private void dropTheConstraint() {
        database.jdbc()
                .sql("ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap")
                .update();
    }

    private long mostCardsForOneTime() {
        TestCore core = new TestCore(database.dataSource(), clock);
        long most = 0;
        for (int round = 0; round < 20; round++) {
            String slot = "slot_2026-06-%02d_15:00_m1".formatted(round + 2);
            List<Callable<TapAnswer>> taps = new ArrayList<>();
            for (int customer = 0; customer < THREADS; customer++) {
                String phone = "1555010%04d".formatted(customer);
                taps.add(() -> core.tap(phone, slot));
            }
            long cards = Race.of(taps).stream()
                    .filter(answer -> answer.outcome() == CARD_SHOWN)
                    .count();
            most = Math.max(most, cards);
        }
        return most;
    }

    private long overlaps() {
        return database.count("""
                bookings a JOIN bookings b
                  ON a.master_id = b.master_id AND a.id < b.id
                 AND tstzrange(a.busy_from, a.busy_until, '[)') && tstzrange(b.busy_from, b.busy_until, '[)')
                WHERE a.status = 'CONFIRMED' AND b.status = 'CONFIRMED'
                """);
    }

    private Tally run(TestCore core, int from, int runs) throws Exception {
        Tally tally = new Tally();
        tally.runs.set(from);
        HoldSweep sweep = new HoldSweep(core.bookings, core.transactions, core.signals);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                work.add(() -> {
                    customers(core, sweep, tally, from + runs, number);
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return tally;
    }

    private void customers(TestCore core, HoldSweep sweep, Tally tally, int end, int thread) {
        Random random = new Random(thread);
        int run;
        while ((run = tally.runs.getAndIncrement()) < end) {
            int day = run / A_DAY;
            String phone = "1555010%04d".formatted(thread * 40 + random.nextInt(40));
            int choices = 1 + random.nextInt(2);
            TapAnswer card = null;
            Instant kept = clock.instant();
            for (int choice = 0; choice < choices; choice++) {
                Instant before = clock.instant();
                TapAnswer answer = core.tap(phone, slot(day, random));
                if (answer.outcome() == CARD_SHOWN) {
                    card = answer;
                    kept = before.plus(HOLD);
                } else if (answer.outcome() != TapOutcome.SLOT_UNAVAILABLE) {
                    tally.failed.incrementAndGet();
                }
            }
            clock.advance(Duration.ofMillis(random.nextInt(3000)));
            if (random.nextInt(10) == 0) {
                sweep.run(clock.instant());
            }
            if (card != null && random.nextInt(4) > 0) {
                if (random.nextInt(20) == 0) {
                    clock.advance(HOLD);
                }
                confirm(core, tally, phone, card, kept);
            }
        }
    }

    private void confirm(TestCore core, Tally tally, String phone, TapAnswer card, Instant kept) {
        TapOutcome outcome = core.tap(phone, firstButton(card)).outcome();
        // Read after the answer: if it was in time even now, it was when it was decided.
        boolean inTime = clock.instant().isBefore(kept);
        if (outcome == BOOKED) {
            tally.booked.incrementAndGet();
        } else if (inTime) {
            tally.refusedInTime.incrementAndGet();
        }
        if (!inTime) {
            tally.late.incrementAndGet();
        }
    }

    private static String slot(int day, Random random) {
        int halfHour = random.nextInt(40);
        return "slot_2026-%02d-%02d_%02d:%s_m%d"
                .formatted(
                        6 + day / 28,
                        2 + day % 28,
                        halfHour / 2,
                        halfHour % 2 == 0 ? "00" : "30",
                        1 + random.nextInt(3));
    }
}
