package io.quickbooking.core.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.testing.Reads;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A search reads what its answer needs: in few statements, a row or two a master, and no table but through an index. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeanSearchTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");
    /** The search begins 32 hours before, to meet bookings that last as long as any may: 14 hours of work a master. */
    private static final int BEFORE = 14;

    private final TestDatabase database = TestDatabase.create();
    private final Reads reads = new Reads(database.dataSource(), "io.quickbooking.core.availability.");
    private final TestCore core = new TestCore(database.dataSource(), new SettableClock(BusySalons.NOW), reads);

    @BeforeAll
    void fill() {
        BusySalons.in(database);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void the_next_times_of_an_empty_salon_take_one_statement_and_no_row() {
        Reads.Count<List<Slot>> count = next(BusySalons.EMPTY, 20);
        assertThat(count.answer()).hasSize(3);
        assertThat(count.statements()).isEqualTo(1);
        assertThat(count.rows()).isZero();
        assertThat(count.lookedAt()).isZero();
    }

    @Test
    void the_next_times_of_a_busy_salon_take_the_bookings_of_two_days() {
        Reads.Count<List<Slot>> count = next(BusySalons.HALF, 20);
        assertThat(count.answer())
                .hasSize(3)
                .allSatisfy(slot -> assertThat(date(slot)).isEqualTo(TODAY));
        assertThat(count.statements()).isEqualTo(1);
        assertThat(count.rows()).isEqualTo(20);
        assertThat(count.lookedAt()).isLessThanOrEqualTo(20 * (BEFORE + 2 * 9));
    }

    @Test
    void masters_who_are_full_do_not_make_a_search_longer_while_others_have_time() {
        Reads.Count<List<Slot>> count = next(BusySalons.TEN_FULL, 20);
        assertThat(count.answer()).hasSize(3);
        assertThat(count.statements()).isEqualTo(1);
        assertThat(count.rows()).isEqualTo(20);
        assertThat(count.lookedAt()).isLessThanOrEqualTo(20 * (BEFORE + 2 * 9));
    }

    @Test
    void months_without_a_free_time_are_read_once_in_four_statements() {
        for (int masters : List.of(1, 10, 20)) {
            Reads.Count<List<Slot>> count = next(BusySalons.ALL_FULL, masters);
            assertThat(count.answer())
                    .hasSize(3)
                    .allSatisfy(slot -> assertThat(date(slot)).isAfterOrEqualTo("2026-08-25"));
            assertThat(count.statements()).isEqualTo(4);
            assertThat(count.rows()).isLessThanOrEqualTo(4 * masters);
            assertThat(count.lookedAt()).isLessThanOrEqualTo(masters * (4L * BEFORE + 91 * 9));
        }
    }

    @Test
    void of_masters_who_are_full_no_others_are_read() {
        Salon salon = core.salon(BusySalons.TEN_FULL);
        Reads.Count<List<Slot>> count = next(salon, salon.masters().subList(0, 10), BusySalons.NOW);
        assertThat(count.answer()).hasSize(3);
        assertThat(count.rows()).isLessThanOrEqualTo(4 * 10);
        assertThat(count.lookedAt()).isLessThanOrEqualTo(10 * (4L * BEFORE + 91 * 9));
    }

    @Test
    void a_master_on_vacation_is_searched_from_their_return_on() {
        Salon salon = core.salon(BusySalons.HALF);
        Master master = salon.master("m1").orElseThrow();
        Reads.Count<List<Slot>> count = next(salon, List.of(master), Instant.parse("2026-07-01T12:00:00Z"));
        assertThat(count.answer())
                .hasSize(3)
                .allSatisfy(slot -> assertThat(date(slot)).isAfterOrEqualTo("2026-07-11"));
        assertThat(count.statements()).isEqualTo(1);
        assertThat(count.rows()).isEqualTo(1);
        assertThat(count.lookedAt()).isLessThanOrEqualTo(BEFORE + 2 * 9);
    }

    @Test
    void nobody_is_read_who_has_no_slot_to_give() {
        Salon salon = core.salon(BusySalons.HALF);
        List<Master> masters = salon.masters();
        // Ten are on vacation.
        Reads.Count<List<Slot>> away = reads.of(() -> inTransaction(() -> core.availability.between(
                masters,
                query(salon, BusySalons.NOW, 3),
                LocalDate.parse("2026-07-10"),
                LocalDate.parse("2026-07-11"))));
        assertThat(away.rows()).isEqualTo(10);
        Reads.Count<List<Slot>> late = reads.of(() -> inTransaction(() -> core.availability.between(
                masters,
                query(salon, BusySalons.NOW, 3),
                LocalDate.parse("2027-01-01"),
                LocalDate.parse("2027-02-01"))));
        assertThat(late.answer()).isEmpty();
        assertThat(late.statements()).isZero();
    }

    @Test
    void all_free_times_of_ninety_days_take_one_statement_and_a_row_a_master() {
        Salon salon = core.salon(BusySalons.TEN_FULL);
        Reads.Count<List<Slot>> count = reads.of(() -> inTransaction(() -> core.availability.between(
                salon.masters(), query(salon, BusySalons.NOW, 3), TODAY, TODAY.plusDays(91))));
        assertThat(count.answer()).hasSizeGreaterThan(2_000);
        assertThat(count.statements()).isEqualTo(1);
        assertThat(count.rows()).isEqualTo(20);
        assertThat(count.lookedAt()).isLessThanOrEqualTo(20 * (BEFORE + 91 * 9));
    }

    @Test
    void ten_days_to_choose_from_take_the_bookings_of_ten_days() {
        Salon salon = core.salon(BusySalons.HALF);
        Reads.Count<List<Slot>> count = reads.of(() -> inTransaction(
                () -> core.availability.firstOfDays(salon.masters(), query(salon, BusySalons.NOW, 10), TODAY)));
        assertThat(count.answer()).hasSize(10).extracting(LeanSearchTest::date).doesNotHaveDuplicates();
        assertThat(count.rows()).isLessThanOrEqualTo(20 * count.statements());
        assertThat(count.statements()).isLessThanOrEqualTo(2);
        assertThat(count.lookedAt()).isLessThanOrEqualTo(20 * (2 * BEFORE + 12 * 9));
    }

    @Test
    void the_answer_to_a_first_word_takes_one_search() {
        Reads.Count<TapAnswer> count = reads.of(() -> core.write("15550100777", "hi"));
        assertThat(count.answer().outcome()).isEqualTo(TapOutcome.TIMES_OFFERED);
        assertThat(count.statements()).isEqualTo(1);
        assertThat(count.rows()).isEqualTo(20);
        assertThat(count.lookedAt()).isLessThanOrEqualTo(20 * (BEFORE + 2 * 9));
    }

    @Test
    void the_offer_to_a_regular_reads_the_usual_master_alone() {
        Reads.Count<TapAnswer> count = reads.of(() -> core.tap(BusySalons.REGULAR, "next_times"));
        assertThat(count.answer().outcome()).isEqualTo(TapOutcome.TIMES_OFFERED);
        assertThat(count.statements()).isEqualTo(4);
        assertThat(count.rows()).isEqualTo(4);
        assertThat(count.lookedAt()).isLessThanOrEqualTo(4L * BEFORE + 91 * 9);
    }

    private Reads.Count<List<Slot>> next(String code, int masters) {
        Salon salon = core.salon(code);
        return next(salon, salon.masters().subList(0, masters), BusySalons.NOW);
    }

    private Reads.Count<List<Slot>> next(Salon salon, List<Master> masters, Instant from) {
        return reads.of(() -> inTransaction(() -> core.availability.next(masters, query(salon, from, 3))));
    }

    private List<Slot> inTransaction(Supplier<List<Slot>> search) {
        return core.transactions.run(search);
    }

    private static SlotQuery query(Salon salon, Instant from, int limit) {
        return new SlotQuery(salon, salon.service("s456").orElseThrow(), from, null, Realm.LIVE, limit, BusySalons.NOW);
    }

    private static LocalDate date(Slot slot) {
        return slot.start().toLocalDate();
    }
}
